# SPDX-License-Identifier: LicenseRef-Desk
"""What is a word, and how it is spelled in the index."""

import re
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desk.services.inbox.search.words import searchable, words
from desk.services.shop import fold


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Œuvre STRASSE Straße été", "oeuvre strasse strasse ete"),
        ("«Élodie»—l’atelier", "elodie l atelier"),
        ("CMD-1042 n°12 a_b", "cmd 1042 n 12 a b"),
        ("sophie.bernard@mail.fr", "sophie bernard mail fr"),
        ("Łódź Søren ﬁn", "lodz soren fin"),
        ("e\u0301te\u0301", "ete"),
        ("お問い合わせ taille", "お 問 い 合 わ せ taille"),
        ("Заказ №5 ЙОД", "заказ no5 иод"),
        ("كريم خوري", "كريم خوري"),
        ("12 €\u00a0\u202f!", "12"),
        ("", ""),
    ],
)
def test_words_are_folded(text, expected):
    assert words(text) == expected.split()


@settings(max_examples=60)
@given(st.text(max_size=60))
def test_what_is_left_is_words_and_what_parts_them(text):
    """SQLite takes everything beyond ASCII for a letter: nothing else may be left there."""
    for character in re.sub(r"[\x00-\x7f]", "", searchable(text)):
        assert character.isalnum() or unicodedata.category(character).startswith("M")


@settings(max_examples=60)
@given(st.text(alphabet=st.characters(max_codepoint=0x24F), max_size=40))
def test_spelling_it_folded_or_composed_makes_no_difference(text):
    assert words(text) == words(unicodedata.normalize("NFD", text))
    assert words(searchable(text)) == words(text)


def test_it_folds_as_the_shop_does():
    for text in ("Élodie Garnier", "Œuvre Groß", "Ünal Søren Łukasz Ångström Çelik"):
        assert " ".join(words(text)) == fold(text)
