# SPDX-License-Identifier: LicenseRef-Desk
"""What is being typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.ui.panes.messages.composer.triggers import Sign, trigger_at

ALL = frozenset(Sign)


@pytest.mark.parametrize(
    ("text", "sign", "typed", "start"),
    [
        ("/", Sign.SNIPPET, "", 0),
        ("Bonjour /ret", Sign.SNIPPET, "ret", 8),
        ("Bonjour {", Sign.PLACEHOLDER, "", 8),
        ("Bonjour {{ pré", Sign.PLACEHOLDER, "pré", 8),
        ("voir @Ju", Sign.COLLEAGUE, "Ju", 5),
        ("oui :pou", Sign.EMOJI, "pou", 4),
    ],
)
def test_a_sign_at_the_beginning_of_a_word_starts_it(text, sign, typed, start):
    found = trigger_at(text, len(text), ALL)
    assert (found.sign, found.typed, found.start, found.end) == (sign, typed, start, len(text))


@pytest.mark.parametrize(
    "text", ["et/ou", "https://a.example", "9/10", "a@b", "à 12:30", "smile:", "/ ret", ": x", ""]
)
def test_words_are_no_sign(text):
    assert trigger_at(text, len(text), ALL) is None


def test_only_what_is_asked_for_is_found():
    assert trigger_at("@Ju", 3, frozenset({Sign.SNIPPET})) is None


def test_the_rest_of_a_placeholder_is_replaced_too():
    found = trigger_at("a {{ cus tomer }} b", 8, ALL)
    assert (found.start, found.end) == (2, 17)


@given(st.text(alphabet="/{@: ab\n", max_size=30), st.integers(0, 30))
def test_it_ends_at_the_caret_at_least(text, at):
    found = trigger_at(text, min(at, len(text)), ALL)
    assert found is None or 0 <= found.start < found.end <= len(text)
