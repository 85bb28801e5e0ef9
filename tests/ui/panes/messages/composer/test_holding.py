# SPDX-License-Identifier: LicenseRef-Desk
"""Nothing leaves while something of it is on its way."""

import asyncio
from dataclasses import replace

import pytest

from desk.errors import Unavailable
from desk.models.vocabulary import DraftKind
from desk.services.inbox.writing.content import said
from desk.services.store import Change
from tests.ui.frame import until
from tests.ui.panes.messages import rows
from tests.ui.panes.messages.composer.conftest import settled
from tests.ui.panes.messages.composer.test_writer import go_to, typed

KENJI = rows.card(rows.conversation(id_="c2", name="Kenji Tanaka", language="ja"))
NOT_YET = "Your words are not translated yet."
NOT_READ = "What is known of the customer is still being read."


class Gate:
    """Lets what a deed would answer wait until it is opened. fails: raised instead, once."""

    def __init__(self, deeds, name):
        self.event, self.fails, deed = asyncio.Event(), None, getattr(deeds, name)

        async def wait(*given):
            await self.event.wait()
            error, self.fails = self.fails, None
            if error is not None:
                raise error
            return await deed(*given)

        setattr(deeds, name, wait)


@pytest.fixture
def deeds(stage):
    stage.deeds.ready = True
    return stage.deeds


def sent(stage):
    return [said(order.content) for order in stage.deeds.sent]


def test_what_is_being_translated_is_not_sent_before(stage, deeds, opened, qt_run):
    async def play():
        async with opened(stage, KENJI) as composer:
            gate = Gate(deeds, "translate")
            typed(stage, "Oui")
            composer.writer.translating.switch(True)
            for _turn in range(2):
                composer.send()
                assert stage.bar()[0].startswith(NOT_YET)
            await asyncio.sleep(0.01)
            gate.event.set()
            await settled(stage)
            assert (stage.bar()[0][:15], sent(stage)) == ("It is there now", [])
            composer.send()
            await settled(stage)
            assert (stage.bar(), sent(stage)) == (("", ""), ["[ja] Oui"])
            composer.send()
            await settled(stage)
            assert len(sent(stage)) == 1, "nothing of it is left to be sent"

    qt_run(play())


def test_other_words_never_leave_as_the_translation_of_the_first(stage, deeds, opened, qt_run):
    async def play():
        async with opened(stage, KENJI) as composer:
            typed(stage, "On vous rembourse")
            composer.writer.translating.switch(True)
            await settled(stage)
            stage.editor.selectAll()
            stage.editor.insert("On ne vous rembourse pas")
            composer.send()
            assert stage.bar()[0].startswith(NOT_YET)
            await settled(stage)
            composer.send()
            await settled(stage)
            assert sent(stage) == ["[ja] On ne vous rembourse pas"]

    qt_run(play())


def test_without_the_service_ones_own_words_leave_once_it_is_switched_off(stage, deeds, opened, qt_run):
    async def play():
        async with opened(stage, KENJI) as composer:
            deeds.fails = Unavailable("engine_busy")
            typed(stage, "Oui")
            composer.writer.translating.switch(True)
            await settled(stage)
            deeds.fails = Unavailable("engine_busy")
            composer.send()
            assert stage.bar()[0].startswith(NOT_YET)
            await settled(stage)
            assert composer.writer.translating.look.trouble
            composer.writer.translating.switch(False)
            assert stage.bar() == ("", "")
            composer.send()
            await settled(stage)
            assert sent(stage) == ["Oui"]

    qt_run(play())


def test_a_recalled_draft_is_translated_again_before_it_leaves(stage, deeds, opened, qt_run):
    async def play():
        async with opened(stage, KENJI) as composer:
            typed(stage, "On vous rembourse")
            composer.writer.translating.switch(True)
            await settled(stage)
            go_to(stage, rows.card())
            await settled(stage)
            go_to(stage, KENJI)
            await settled(stage)
            assert composer.writer.strip.switch.isChecked()
            stage.editor.selectAll()
            stage.editor.insert("On ne vous rembourse pas")
            composer.send()
            await settled(stage)
            composer.send()
            await settled(stage)
            assert sent(stage) == ["[ja] On ne vous rembourse pas"]

    qt_run(play())


@pytest.mark.parametrize("there_and_back", [True, False])
def test_nothing_leaves_before_it_is_known_who_is_written_to(stage, opened, qt_run, there_and_back):
    async def play():
        gate = Gate(stage.deeds, "surroundings")
        async with opened(stage, is_empty=True) as composer:
            go_to(stage, rows.card())
            if there_and_back:
                composer.note()
            typed(stage, "Oui")
            assert stage.model.state.letter.content.to == ""
            composer.send()
            assert stage.bar()[0].startswith(NOT_READ)
            gate.event.set()
            await until(lambda: sent(stage))
            assert stage.bar() == ("", "")
            [order] = stage.deeds.sent
            assert (order.content.to, order.content.text) == ("sophie.bernard@mail.example", "Oui")

    qt_run(play())


def test_what_could_not_be_read_is_read_when_it_is_to_leave(stage, opened, qt_run):
    async def play():
        gate = Gate(stage.deeds, "surroundings")
        gate.event.set()
        gate.fails = Unavailable("database_busy")
        async with opened(stage) as composer:
            typed(stage, "Oui")
            composer.send()
            assert stage.bar()[0].startswith(NOT_READ)
            await settled(stage)
            assert stage.bar() == ("", "")
            composer.send()
            await settled(stage)
            assert sent(stage) == ["Oui"]

    qt_run(play())


def test_nothing_leaves_before_it_is_known_of_a_copy_whether_it_may(stage, opened, qt_run):
    async def play():
        async with opened(stage) as composer:
            typed(stage, "Oui")
            gate = Gate(stage.deeds, "surroundings")
            stage.model.change(replace(stage.model.state.letter.content, cc=("new@client.example",)))
            composer.send()
            assert stage.bar()[0].startswith(NOT_READ)
            gate.event.set()
            await until(lambda: sent(stage))
            assert (stage.bar(), sent(stage)) == (("", ""), ["Oui"])

    qt_run(play())


@pytest.mark.parametrize(
    "changed", [{"text": "Oui et non"}, {"cc": ("other@client.example",)}, {"to": "b@c.example"}]
)
def test_what_was_held_is_not_sent_by_itself_once_something_else_was_written(stage, opened, qt_run, changed):
    async def play():
        async with opened(stage) as composer:
            typed(stage, "Oui")
            gate = Gate(stage.deeds, "surroundings")
            stage.model.change(replace(stage.model.state.letter.content, cc=("new@client.example",)))
            composer.send()
            stage.model.change(replace(stage.model.state.letter.content, **changed))
            gate.event.set()
            await settled(stage)
            assert (stage.bar(), sent(stage)) == (("", ""), [])

    qt_run(play())


def test_a_new_conversation_too(stage, opened, qt_run):
    async def play():
        async with opened(stage) as composer:
            gate = Gate(stage.deeds, "surroundings")
            composer.new_conversation("k1")
            writer = composer.sheet().writer
            writer.panel.editor.insert("Bonjour")
            composer.send()
            assert writer.holding.holds(list)
            gate.event.set()
            await settled(stage)
            assert not writer.holding.holds(list)
            assert writer.model.state.letter.kind is DraftKind.NEW

    qt_run(play())


def test_the_switch_comes_when_the_service_is_set_up(stage, opened, qt_run):
    async def play():
        async with opened(stage, KENJI) as composer:
            assert composer.writer.strip.isHidden()
            stage.deeds.ready = True
            await stage.context.desk.db.write(lambda _session: None, Change.ASSISTANTS)
            await until(lambda: not composer.writer.strip.isHidden())

    qt_run(play())
