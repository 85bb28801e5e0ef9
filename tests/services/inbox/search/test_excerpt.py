# SPDX-License-Identifier: LicenseRef-Desk
"""The part of a text that shows why it was found."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desk.services.inbox.search.excerpt import LENGTH, Marks, excerpt
from desk.services.inbox.search.words import words


def shown(text, *marks):
    return excerpt(text, Marks(marks))


def test_it_shows_the_first_mark_in_its_surroundings():
    text = "Bonjour " * 30 + "le frein arrière grince " + "merci " * 60
    assert "frein arrière" in shown(text, "frein")
    assert shown(text, "frein").startswith("…")
    assert "arrière" in shown(text, "arriere")
    assert shown(text, "merci", "frein") == shown(text, "frein")
    assert shown("Court texte", "court") == "Court texte"


def test_where_nothing_stands_in_the_text_nothing_is_shown():
    assert shown("Bonjour", "sophie") == ""
    assert shown("Bonjour") == ""
    assert shown("", "sophie") == ""
    assert shown("Embrayage", "rayage") == ""


@pytest.mark.parametrize(
    ("text", "mark", "place"),
    [
        ("« Référence »", "reference", 2),
        ("un cœur brisé", "coeur", 3),
        ("die Straße", "strasse", 4),
        ("ÉTÉ", "ete", 0),
        ("l’été", "ete", 2),
        ("про заказ", "заказ", 4),
        ("Łódź", "lodz", 0),
        ("😀 merci", "merci", 2),
        ("Bonjour,\nŽižek est là", "zizek", 9),
        ("Bonjour,\r\nжизнь", "жизнь", 10),
        ("Bonjour,\n\nŒuvre reçue", "oeuvre", 10),
        ("de\u0301ja\u0300 vu", "deja", 0),
        ("l’œuvre d’art", "oeuvre", 2),
        ("chef-d'œuvre", "oeuvre", 7),
        ("un\u00a0œuf", "oeuf", 3),
        ("oui/œuf", "oeuf", 4),
        ("№5/заказ", "заказ", 3),
        ("заказ», «жизнь", "жизнь", 9),
        ("(Haupt-)Straße", "strasse", 8),
        ("आज हिन्दी", "हिन्दी", 3),
        ("你好中国", "中", 2),
    ],
)
def test_every_spelling_is_found(text, mark, place):
    assert Marks([mark]).place_in(text) == place


@settings(max_examples=60)
@given(st.text(max_size=300), st.lists(st.text(min_size=1, max_size=5), max_size=3))
def test_any_text_gives_one_short_line(text, marks):
    found = shown(text, *marks)
    assert len(found) <= LENGTH + 1
    assert "\n" not in found


@settings(max_examples=60)
@given(st.text(alphabet="aàéÉçÇñoelsr .,-", max_size=12))
def test_every_word_is_found_as_it_was_written(text):
    for word in words(text):
        assert Marks([word]).place_in(text) is not None, (word, text)


@pytest.mark.parametrize("before", range(585, 606))
def test_a_hit_across_the_seam_of_what_is_looked_at_first_is_found(before):
    text = "a" * (before - 1) + " réparation " + "b" * 3_000
    assert Marks(["reparation"]).place_in(text) == before
    assert Marks(["eparation"]).place_in(text) is None
