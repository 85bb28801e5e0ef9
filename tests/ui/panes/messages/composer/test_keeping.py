# SPDX-License-Identifier: LicenseRef-Desk
"""Nobody leaves before what was written is kept, or without being asked."""

import asyncio

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMessageBox

from desk.errors import Conflict, Unavailable
from desk.ui.panes.messages.composer import keeping
from desk.ui.panes.messages.composer.file_taking import Given
from tests.ui.frame import until
from tests.ui.panes.messages.composer.conftest import settled


class Shut:
    """Holds back what is asked of the deeds until it is opened; `fails`: raised then, each time."""

    def __init__(self, deeds, deed):
        self._deed, self.event, self.fails = getattr(deeds, deed), asyncio.Event(), None
        setattr(deeds, deed, self.do)

    async def do(self, *told):
        await self.event.wait()
        if self.fails is not None:
            raise self.fails
        return await self._deed(*told)


@pytest.fixture
def left():
    return []


def go(composer, left, name="left"):
    composer.leave(lambda: left.append(name))


def question(composer):
    """Return (title, text, the verb that leaves) of what is asked; None for nothing."""
    boxes = [one for one in composer.findChildren(QMessageBox) if one.isVisible()]
    if not boxes:
        return None
    [box] = boxes
    [leave] = [one for one in box.buttons() if one is not box.escapeButton()]
    return box.windowTitle(), box.text(), leave


def texts(stage):
    return sorted(row.content.text for row in stage.deeds.rows.values())


async def both_written(stage, composer):
    composer.reply()
    QTest.keyClicks(stage.editor, "Oui")
    composer.new_conversation()
    await settled(stage)
    QTest.keyClicks(composer.sheet().writer.panel.editor, "Bonjour")


def test_nothing_to_keep_is_not_waited_for(stage, opened, qt_run, left):
    async def play():
        async with opened(stage) as composer:
            go(composer, left)
            assert left == ["left"]

    qt_run(play())


def test_the_answer_and_the_sheet_are_kept_first(stage, opened, qt_run, left):
    async def play():
        async with opened(stage) as composer:
            await both_written(stage, composer)
            composer.leave(lambda: left.extend(texts(stage)))
            await until(lambda: left)
            assert left == ["Bonjour", "Oui"]

    qt_run(play())


def test_what_is_typed_while_it_is_kept_is_kept_too(stage, opened, qt_run, left):
    async def play():
        async with opened(stage) as composer:
            shut = Shut(stage.deeds, "keep")
            composer.reply()
            QTest.keyClicks(stage.editor, "Oui")
            composer.leave(lambda: left.extend(texts(stage)))
            await asyncio.sleep(0)
            QTest.keyClicks(stage.editor, " merci")
            shut.event.set()
            await until(lambda: left)
            assert left == ["Oui merci"]

    qt_run(play())


def test_the_last_wish_counts_and_once(stage, opened, qt_run, left):
    async def play():
        async with opened(stage) as composer:
            shut = Shut(stage.deeds, "keep")
            QTest.keyClicks(stage.editor, "Oui")
            go(composer, left, "lock")
            go(composer, left, "close")
            await asyncio.sleep(0)
            shut.event.set()
            await settled(stage)
            assert left == ["close"]

    qt_run(play())


def test_what_fails_is_asked_about_anew_each_time(stage, opened, qt_run, left):
    async def play():
        async with opened(stage) as composer:
            shut = Shut(stage.deeds, "keep")
            shut.event.set()
            shut.fails = Unavailable("disk_full")
            await both_written(stage, composer)
            go(composer, left)
            await until(lambda: question(composer))
            title, text, _leave = question(composer)
            assert title == "Not saved"
            assert text.startswith("2 messages that you wrote are kept nowhere yet")
            go(composer, left)  # closed once more: still one question
            await until(lambda: question(composer))
            assert left == []
            _title, _text, leave = question(composer)
            leave.click()
            assert left == ["left"]
            shut.fails = None

    qt_run(play())


@pytest.mark.parametrize("deed", ["keep", "send"])
def test_nobody_waits_for_ever(stage, opened, qt_run, left, monkeypatch, deed):
    monkeypatch.setattr(keeping, "PATIENCE_S", 0.05)

    async def play():
        async with opened(stage) as composer:
            shut = Shut(stage.deeds, deed)
            QTest.keyClicks(stage.editor, "Oui")
            if deed == "send":
                composer.send()
            go(composer, left)
            await until(lambda: question(composer))
            _title, text, leave = question(composer)
            assert text.startswith("1 message that you wrote is kept nowhere yet")
            leave.click()
            assert left == ["left"]
            shut.event.set()

    qt_run(play())


def test_what_is_being_sent_is_waited_for(stage, opened, qt_run, left):
    async def play():
        async with opened(stage) as composer:
            shut = Shut(stage.deeds, "send")
            QTest.keyClicks(stage.editor, "Oui")
            composer.send()
            go(composer, left)
            await asyncio.sleep(0)
            assert left == []
            shut.event.set()
            await until(lambda: left)
            assert [order.content.text for order in stage.deeds.sent] == ["Oui"]

    qt_run(play())


def test_what_was_refused_on_the_way_out_is_told(stage, opened, qt_run, left):
    async def play():
        async with opened(stage) as composer:
            shut = Shut(stage.deeds, "send")
            shut.fails = Conflict("stale_send")
            QTest.keyClicks(stage.editor, "Oui")
            composer.send()
            go(composer, left)
            shut.event.set()
            await until(lambda: question(composer))
            title, text, leave = question(composer)
            assert (title, text) == ("Not sent", "1 message was not sent. It is kept as a draft.")
            assert texts(stage) == ["Oui"]
            leave.click()
            assert left == ["left"]

    qt_run(play())


@pytest.mark.parametrize("is_slow", [False, True])
def test_a_file_on_its_way_is_waited_for(stage, opened, qt_run, left, monkeypatch, is_slow):
    if is_slow:
        monkeypatch.setattr(keeping, "PATIENCE_S", 0.05)

    async def play():
        async with opened(stage) as composer:
            shut = Shut(stage.deeds, "put_file")
            composer.reply()
            composer.writer.files.take(Given(name="facture.pdf", media_type="application/pdf", body=b"%PDF"))
            go(composer, left)
            assert left == []
            if is_slow:
                await until(lambda: question(composer))
                shut.event.set()
                return
            shut.event.set()
            await until(lambda: left)
            [row] = stage.deeds.rows.values()
            assert [one.name for one in row.content.files] == ["facture.pdf"]

    qt_run(play())
