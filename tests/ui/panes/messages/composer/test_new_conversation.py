# SPDX-License-Identifier: LicenseRef-Desk
"""The sheet of a new conversation."""

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desk.errors import Unavailable
from desk.models.vocabulary import Channel, DraftKind
from desk.ui.panes.messages.composer.state import Way
from tests.ui.frame import spoken, until
from tests.ui.panes.messages import rows
from tests.ui.panes.messages.composer.conftest import settled

Key = Qt.Key


def both(around):
    return replace(around, ways=(around.ways[0], Way(channel=Channel.SMS, address="+33612345678")))


def test_somebody_is_found_written_to_and_their_conversation_opened(stage, opened, qt_run):
    async def play():
        stage.deeds.around = both(stage.deeds.around)
        async with opened(stage) as composer:
            wanted = []
            composer.conversation_wanted.connect(wanted.append)
            composer.new_conversation()
            sheet = composer.sheet()
            assert sheet.isVisible()
            assert sheet.geometry() == stage.thread.rect()
            send = sheet.writer.panel.toolbar.send
            assert (send.isEnabled(), send.toolTip()) == (False, "Choose a customer first.")
            QTest.keyClicks(sheet.recipient.field, "bern")
            await until(lambda: sheet.search.state.found)
            QTest.keyClick(sheet.recipient.field, Key.Key_Return)
            await settled(stage)
            assert not sheet.recipient.person.isHidden()
            assert [sheet.channels.tabData(at) for at in range(2)] == ["email", "sms"]
            sheet.subject.editor.setText("Votre vélo")
            sheet.writer.panel.editor.insert("Bonjour Sophie")
            assert send.isEnabled()
            composer.send()
            await settled(stage)
            [order] = stage.deeds.sent
            assert (order.place.kind, order.place.conversation_id) == (DraftKind.NEW, None)
            assert order.place.customer_id
            assert (order.content.subject, order.content.text) == ("Votre vélo", "Bonjour Sophie")
            assert wanted == ["c-new"]
            assert sheet.isHidden()

    qt_run(play())


def test_a_channel_that_is_closed_says_why(stage, opened, qt_run):
    async def play():
        async with opened(stage) as composer:
            composer.new_conversation()
            sheet = composer.sheet()
            sheet.search.find("bern")
            await until(lambda: sheet.search.state.found)
            sheet.search.choose(sheet.search.state.found[0].row)
            await settled(stage)
            assert not sheet.channels.isTabEnabled(1)
            assert sheet.channels.tabToolTip(1) == "SMS: no mobile number"
            assert sheet.recipient._reasons.text() == "SMS: no mobile number"

    qt_run(play())


def test_an_sms_has_no_subject(stage, opened, qt_run):
    async def play():
        stage.deeds.around = both(stage.deeds.around)
        async with opened(stage) as composer:
            composer.new_conversation()
            sheet = composer.sheet()
            sheet.search.find("bern")
            await until(lambda: sheet.search.state.found)
            sheet.search.choose(sheet.search.state.found[0].row)
            await settled(stage)
            sheet.channels.setCurrentIndex(1)
            assert sheet.subject.isHidden()
            assert sheet.line.isHidden()
            assert sheet.writer.model.state.letter.content.to == "+33612345678"

    qt_run(play())


def test_escape_hides_it_and_what_was_begun_goes_on(stage, opened, qt_run):
    async def play():
        async with opened(stage) as composer:
            composer.new_conversation()
            sheet = composer.sheet()
            sheet.writer.panel.editor.insert("Bonjour")
            QTest.keyClick(sheet, Key.Key_Escape)
            assert sheet.isHidden()
            await settled(stage)
            assert [row.kind for row in stage.deeds.rows.values()] == [DraftKind.NEW]
            composer.new_conversation()
            assert sheet.writer.panel.editor.words()[0] == "Bonjour"

    qt_run(play())


def test_a_message_is_passed_on_with_its_words(stage, opened, qt_run):
    async def play():
        async with opened(stage) as composer:
            composer.forward(rows.message(text="Mon vélo est-il prêt ?"))
            await settled(stage)
            content = composer.sheet().writer.model.state.letter.content
            assert content.subject == "Fwd: Réparation vélo"
            assert "Mon vélo est-il prêt ?" in composer.sheet().writer.panel.editor.words()[0]

    qt_run(play())


def test_a_customer_may_be_given(stage, opened, qt_run):
    async def play():
        async with opened(stage) as composer:
            composer.new_conversation()
            sheet = composer.sheet()
            sheet.search.find("bern")
            await until(lambda: sheet.search.state.found)
            sophie = sheet.search.state.found[0].row
            sheet.search.clear()
            composer.new_conversation(sophie.id)
            await until(lambda: sheet.search.state.chosen == sophie)
            with spoken("fr"):
                assert sheet.subject._label.text()
            stage.thread.resize(500, 400)
            assert sheet.geometry() == stage.thread.rect()

    qt_run(play())


def test_what_could_not_be_begun_stays_as_it_was_written(stage, opened, qt_run):
    async def play():
        async with opened(stage) as composer:
            composer.new_conversation()
            sheet = composer.sheet()
            QTest.keyClicks(sheet.recipient.field, "bern")
            await until(lambda: sheet.search.state.found)
            QTest.keyClick(sheet.recipient.field, Key.Key_Return)
            await settled(stage)
            sheet.subject.editor.setText("Votre vélo")
            sheet.writer.panel.editor.insert("Bonjour Sophie")
            sheet.writer.model.letters.flush()
            await settled(stage)
            stage.deeds.fails = Unavailable("database_busy")
            composer.send()
            composer.send()
            await settled(stage)
            assert stage.deeds.sent == []
            assert sheet.writer.panel.isEnabled()
            assert sheet.writer.panel.editor.toPlainText() == "Bonjour Sophie"
            composer.send()
            await settled(stage)
            assert [one.content.text for one in stage.deeds.sent] == ["Bonjour Sophie"]
            assert stage.deeds.rows == {}

    qt_run(play())
