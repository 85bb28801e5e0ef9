# SPDX-License-Identifier: LicenseRef-Desk
"""Folding: what is searched and sorted by."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.services.shop import fold, folding, normalized, terms

ORDINARY = "Élodie a écrit e\u0301te\u0301, 注文番号 Заказ \u0915\u094d\u0937 ﬁn. " * 9


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Œuvre d’Élodie", "oeuvre d'elodie"),
        ("  Jean\u2011Pierre\tLEFÈVRE ", "jean-pierre lefevre"),
        ("Straße", "strasse"),
        ("Łódź, Øyvind, Þór", "lodz, oyvind, thor"),
        ("İstanbul ISPARTA \u0131sparta", "istanbul isparta isparta"),
        ("ＡＢＣ①", "abc1"),
        ("مُحَمَّد", "محمد"),
        ("ガレージ", "ガレージ"),
        ("がくせい", "がくせい"),
        ("한국", "한국"),
        ("", ""),
    ],
)
def test_variants_of_one_word_fold_to_the_same(text, folded):
    assert fold(text) == folded


@given(st.text())
def test_folding_again_changes_nothing(text):
    assert fold(fold(text)) == fold(text)


@given(st.text(alphabet=st.characters(max_codepoint=0x24F)))
def test_case_makes_no_difference(text):
    assert fold(text.swapcase()) == fold(text)


@given(st.text(), st.text())
def test_words_stay_apart(one, other):
    assert fold(f"{one} {other}") == fold(f"{fold(one)} {fold(other)}")


@given(st.text())
def test_folded_text_has_single_spaces_only(text):
    assert fold(text).split() == fold(text).split(" ") or fold(text) == ""


def test_every_word_is_searched_once():
    assert terms("  Zoé  MARTIN zoé ") == ("zoe", "martin")


@pytest.mark.parametrize("typed", ["06 12 34 56 78", "06.12.34.56.78", "06-12 34/56 78", "0612345678"])
def test_a_phone_number_in_groups_is_one_word(typed):
    assert terms(typed) == ("0612345678",)


def test_an_international_number_keeps_its_plus():
    assert terms("+33 (0)6 12") == ("+33" + "0612",)


def test_nothing_typed_is_no_word():
    assert terms("   ") == ()


@given(st.text(max_size=60), st.integers(0, 60), st.sampled_from(["NFC", "NFKC", "NFD", "NFKD"]))
def test_a_long_text_is_normalised_like_a_short_one(text, count, form):
    long = f"{text} {ORDINARY}" * count
    assert normalized(form, long) == unicodedata.normalize(form, long)


def test_marks_without_end_are_normalised_in_stretches(monkeypatch):
    """Within one stretch they cost the square of their number."""
    asked = []
    monkeypatch.setattr(
        folding.unicodedata,
        "normalize",
        lambda form, text, ask=unicodedata.normalize: asked.append(len(text)) or ask(form, text),
    )
    marks = "a" + "\u0316\u0301" * 40_000
    assert len(normalized("NFKD", marks)) == len(marks)
    assert fold(marks)
    assert max(asked) <= 2_000
