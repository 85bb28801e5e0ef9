# SPDX-License-Identifier: LicenseRef-Desk
"""The composer under a conversation."""

import asyncio
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desk.errors import Conflict, Unavailable
from desk.models.vocabulary import DraftKind
from desk.ui.panes.messages.composer.presence_model import Colleague
from tests.ui.frame import spoken, until
from tests.ui.panes.messages import rows
from tests.ui.panes.messages.composer.conftest import settled

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier


def undo(stage, composer):
    """Press Undo in the one toast."""
    [toast] = stage.toasts.toasts()
    next(one for one in toast.findChildren(type(composer.line.copy)) if "Ctrl+Z" in one.text()).click()


def test_nothing_can_be_written_while_nothing_is_open(stage, opened, qt_run):
    async def play():
        async with opened(stage, is_empty=True) as composer:
            assert not composer.isEnabled()
            composer.show_conversation(rows.card(), (rows.message(),))
            await settled(stage)
            assert composer.isEnabled()
            composer.show_conversation(None, ())
            assert not composer.isEnabled()

    qt_run(play())


def test_a_reply_is_typed_sent_and_taken_back(stage, opened, qt_run):
    async def play():
        async with opened(stage) as composer:
            sent = []
            composer.sent.connect(sent.append)
            composer.reply()
            QTest.keyClicks(stage.editor, "Oui, demain")
            QTest.keyClick(stage.editor, Key.Key_Return, CTRL)
            await until(lambda: stage.deeds.sent)
            await settled(stage)
            [order] = stage.deeds.sent
            assert (order.content.text, order.content.to) == ("Oui, demain", "sophie.bernard@mail.example")
            assert sent == ["c1"]
            assert stage.editor.words() == ("", "")
            assert stage.said() == ["Sending in 10 s"]
            undo(stage, composer)
            await settled(stage)
            assert stage.editor.words()[0] == "Oui, demain"

    qt_run(play())


def test_a_copy_that_was_typed_a_moment_ago_goes_with_this_answer_and_no_other(stage, opened, qt_run):
    async def play():
        async with opened(stage) as composer:
            composer.reply()
            QTest.keyClicks(stage.editor, "Oui, demain")
            composer.line.open_copies()
            QTest.keyClicks(composer.line.copies, "nobody")
            composer.send()
            await settled(stage)
            assert stage.deeds.sent == []
            assert not composer.line._problem.isHidden()
            composer.line.copies.setText("paul@x.example")
            composer.send()
            await until(lambda: stage.deeds.sent)
            await settled(stage)
            [order] = stage.deeds.sent
            assert order.content.cc == ("paul@x.example",)
            assert composer.line.copies.text() == ""
            assert stage.model.state.letter.content.cc == ()

    qt_run(play())


def test_what_was_taken_back_is_sent_again_without_a_question(stage, opened, qt_run):
    async def play():
        async with opened(stage) as composer:
            composer.show_conversation(rows.card(), (rows.message("theirs"),))
            composer.reply()
            QTest.keyClicks(stage.editor, "Oui, demain")
            composer.send()
            await until(lambda: stage.deeds.sent)
            await settled(stage)
            assert stage.model.state.newest_id != "theirs"
            undo(stage, composer)
            await settled(stage)
            composer.show_conversation(rows.card(), (rows.message("theirs"),))
            composer.send()
            await until(lambda: len(stage.deeds.sent) == 2)
            assert stage.bar() == ("", "")

    qt_run(play())


def test_a_note_is_yellow_names_colleagues_and_is_not_sent(stage, opened, qt_run):
    async def play():
        async with opened(stage) as composer:
            composer.note()
            assert composer.head.tabs.current() == "note"
            assert composer.line.isHidden()
            before = composer.grab().toImage()
            composer.reply()
            assert composer.grab().toImage() != before
            composer.note()
            QTest.keyClicks(stage.editor, "@Jul")
            await until(lambda: stage.editor.offers.isVisible())
            QTest.keyClick(stage.editor, Key.Key_Return)
            QTest.keyClicks(stage.editor, "regarde")
            assert stage.editor.words()[0] == "@Julien Lopez regarde"
            composer.writer.panel.toolbar.send.click()
            await settled(stage)
            [order] = stage.deeds.sent
            assert order.place.kind is DraftKind.NOTE
            assert order.content.mentions == ("o2",)
            assert stage.said() == ["The note was added."]

    qt_run(play())


def test_what_fails_stays_a_draft_and_says_so(stage, opened, qt_run):
    async def play():
        async with opened(stage) as composer:
            composer.reply()
            QTest.keyClicks(stage.editor, "Oui")
            stage.deeds.fails = Unavailable("database_busy")
            composer.send()
            await settled(stage)
            text, verb = stage.bar()
            assert "What you wrote is kept as a draft." in text
            assert verb == "Try again"
            assert stage.editor.words()[0] == "Oui"
            await settled(stage)
            assert [row.content.text for row in stage.deeds.rows.values()] == ["Oui"]
            composer.writer.panel.bar.verb_requested.emit()
            await settled(stage)
            assert [order.content.text for order in stage.deeds.sent] == ["Oui"]

    qt_run(play())


def test_a_message_that_came_meanwhile_is_read_first(stage, opened, qt_run):
    async def play():
        async with opened(stage) as composer:
            wanted = []
            composer.newest_wanted.connect(lambda: wanted.append(1))
            composer.reply()
            QTest.keyClicks(stage.editor, "Oui")
            composer.show_conversation(rows.card(), (rows.message(), rows.message("m9", "Non !")))
            composer.send()
            assert stage.bar()[0].startswith("A message arrived while you were writing.")
            assert stage.bar()[1] == "Read it first"
            assert stage.deeds.sent == []
            composer.writer.panel.bar.verb_requested.emit()
            assert wanted == [1]
            composer.send()
            await settled(stage)
            assert [order.seen_id for order in stage.deeds.sent] == ["m9"]

    qt_run(play())


def test_the_store_itself_may_know_of_a_newer_message(stage, opened, qt_run):
    async def play():
        async with opened(stage) as composer:
            composer.reply()
            QTest.keyClicks(stage.editor, "Oui")
            stage.deeds.fails = Conflict("stale_send")
            composer.send()
            await settled(stage)
            assert stage.bar() == ("Something was added here while you were writing.", "Read it first")
            answer = rows.reply("m9", operator_id=rows.JULIEN)
            composer.show_conversation(rows.card(), (rows.message(), answer))
            assert stage.bar() == ("Julien Lopez answered while you were writing.", "Read it first")
            assert stage.editor.words()[0] == "Oui"

    qt_run(play())


def test_send_and_archive(stage, opened, qt_run):
    async def play():
        async with opened(stage) as composer:
            done = []
            composer.archive_wanted.connect(done.append)
            composer.reply()
            QTest.keyClicks(stage.editor, "Oui")
            stage.commands.trigger("messages.send_archive")
            await settled(stage)
            assert done == ["c1"]
            QTest.keyClicks(stage.editor, "Encore")
            stage.commands.trigger("messages.send")
            await settled(stage)
            assert done == ["c1"]

    qt_run(play())


def test_a_colleague_who_writes_too_is_named_and_their_draft_shown(stage, opened, qt_run):
    async def play():
        async with opened(stage) as composer:
            QTest.keyClicks(stage.editor, "Oui")
            assert ("c1", True) in stage.deeds.said or await told(stage, ("c1", True))
            await settled(stage)
            [row] = stage.deeds.rows.values() or [None]
            stage.deeds.colleagues = (Colleague(name="Julien", is_writing=True, draft_id=row.id),)
            composer.presence._query.use(stage.deeds.others("c1"))
            await until(lambda: not composer.presence_line.isHidden())
            composer.presence_line.look.click()
            await settled(stage)
            assert stage.bar()[0] == "Julien is writing:\nOui"

    qt_run(play())


async def told(stage, what):
    stage.model.letters.flush()
    await settled(stage)
    return what in stage.deeds.said


def test_a_quote_goes_where_the_caret_is(stage, opened, qt_run):
    async def play():
        async with opened(stage) as composer:
            composer.quote(rows.message(text="Bonjour\nÇa va ?"))
            assert stage.editor.words()[0] == "> Bonjour\n> Ça va ?\n"

    qt_run(play())


def test_a_note_is_neither_quoted_nor_passed_on(stage, opened, qt_run):
    async def play():
        async with opened(stage) as composer:
            composer.quote(rows.note(text="mauvais payeur"))
            composer.forward(rows.note(text="mauvais payeur"))
            assert stage.editor.words()[0] == ""
            assert composer._sheet is None

    qt_run(play())


def test_leaving_keeps_what_is_typed_and_asks_nothing(stage, opened, qt_run):
    async def play():
        async with opened(stage) as composer:
            gone = []
            composer.reply()
            QTest.keyClicks(stage.editor, "Oui")
            composer.leave(lambda: gone.append(1))
            await settled(stage)
            assert gone == [1]
            assert [row.content.text for row in stage.deeds.rows.values()] == ["Oui"]

    qt_run(play())


def test_moments_to_leave_later_are_offered(stage, opened, qt_run):
    async def play():
        async with opened(stage) as composer:
            composer.reply()
            QTest.keyClicks(stage.editor, "Oui")
            composer.send_later()
            menu = composer.writer.panel.toolbar.later
            actions = [action for action in menu.actions() if not action.isSeparator()]
            assert actions[-1].text() == "Choose date and time…"
            actions[0].trigger()
            menu.close()
            await settled(stage)
            assert stage.deeds.sent[0].at is not None
            assert stage.said()[0].startswith("Leaves ")

    qt_run(play())


def test_another_language(stage, opened, qt_run):
    async def play():
        async with opened(stage) as composer:
            with spoken("fr"):
                assert composer.head.channel.text() == "E-mail"
                await asyncio.sleep(0)

    qt_run(play())


def test_an_sms_is_written_plainly(stage, opened, qt_run):
    async def play():
        ways = (
            stage.deeds.around.ways[0],
            replace(stage.deeds.around.ways[1], reason="", address="+33612345678"),
        )
        stage.deeds.around = replace(stage.deeds.around, ways=ways)
        async with opened(stage) as composer:
            composer.head.channel.menu().actions()[1].trigger()
            panel = composer.writer.panel
            assert not panel.meter.isHidden()
            assert panel.toolbar.buttons["file"].isHidden()
            QTest.keyClicks(stage.editor, "Oui")
            assert panel.meter.said()[0].startswith("3 / 160")
            assert stage.model.state.letter.content.to == "+33612345678"

    qt_run(play())
