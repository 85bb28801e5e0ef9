# SPDX-License-Identifier: LicenseRef-Desk
"""A text is cut and put together again without losing a line break or a placeholder."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.services.assistants.translating.pieces import fragments, joined, masked, pieces, unmasked

LONG = 4000
MAIL = (
    "Bonjour,\n\nMon vélo est-il prêt ?\n- le bleu\n- le rouge\n\n> Bonjour Léa,\n> il est prêt.\n\nMerci\n"
)


def same(text, most=LONG):
    parts = pieces(text, most)
    return joined(parts, [part.text for part in parts])


def test_lines_marks_and_quotes_stay_where_they_are():
    assert same(MAIL) == MAIL
    parts = pieces(MAIL, LONG)
    assert [part.before for part in parts if part.text in {"le bleu", "Bonjour Léa,"}] == ["- ", "> "]


def test_what_a_mail_program_has_wrapped_is_one_piece():
    wrapped = "Bonjour, je voudrais savoir si le vélo que j’ai apporté mardi\nsera prêt avant la fin de la semaine.\nMerci."
    first, second = pieces(wrapped, LONG)
    assert first.text.startswith("Bonjour")
    assert first.text.endswith("de la semaine.")
    assert "\n" not in first.text
    assert second.text == "Merci."


def test_short_lines_and_new_sentences_stay_apart():
    assert [part.text for part in pieces("Rue de la Paix\nparis", LONG)] == ["Rue de la Paix", "paris"]


def test_a_long_text_is_cut_at_sentences():
    parts = pieces("Une phrase. " * 40, 100)
    assert all(len(part.text) <= 100 for part in parts)
    assert all(part.text.endswith(".") for part in parts)
    assert same("Une phrase. " * 40, 100) == "Une phrase. " * 40


@given(st.text(alphabet="ab .!\n>-\u3002\t1", max_size=300), st.integers(1, 60))
def test_nothing_is_lost(text, most):
    parts = pieces(text, most)
    assert all(len(part.text) <= most for part in parts)
    assert joined(parts, [part.text for part in parts]).split() == text.split()


@given(st.text(max_size=200))
def test_any_text_survives(text):
    assert same(text).split() == text.replace("\r\n", "\n").split()


@pytest.mark.parametrize(
    "kept",
    [
        "{{ customer.first_name }}",
        "[[heure]]",
        "https://a.example/x?y=1",
        "lea@client.example",
        "{1}",
        "www.a.example/b",
    ],
)
def test_what_must_stay_is_hidden_and_comes_back(kept):
    text = f"Bonjour {kept}, à demain."
    hidden, what = masked(text)
    assert what == (kept,)
    assert hidden == "Bonjour {1}, à demain."
    assert unmasked("Hello { 1 }, see you.", what) == f"Hello {kept}, see you."


@pytest.mark.parametrize("answer", ["Hello.", "Hello {1} {1}.", "Hello {2}.", "Hello {1} {2}."])
def test_an_engine_that_loses_or_invents_one_is_noticed(answer):
    assert unmasked(answer, ("x",)) is None


def test_then_the_words_between_are_translated():
    parts = fragments("Bonjour {{nom}}, voir https://a.example !")
    assert [part.text for part in parts if part.has_words] == ["Bonjour", ", voir"]
    assert joined(parts, [part.text for part in parts]) == "Bonjour {{nom}}, voir https://a.example !"


def test_what_has_no_words_is_not_sent():
    assert [
        part.has_words for part in pieces("12,50 €\n+33 6 12\nhttps://a.example\n{{nom}}\nOui", LONG)
    ] == [False] * 4 + [True]
