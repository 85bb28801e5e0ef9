# SPDX-License-Identifier: LicenseRef-Desk
"""Letters are kept by themselves."""

import asyncio
from dataclasses import replace

import pytest
from PySide6.QtCore import QObject

from desk.errors import Unavailable
from desk.models.vocabulary import DraftKind
from desk.services.inbox import DraftContent
from desk.ui.jobs import Jobs
from desk.ui.panes.messages.composer import letters
from desk.ui.panes.messages.composer.deeds import Place
from desk.ui.panes.messages.composer.letters import Letters, key_at
from desk.ui.panes.messages.composer.state import Letter
from tests.ui.frame import until
from tests.ui.panes.messages.composer.stage import FakeDeeds

KEY = ("c1", DraftKind.REPLY)
PLACE = Place(kind=DraftKind.REPLY, conversation_id="c1")


def letter(text):
    return Letter(content=DraftContent(text=text))


@pytest.fixture
def kept(qapp):
    owner = QObject()
    made = Letters(Jobs(owner), FakeDeeds(), owner)
    yield made
    owner.deleteLater()


def texts(kept):
    return [row.content.text for row in kept._deeds.rows.values()]


def test_two_seconds_after_the_first_key_it_is_kept(kept, qt_run, monkeypatch):
    assert letters.KEEP_MS == 2_000

    async def play():
        kept._rest.setInterval(30)
        kept.change(KEY, letter("a"), PLACE)
        assert not kept.is_kept(KEY)
        for more in "bcd":
            await asyncio.sleep(0.012)  # going on typing does not put it off
            kept.change(KEY, letter(f"a{more}"), PLACE)
        await until(lambda: kept.is_kept(KEY))
        assert texts(kept) == ["ad"]
        assert kept.get(KEY).kept.id

    qt_run(play())


def test_what_is_typed_while_it_is_kept_is_kept_next(kept, qt_run):
    async def play():
        kept._rest.setInterval(10)
        kept.change(KEY, letter("a"), PLACE)
        kept.flush()
        kept.change(KEY, letter("ab"), PLACE)
        await until(lambda: kept.is_kept(KEY))
        assert texts(kept) == ["ab"]
        assert kept._deeds.kept_times in {1, 2}

    qt_run(play())


def test_many_letters_are_kept_at_once(kept, qt_run):
    async def play():
        for number in range(3):
            place = Place(kind=DraftKind.REPLY, conversation_id=f"c{number}")
            kept.change((f"c{number}", DraftKind.REPLY), letter(str(number)), place)
        kept.flush()
        await kept._jobs.finish()
        assert sorted(texts(kept)) == ["0", "1", "2"]

    qt_run(play())


def test_a_letter_that_was_taken_as_it_is_needs_no_keeping(kept, qt_run):
    async def play():
        kept.change(KEY, letter("a"), PLACE)
        kept.hold(KEY, letter(""))
        kept.flush()
        await kept._jobs.finish()
        assert texts(kept) == []

    qt_run(play())


def test_a_letter_that_comes_back_stands_before_what_was_begun_since(kept, qt_run):
    async def play():
        kept.change(KEY, letter("un"), PLACE)
        kept.flush()
        await kept._jobs.finish()
        first = kept.get(KEY)
        kept.release(KEY, letter(""))
        kept.change(KEY, letter("deux"), PLACE)
        kept.flush()
        await kept._jobs.finish()
        assert sorted(texts(kept)) == ["deux", "un"]
        back = kept.restore(KEY, first, PLACE)
        assert back.content.text == "un\n\ndeux"
        await kept._jobs.finish()
        assert texts(kept) == ["un\n\ndeux"], "one draft, not two of which one would be sent again"

    qt_run(play())


def test_a_draft_of_before_is_known_to_be_gone(kept, qt_run):
    async def play():
        kept.change(KEY, letter("un"), PLACE)
        kept.flush()
        await kept._jobs.finish()
        [row] = kept._deeds.rows.values()
        assert not kept.is_released(KEY, row)
        kept.release(KEY, letter(""))
        assert kept.is_released(KEY, row)
        kept.change(KEY, letter("deux"), PLACE)
        kept.flush()
        await kept._jobs.finish()
        newer = max(kept._deeds.rows.values(), key=lambda one: one.updated_at)
        assert not kept.is_released(KEY, newer)

    qt_run(play())


class Slow:
    """Holds what is kept back until it is told to go on, or to fail."""

    def __init__(self, kept):
        self._keep, self.event, self.fails = kept._deeds.keep, asyncio.Event(), None
        kept._deeds.keep = self.keep

    async def keep(self, *told):
        await self.event.wait()
        if self.fails is not None:
            error, self.fails = self.fails, None
            raise error
        return await self._keep(*told)


def test_a_draft_that_comes_late_is_not_that_of_the_next_letter(kept, qt_run):
    async def play():
        slow = Slow(kept)
        kept.change(KEY, letter("un"), PLACE)
        kept.flush()
        await asyncio.sleep(0.01)
        kept.release(KEY, letter(""))
        kept.change(KEY, letter("deux"), PLACE)
        slow.event.set()
        await kept._jobs.finish()
        assert kept.get(KEY).kept is None
        kept.flush()
        await kept._jobs.finish()
        kept.change(KEY, letter("deux et demi"), PLACE)
        kept.flush()
        await kept._jobs.finish()
        assert sorted(texts(kept)) == ["deux et demi", "un"], (
            "each has one draft; the first goes with the sending"
        )

    qt_run(play())


def test_a_draft_that_failed_while_it_was_let_go_leaves_the_next_letter_alone(kept, qt_run):
    async def play():
        slow = Slow(kept)
        slow.fails = Unavailable("database_busy")
        kept.change(KEY, letter("un"), PLACE)
        kept.flush()
        await asyncio.sleep(0.01)
        kept.release(KEY, letter(""))
        slow.event.set()
        await kept._jobs.finish()
        assert kept.is_kept(KEY)
        for text in ("deux", "deux et demi"):
            kept.change(KEY, letter(text), PLACE)
            kept.flush()
            await kept._jobs.finish()
        assert texts(kept) == ["deux et demi"]

    qt_run(play())


def test_what_comes_back_has_its_own_draft_and_not_one_of_before(kept, qt_run):
    async def play():
        slow = Slow(kept)
        kept.change(KEY, letter("un"), PLACE)
        kept.flush()
        await asyncio.sleep(0.01)
        kept.release(KEY, letter(""))
        slow.event.set()
        await kept._jobs.finish()
        kept._deeds.rows.clear()  # it was sent, and its draft with it
        kept.change(KEY, letter("deux"), PLACE)
        kept.flush()
        await kept._jobs.finish()
        second = kept.get(KEY)
        kept.release(KEY, letter(""))
        kept.restore(KEY, second, PLACE)
        await kept._jobs.finish()
        assert texts(kept) == ["deux"]

    qt_run(play())


def test_settling_keeps_also_what_is_typed_meanwhile(kept, qt_run):
    async def play():
        assert kept.flush()
        slow = Slow(kept)
        kept.change(KEY, letter("un"), PLACE)
        assert not kept.flush()
        settling = asyncio.get_running_loop().create_task(kept.settle())
        await asyncio.sleep(0.01)
        kept.change(KEY, letter("un et deux"), PLACE)
        assert kept.unsaved == 1
        slow.event.set()
        await settling
        assert (texts(kept), kept.unsaved) == (["un et deux"], 0)

    qt_run(play())


def test_settling_ends_where_nothing_can_be_kept(kept, qt_run):
    async def play():
        slow = Slow(kept)
        slow.event.set()
        slow.fails = Unavailable("disk_full")
        kept.change(KEY, letter("un"), PLACE)
        await kept.settle()
        assert kept.unsaved == 1
        await kept.settle()  # somebody asks once more
        assert kept.unsaved == 0

    qt_run(play())


def test_a_letter_without_words_is_nothing_that_could_be_lost(kept, qt_run):
    async def play():
        kept.change(KEY, letter(""), PLACE)
        assert kept.unsaved == 0
        assert not kept.flush()
        await kept._jobs.finish()

    qt_run(play())


def test_what_is_taken_back_leaves_no_draft_of_its_beginning(kept, qt_run):
    async def play():
        slow = Slow(kept)
        kept.change(KEY, letter("u"), PLACE)
        kept.flush()
        await asyncio.sleep(0.01)
        kept.release(KEY, letter(""))
        slow.event.set()
        await kept._jobs.finish()
        assert texts(kept) == ["u"], "kept after it was let go"
        back = await kept._deeds.keep(PLACE, None, DraftContent(text="un"))
        kept.restore(KEY, replace(letter("un"), kept=back), PLACE)
        await kept._jobs.finish()
        assert texts(kept) == ["un"]

    qt_run(play())


def test_a_new_conversation_that_was_sent_has_no_draft_that_comes_late(kept, qt_run):
    place = Place(kind=DraftKind.NEW, customer_id="sophie")

    async def play():
        slow = Slow(kept)
        kept.change(key_at(place), letter("un"), place)
        kept.flush()
        await asyncio.sleep(0.01)
        kept.release(key_at(place), letter(""))
        slow.event.set()
        await kept._jobs.finish()
        assert texts(kept) == []

    qt_run(play())


def test_of_several_new_conversations_only_its_own_draft_is_met(kept, qt_run):
    place = Place(kind=DraftKind.NEW, customer_id="sophie")

    async def play():
        told = []
        kept.overtaken.connect(told.append)
        kenji = replace(place, customer_id="kenji", number=1)
        for one, text in ((kenji, "to Kenji"), (place, "to Sophie")):
            kept.change(key_at(one), letter(text), one)
            kept.flush()
            await kept._jobs.finish()
        sophie = kept.get(key_at(place)).kept
        theirs = await kept._deeds.keep(place, sophie, DraftContent(text="to Sophie, elsewhere"))
        assert theirs.version == 2
        kept.change(key_at(place), letter("to Sophie, here"), place)
        kept.flush()
        await kept._jobs.finish()
        assert texts(kept) == ["to Kenji", "to Sophie, here"]
        assert [row.content.text for row in told] == ["to Sophie, elsewhere"]

    qt_run(play())
