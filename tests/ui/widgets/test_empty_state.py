# SPDX-License-Identifier: LicenseRef-Desk
from desk.ui.widgets import EmptyState, IconMark, SecondaryButton, Text


def test_one_title_one_sentence_one_verb(shown, qtbot):
    empty = shown(
        EmptyState("lightning", "Aucune règle.", "Partez d’un exemple.", "Choisir un exemple"), 500, 300
    )
    assert [label.text() for label in empty.findChildren(Text)] == ["Aucune règle.", "Partez d’un exemple."]
    with qtbot.waitSignal(empty.verb_requested):
        empty.findChild(SecondaryButton).click()


def test_without_a_verb_there_is_no_button(shown):
    empty = shown(EmptyState("tray", "Tout est traité."), 400, 300)
    assert not empty.findChild(SecondaryButton).isVisible()
    empty.set_texts("All done.", "", "See the archive")
    assert empty.findChild(SecondaryButton).isVisible()
    empty.set_icon("archive")


def test_long_sentences_are_wrapped_whole(shown):
    empty = shown(EmptyState("tray", "Titre", "Une longue phrase. " * 12), 600, 500)
    label = empty.findChildren(Text)[1]
    assert label.height() >= label.heightForWidth(label.width())


def test_a_mark_has_a_size_and_a_colour(shown, inked):
    mark = shown(IconMark("x-circle", "danger", 24))
    assert mark.size().toTuple() == (24, 24)
    assert inked(mark, "danger") > 10
    mark.set_icon("check-circle", "ok")
    assert inked(mark, "ok") > 10
