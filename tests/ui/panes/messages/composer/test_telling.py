# SPDX-License-Identifier: LicenseRef-Desk
"""What is said of letters goes once it is so no more."""

import asyncio
from dataclasses import replace

import pytest
from PySide6.QtTest import QTest

from desk.errors import Unavailable
from desk.models.vocabulary import DraftKind
from desk.services.inbox import DraftContent
from tests.ui.panes.messages import rows
from tests.ui.panes.messages.composer.conftest import settled
from tests.ui.panes.messages.composer.test_writer import Gate, go_to, press_verb, typed

OTHER = rows.card(rows.conversation(id_="c2", name="Kenji Tanaka"))


@pytest.fixture(autouse=True)
def failing(log_guard):
    log_guard.allow("a job failed")


def test_a_draft_is_called_unkept_until_it_is_kept(stage, opened, qt_run):
    async def play():
        async with opened(stage):
            typed(stage, "ours")
            stage.deeds.fails = Unavailable("disk_full")
            stage.model.letters.flush()
            await settled(stage)
            assert stage.bar()[0].endswith("The draft is not kept yet.")
            go_to(stage, OTHER)
            assert stage.bar()[0].endswith("The draft is not kept yet."), "it is not, wherever one looks"
            stage.model.letters.flush()
            await settled(stage)
            assert stage.bar() == ("", "")

    qt_run(play())


def test_one_kept_draft_does_not_hide_another_that_is_not(stage, opened, qt_run):
    keep = stage.deeds.keep

    async def full_for_notes(place, kept, content):
        if place.kind is DraftKind.NOTE:
            raise Unavailable("disk_full")
        return await keep(place, kept, content)

    async def play():
        async with opened(stage) as composer:
            stage.deeds.keep = full_for_notes
            composer.note()
            stage.editor.insert("a note")
            typed(stage, "ours")
            stage.model.letters.flush()
            await settled(stage)
            assert [row.content.text for row in stage.deeds.rows.values()] == ["ours"]
            assert stage.bar()[0].endswith("The draft is not kept yet.")
            stage.deeds.keep = keep
            stage.model.letters.flush()
            await settled(stage)
            assert stage.bar() == ("", "")

    qt_run(play())


def test_what_leaves_is_not_called_unkept(stage, opened, qt_run):
    async def play():
        async with opened(stage) as composer:
            typed(stage, "ours")
            stage.deeds.fails = Unavailable("disk_full")
            stage.model.letters.flush()
            await settled(stage)
            composer.send()
            await settled(stage)
            assert len(stage.deeds.sent) == 1
            assert stage.bar() == ("", "")

    qt_run(play())


def test_a_refusal_goes_once_its_conversation_is_open(stage, opened, qt_run):
    async def play():
        async with opened(stage) as composer:
            gate = Gate(stage)
            gate.fails = Unavailable("database_busy")
            typed(stage, "Oui")
            composer.send()
            go_to(stage, OTHER)
            gate.event.set()
            await settled(stage)
            assert stage.bar()[1] == "Show it"
            composer.note()
            assert stage.bar()[1] == "Show it"
            go_to(stage, rows.card())
            assert stage.bar() == ("", "")

    qt_run(play())


def test_trying_again_never_sends_another_letter(stage, opened, qt_run):
    async def play():
        async with opened(stage) as composer:
            gate = Gate(stage)
            gate.fails = Unavailable("database_busy")
            gate.event.set()
            typed(stage, "Oui")
            composer.send()
            await settled(stage)
            assert stage.bar()[1] == "Try again"
            go_to(stage, OTHER)
            assert stage.bar() == ("", "")

    qt_run(play())


def test_theirs_never_comes_into_another_letter(stage, opened, qt_run):
    async def play():
        async with opened(stage) as composer:
            wanted = []
            composer.conversation_wanted.connect(wanted.append)
            typed(stage, "ours")
            stage.model.letters.flush()
            await settled(stage)
            [row] = stage.deeds.rows.values()
            theirs = replace(row, version=9, content=replace(row.content, text="theirs"))
            stage.deeds.rows[row.id] = theirs
            QTest.keyClicks(stage.editor, "!")
            go_to(stage, OTHER)
            await settled(stage)
            assert stage.bar() == ("This draft was changed on another workstation too.", "Show it")
            press_verb(stage)
            await settled(stage)
            assert wanted == ["c1"]
            assert stage.editor.toPlainText() == ""

    qt_run(play())


def test_of_two_that_were_not_sent_both_are_spoken_of(stage, opened, qt_run):
    third = rows.card(rows.conversation(id_="c3", name="Zoe Martin"))

    async def play():
        async with opened(stage) as composer:
            gate = asyncio.Event()

            async def refuse(_order):
                await gate.wait()
                raise Unavailable("database_busy")

            stage.deeds.send = refuse
            for card, words in ((OTHER, "Oui"), (third, "Hai")):
                typed(stage, words)
                composer.send()
                go_to(stage, card)
                await asyncio.sleep(0.05)
            gate.set()
            await settled(stage)
            said, verb = stage.bar()
            assert ("Sophie Bernard" in said, "Kenji Tanaka" in said, verb) == (True, True, "Show it")
            go_to(stage, OTHER)
            said, verb = stage.bar()
            assert ("Sophie Bernard" in said, "Kenji Tanaka" in said, verb) == (True, False, "Show it")
            go_to(stage, rows.card())
            assert stage.bar() == ("", "")

    qt_run(play())


def test_theirs_of_one_new_conversation_never_come_into_another(stage, opened, qt_run):
    async def play():
        async with opened(stage) as composer:
            composer.new_conversation()
            sheet = composer.sheet()
            model, bar = sheet.writer.model, sheet.writer.panel.bar
            model.begin("sophie", DraftContent(text="to Sophie", to="sophie@mail.example"))
            model.letters.flush()
            await settled(stage)
            [row] = stage.deeds.rows.values()
            theirs = replace(row, version=9, content=replace(row.content, text="theirs"))
            stage.deeds.rows[row.id] = theirs
            model.change(replace(model.state.letter.content, text="to Sophie, ours"))
            model.begin("kenji", DraftContent(text="to Kenji", to="kenji@mail.example"))
            await settled(stage)
            assert bar._verb.text() == "Show it"
            bar._verb.click()
            await settled(stage)
            assert (model.state.customer_id, model.state.letter.content.text) == ("sophie", "to Sophie, ours")
            texts = sorted(row.content.text for row in stage.deeds.rows.values())
            assert texts == ["to Kenji", "to Sophie, ours"]

    qt_run(play())
