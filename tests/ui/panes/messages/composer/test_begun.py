# SPDX-License-Identifier: LicenseRef-Desk
"""New conversations that were begun in one sitting."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QObject

from desk import clock
from desk.models.vocabulary import DraftKind
from desk.services.inbox import DraftContent
from desk.ui.jobs import Jobs
from desk.ui.panes.messages.composer.begun import Begun
from desk.ui.panes.messages.composer.deeds import Order, Place
from desk.ui.panes.messages.composer.letters import Letters, key_at
from desk.ui.panes.messages.composer.state import Kept, Letter, State
from tests.ui.panes.messages.composer.stage import FakeDeeds

SOPHIE = Place(kind=DraftKind.NEW, customer_id="sophie")


@pytest.fixture
def letters(qapp):
    owner = QObject()
    yield Letters(Jobs(owner), FakeDeeds(), owner)
    owner.deleteLater()


def letter(text, draft_id=""):
    kept = Kept(id=draft_id, version=1, at=clock.now()) if draft_id else None
    return Letter(kind=DraftKind.NEW, content=DraftContent(text=text), kept=kept)


def state(place, known):
    return State(customer_id=place.customer_id, letter=known, number=place.number)


def test_other_words_are_another_letter(letters, qt_run):
    async def play():
        begun = Begun(letters)
        assert begun.number_for(DraftContent(text="one"), State()) == 0
        letters.change(key_at(SOPHIE), letter("one"), SOPHIE)
        open_now = state(SOPHIE, letter("one"))
        assert begun.number_for(DraftContent(text="one"), open_now) == 0
        assert begun.number_for(DraftContent(text="two"), open_now) == 1
        assert begun.letter(0).content.text == "one"
        assert begun.letter(1).is_empty
        await letters._jobs.finish()
        assert [row.content.text for row in letters._deeds.rows.values()] == ["one"]

    qt_run(play())


@pytest.mark.parametrize(
    ("customer_id", "is_alone", "is_leaving", "number"),
    [
        ("sophie", False, False, 0),
        ("sophie", True, False, 1),
        ("sophie", False, True, 1),
        ("kenji", False, False, 1),
        (None, False, False, 1),
    ],
)
def test_only_letters_to_the_same_customer_become_one(
    letters, qt_run, customer_id, is_alone, is_leaving, number
):
    async def play():
        begun = Begun(letters)
        letters.change(key_at(SOPHIE), letter("begun since"), SOPHIE)
        if is_leaving:
            begun.leaving.add(0)
        back = replace(SOPHIE, customer_id=customer_id)
        open_now = state(SOPHIE, letter("begun since"))
        found, there = begun.take_up(back, letter("back", "d9"), open_now, is_alone=is_alone)
        assert found == number
        assert there.content.text == ("back" if number else "back\n\nbegun since")
        assert begun.letter(0).content.text == ("begun since" if number else "back\n\nbegun since")
        await letters._jobs.finish()

    qt_run(play())


def test_what_is_known_here_is_newer_than_its_draft(letters, qt_run):
    async def play():
        begun = Begun(letters)
        letters.hold(key_at(SOPHIE), letter("newer words", "d1"))
        found, there = begun.take_up(SOPHIE, letter("older", "d1"), State(number=4), is_alone=True)
        assert (found, there.content.text) == (0, "newer words")
        unkept = replace(SOPHIE, number=2)
        letters.change(key_at(unkept), letter("on no disk yet"), unkept)
        assert begun.take_up(unkept, letter("on no disk yet"), State(number=4), is_alone=True)[0] == 2

    qt_run(play())


def test_the_draft_of_a_beginning_goes_with_what_was_sent(letters, qt_run):
    async def play():
        begun = Begun(letters)
        letters.change(key_at(SOPHIE), letter("a begin"), SOPHIE)
        letters.flush()
        await letters._jobs.finish()
        order = Order(place=SOPHIE, content=DraftContent(text="a beginning"))  # given before it was kept
        begun.hold(order)
        assert begun.leaving == {0}
        assert begun.release(order).is_empty
        assert begun.leaving == set()
        await letters._jobs.finish()
        assert letters._deeds.rows == {}

    qt_run(play())


def test_what_was_not_sent_is_kept(letters, qt_run):
    async def play():
        begun = Begun(letters)
        letters.change(key_at(SOPHIE), letter("words"), SOPHIE)
        order = Order(place=SOPHIE, content=DraftContent(text="words"))
        begun.hold(order)
        letters.flush()
        await letters._jobs.finish()
        assert letters._deeds.rows == {}, "no draft of it may come after it has left"
        begun.back(order)
        await letters._jobs.finish()
        assert [row.content.text for row in letters._deeds.rows.values()] == ["words"]

    qt_run(play())
