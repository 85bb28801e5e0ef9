# SPDX-License-Identifier: LicenseRef-Desk
"""What is asked before something leaves."""

import asyncio
import re
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtTest import QTest

from desk import clock
from desk.errors import Problem, Refused, Unavailable
from desk.models.vocabulary import Channel
from desk.services.inbox import FileRef
from desk.ui.panes.messages.composer.state import Way
from desk.ui.wording import formats
from tests.ui.panes.messages import rows
from tests.ui.panes.messages.composer.conftest import settled

NIGHT = datetime(2026, 11, 25, 22, 30, tzinfo=ZoneInfo("Europe/Paris"))
MORNING = datetime(2026, 11, 25, 9, 30, tzinfo=ZoneInfo("Europe/Paris"))


@pytest.fixture(autouse=True)
def in_the_morning():
    formats.use_zone("Europe/Paris")
    with clock.fixed(MORNING):
        yield


def typed(stage, text):
    stage.composer.reply()
    stage.editor.insert(text)


def press_verb(stage):
    stage.composer.writer.panel.bar.verb_requested.emit()


def test_a_hole_that_is_left_is_gone_to(stage, opened, qt_run):
    async def play():
        async with opened(stage) as composer:
            typed(stage, "Prêt le [[jour]]")
            composer.send()
            text, verb = stage.bar()
            assert text == "Something is still to be filled in: [[jour]]."
            assert verb == "Fill it in"
            press_verb(stage)
            assert stage.editor.textCursor().selectedText() == "[[jour]]"
            assert stage.bar() == ("", "")
            assert stage.deeds.sent == []

    qt_run(play())


def test_a_hole_never_leaves_however_often_one_presses(stage, opened, qt_run):
    async def play():
        async with opened(stage) as composer:
            typed(stage, "Prêt le [[jour]], {{customer.x}}, voir ci-joint")
            for _turn in range(4):
                composer.send()
                assert stage.bar()[0] == "Something is still to be filled in: [[jour]]."
                assert composer.writer.panel.toolbar.send.accessibleName() == "Send"
            await settled(stage)
            assert stage.deeds.sent == []

    qt_run(play())


def test_only_what_was_shown_is_waived(stage, opened, qt_run):
    async def play():
        refused = frozenset({(Channel.EMAIL, "no@client.example")})
        stage.deeds.around = replace(stage.deeds.around, refused=refused)
        async with opened(stage) as composer:
            typed(stage, "Voir ci-joint")
            stage.model.change(replace(stage.model.state.letter.content, cc=("no@client.example",)))
            await settled(stage)
            composer.send()
            assert "no file is attached" in stage.bar()[0]
            composer.send()
            assert stage.bar()[0].startswith("no@client.example has not agreed")
            await settled(stage)
            assert stage.deeds.sent == []
            composer.send()
            await settled(stage)
            assert len(stage.deeds.sent) == 1

    qt_run(play())


def test_pressing_again_sends_all_the_same(stage, opened, qt_run):
    async def play():
        async with opened(stage) as composer:
            typed(stage, "Ci-joint la facture")
            composer.send()
            assert stage.bar()[0].startswith("You write “Ci-joint”, and no file is attached.")
            assert composer.writer.panel.toolbar.send.accessibleName() == "Send anyway"
            composer.send()
            await settled(stage)
            assert len(stage.deeds.sent) == 1
            assert composer.writer.panel.toolbar.send.accessibleName() == "Send"

    qt_run(play())


def test_a_hole_that_is_typed_over_is_asked_about_no_more(stage, opened, qt_run):
    async def play():
        async with opened(stage) as composer:
            typed(stage, "Prêt le [[jour]]")
            composer.send()
            QTest.keyClicks(stage.editor, "mardi")
            assert stage.bar() == ("", "")
            composer.send()
            await settled(stage)
            assert [order.content.text for order in stage.deeds.sent] == ["Prêt le mardi"]

    qt_run(play())


def test_typing_on_makes_it_ask_again(stage, opened, qt_run):
    async def play():
        async with opened(stage) as composer:
            typed(stage, "Ci-joint la facture")
            composer.send()
            QTest.keyClicks(stage.editor, "!")
            assert stage.bar() == ("", "")
            composer.send()
            assert "no file is attached" in stage.bar()[0]
            await settled(stage)
            assert stage.deeds.sent == []

    qt_run(play())


def test_a_file_that_was_forgotten_is_attached(stage, opened, qt_run):
    async def play():
        async with opened(stage) as composer:
            typed(stage, "Ci-joint la facture")
            file = FileRef(name="f.pdf", media_type="application/pdf", size=3, sha256="x")
            stage.model.change(replace(stage.model.state.letter.content, files=(file,)))
            composer.send()
            await settled(stage)
            assert len(stage.deeds.sent) == 1

    qt_run(play())


def test_a_copy_to_nowhere_cannot_leave(stage, opened, qt_run):
    async def play():
        async with opened(stage) as composer:
            typed(stage, "Oui")
            stage.model.change(replace(stage.model.state.letter.content, cc=("nobody",)))
            await settled(stage)
            for _turn in range(2):
                composer.send()
                assert stage.bar()[0] == "This is no address that can be written to: nobody."
            await settled(stage)
            assert stage.deeds.sent == []

    qt_run(play())


def test_an_sms_at_night_leaves_in_the_morning(stage, opened, qt_run):
    async def play():
        sms = Way(channel=Channel.SMS, address="+33612345678")
        stage.deeds.around = replace(stage.deeds.around, ways=(stage.deeds.around.ways[0], sms))
        async with opened(stage) as composer:
            stage.model.use_channel(Channel.SMS)
            await settled(stage)
            typed(stage, "Oui")
            with clock.fixed(NIGHT):
                composer.send()
                text, verb = stage.bar()
                assert text.startswith("It is quiet time")
                assert re.fullmatch(r"Send tomorrow 0?[89]:00", verb)
                press_verb(stage)
                await settled(stage)
            [order] = stage.deeds.sent
            assert order.at.astimezone(formats.zone()).hour in {8, 9}
            assert order.at > NIGHT

    qt_run(play())


def test_what_is_refused_is_said_in_words(stage, opened, qt_run):
    async def play():
        async with opened(stage) as composer:
            typed(stage, "Oui")
            stage.deeds.fails = Refused(
                Problem(code="file_gone", place="files", details={"name": "plan.pdf"})
            )
            composer.send()
            await settled(stage)
            text, _verb = stage.bar()
            assert "plan.pdf" in text
            assert text.endswith("What you wrote is kept as a draft.")

    qt_run(play())


def test_nothing_written_sends_nothing(stage, opened, qt_run):
    async def play():
        async with opened(stage) as composer:
            composer.send()
            await settled(stage)
            assert stage.deeds.sent == []

    qt_run(play())


def test_the_same_draft_on_another_workstation(stage, opened, qt_run):
    async def play():
        async with opened(stage):
            typed(stage, "ours")
            stage.model.letters.flush()
            await settled(stage)
            [row] = stage.deeds.rows.values()
            theirs = replace(row, version=9, content=replace(row.content, text="theirs"))
            stage.deeds.rows[row.id] = theirs
            QTest.keyClicks(stage.editor, "!")
            stage.model.letters.flush()
            await settled(stage)
            assert stage.bar() == ("This draft was changed on another workstation too.", "Show theirs")
            press_verb(stage)
            assert stage.editor.words()[0] == "theirs"

    qt_run(play())


def test_a_draft_that_cannot_be_kept_is_told(stage, opened, qt_run, log_guard):
    log_guard.allow("a job failed")

    async def play():
        async with opened(stage):
            typed(stage, "ours")
            stage.deeds.fails = OSError("disk full")
            stage.model.letters.flush()
            await settled(stage)
            assert stage.bar()[0].endswith("The draft is not kept yet.")
            press_verb(stage)
            await settled(stage)
            assert [row.content.text for row in stage.deeds.rows.values()] == ["ours"]

    qt_run(play())


OTHER = rows.card(rows.conversation(id_="c2", name="Kenji Tanaka"))


class Gate:
    """Holds sendings back until it is opened."""

    def __init__(self, stage):
        self._send, self.event, self.fails = stage.deeds.send, asyncio.Event(), None
        stage.deeds.send = self.send

    async def send(self, order):
        await self.event.wait()
        if self.fails is not None:
            raise self.fails
        return await self._send(order)


def go_to(stage, card):
    stage.composer.show_conversation(card, (rows.message(),))


def test_what_is_being_sent_is_never_shown_again(stage, opened, qt_run):
    """Whoever goes elsewhere and comes back while the disk is slow could send it twice."""

    async def play():
        async with opened(stage) as composer:
            gate = Gate(stage)
            typed(stage, "Oui")
            composer.model.letters.flush()
            await settled(stage)
            assert len(stage.deeds.rows) == 1
            composer.send()
            assert stage.editor.toPlainText() == ""
            composer.send()
            go_to(stage, OTHER)
            await asyncio.sleep(0.05)
            go_to(stage, rows.card())
            await asyncio.sleep(0.05)
            assert stage.editor.toPlainText() == "", "its draft is still there, and is not shown"
            gate.event.set()
            await settled(stage)
            assert [one.content.text for one in stage.deeds.sent] == ["Oui"]
            composer.model.letters.flush()
            await settled(stage)
            assert stage.deeds.rows == {}

    qt_run(play())


def test_what_is_typed_while_the_first_leaves_stays(stage, opened, qt_run):
    async def play():
        async with opened(stage) as composer:
            gate = Gate(stage)
            typed(stage, "Un")
            composer.send()
            typed(stage, "Deux")
            gate.event.set()
            await settled(stage)
            assert [one.content.text for one in stage.deeds.sent] == ["Un"]
            assert stage.editor.toPlainText() == "Deux"

    qt_run(play())


def test_two_conversations_are_answered_though_the_disk_is_slow(stage, opened, qt_run):
    async def play():
        async with opened(stage) as composer:
            gate, archived = Gate(stage), []
            composer.archive_wanted.connect(archived.append)
            typed(stage, "Sept")
            composer.send(archives=True)
            go_to(stage, OTHER)
            await asyncio.sleep(0.05)
            typed(stage, "Huit")
            composer.send()
            gate.event.set()
            await settled(stage)
            assert {one.content.text for one in stage.deeds.sent} == {"Sept", "Huit"}
            assert archived == ["c1"]

    qt_run(play())


def test_a_refusal_speaks_of_its_own_conversation(stage, opened, qt_run):
    async def play():
        async with opened(stage) as composer:
            gate, wanted = Gate(stage), []
            composer.conversation_wanted.connect(wanted.append)
            gate.fails = Unavailable("database_busy")
            typed(stage, "Oui")
            composer.send()
            go_to(stage, OTHER)
            await asyncio.sleep(0.05)
            typed(stage, "Pour Kenji, pas fini")
            gate.event.set()
            await settled(stage)
            text, verb = stage.bar()
            assert text == "What you wrote to Sophie Bernard was not sent. It is kept as a draft."
            assert verb == "Show it"
            press_verb(stage)
            assert wanted == ["c1"]
            assert stage.deeds.sent == []
            go_to(stage, rows.card())
            await settled(stage)
            assert stage.editor.toPlainText() == "Oui"
            assert {row.content.text for row in stage.deeds.rows.values()} == {"Oui", "Pour Kenji, pas fini"}

    qt_run(play())


def test_a_refusal_puts_the_words_back_before_what_was_begun_since(stage, opened, qt_run):
    async def play():
        async with opened(stage) as composer:
            gate = Gate(stage)
            gate.fails = Unavailable("database_busy")
            typed(stage, "Un")
            composer.send()
            typed(stage, "Deux")
            gate.event.set()
            await settled(stage)
            assert stage.editor.toPlainText() == "Un\n\nDeux"
            gate.fails = None
            press_verb(stage)
            await settled(stage)
            assert [one.content.text for one in stage.deeds.sent] == ["Un\n\nDeux"]

    qt_run(play())


def test_ones_own_answer_is_nothing_that_arrived(stage, opened, qt_run):
    async def play():
        async with opened(stage) as composer:
            typed(stage, "Un")
            composer.send()
            await settled(stage)
            typed(stage, "Deux")
            composer.send()
            await settled(stage)
            assert stage.bar() == ("", "")
            assert [one.seen_id for one in stage.deeds.sent] == ["m1", "m1"]

    qt_run(play())
