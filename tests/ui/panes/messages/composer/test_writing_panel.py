# SPDX-License-Identifier: LicenseRef-Desk
"""Where a message is written: marks, insertions, files, the bar."""

from dataclasses import replace

from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from desk.models.vocabulary import ConversationState
from desk.ui.panes.messages.composer.emoji_popup import EmojiForm
from desk.ui.panes.messages.composer.small_forms import LinkForm
from tests.ui.frame import spoken, until
from tests.ui.panes.messages import rows
from tests.ui.panes.messages.composer.conftest import settled


def test_marks_are_set_by_the_buttons(stage, opened, qt_run):
    async def play():
        async with opened(stage) as composer:
            panel = composer.writer.panel
            composer.reply()
            panel.toolbar.buttons["bold"].click()
            QTest.keyClicks(stage.editor, "a")
            assert panel.toolbar.buttons["bold"].isChecked()
            panel.toolbar.buttons["bold"].click()
            QTest.keyClicks(stage.editor, "b")
            assert stage.model.state.letter.content.html == "<p><b>a</b>b</p>"

    qt_run(play())


def test_emoji_and_links_are_put_in(stage, opened, qt_run):
    async def play():
        async with opened(stage) as composer:
            panel = composer.writer.panel
            composer.reply()
            panel.toolbar.buttons["emoji"].click()
            panel.toolbar.buttons["emoji"].findChild(EmojiForm).chosen.emit("👍")
            panel.toolbar.buttons["link"].click()
            form = panel.toolbar.buttons["link"].findChild(LinkForm)
            form.chosen.emit("https://x.example")
            assert stage.editor.words()[1] == '<p>👍<a href="https://x.example">https://x.example</a> </p>'

    qt_run(play())


def test_a_button_types_the_sign_for_one(stage, opened, qt_run):
    async def play():
        async with opened(stage) as composer:
            composer.reply()
            QTest.keyClicks(stage.editor, "Bonjour")
            composer.writer.panel.toolbar.buttons["placeholder"].click()
            await until(lambda: stage.editor.offers.isVisible())
            offered = {one.title: one.detail for one in stage.editor.offers.offers()}
            assert offered["First name"] == "Sophie"
            QTest.keyClicks(stage.editor, "first")
            await until(lambda: len(stage.editor.offers.offers()) == 1)
            QTest.keyClick(stage.editor, Qt.Key.Key_Tab)
            assert stage.editor.words()[0] == "BonjourSophie"

    qt_run(play())


def test_files_come_by_drop_and_the_fourth_is_refused(stage, opened, qt_run, tmp_path):
    async def play():
        async with opened(stage) as composer:
            panel = composer.writer.panel
            files = QMimeData()
            paths = [tmp_path / f"{number}.pdf" for number in range(4)]
            for path in paths:
                path.write_bytes(path.name.encode())
            files.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
            actions, keys = Qt.DropAction.CopyAction, Qt.KeyboardModifier.NoModifier
            drop = QDropEvent(QPoint(5, 5), actions, files, Qt.MouseButton.LeftButton, keys)
            panel.dropEvent(drop)
            await settled(stage)
            assert [chip.file.name for chip in panel.file_row.chips] == ["0.pdf", "1.pdf", "2.pdf"]
            assert stage.bar()[0] == "At most 3 attachments. “3.pdf” was not added."
            panel.file_row.chips[0].remove.click()
            assert [one.name for one in stage.model.state.letter.content.files] == ["1.pdf", "2.pdf"]

    qt_run(play())


def test_the_dialog_hands_its_files_on(stage, opened, qt_run, tmp_path):
    async def play():
        async with opened(stage) as composer:
            panel = composer.writer.panel
            path = tmp_path / "plan.pdf"
            path.write_bytes(b"x")
            panel.attach()
            dialog = panel.findChild(QFileDialog)
            dialog.filesSelected.emit([str(path)])
            dialog.close()
            await settled(stage)
            assert [one.name for one in stage.model.state.letter.content.files] == ["plan.pdf"]

    qt_run(play())


def test_the_bar_has_one_verb_that_is_done_once(stage, opened, qt_run):
    async def play():
        async with opened(stage) as composer:
            done = []
            panel = composer.writer.panel
            panel.say("Look", verb="Do", deed=lambda: done.append(1))
            assert stage.bar() == ("Look", "Do")
            panel.bar.verb_requested.emit()
            panel.bar.verb_requested.emit()
            assert done == [1]
            assert stage.bar() == ("", "")

    qt_run(play())


def test_the_hint_belongs_to_what_is_written(stage, opened, qt_run):
    async def play():
        async with opened(stage) as composer:
            panel = composer.writer.panel
            assert panel.editor.placeholderText().startswith("Write here")
            composer.note()
            assert panel.editor.placeholderText().startswith("Visible to the team only.")
            with spoken("fr"):
                panel.retranslate()
                assert panel.editor.accessibleName() == "Message"

    qt_run(play())


def test_a_plain_channel_takes_no_marks(stage, opened, qt_run):
    async def play():
        async with opened(stage) as composer:
            composer.note()
            stage.editor.toggle("bold")
            stage.editor.insert("a")
            assert stage.editor.words() == ("a", "")
            composer.reply()
            stage.model.change(replace(stage.model.state.letter.content, text="b", html="<p><b>b</b></p>"))
            composer.note()
            composer.reply()
            assert stage.editor.words() == ("b", "<p><b>b</b></p>")

    qt_run(play())


def test_what_was_said_of_a_letter_goes_with_it(stage, opened, qt_run, tmp_path):
    """A file that was not added to one letter says nothing about another, nor about what is written next."""
    other = rows.card(rows.conversation(id_="c2", name="Kenji Tanaka"))

    async def play():
        async with opened(stage) as composer:
            panel = composer.writer.panel
            composer.reply()
            for leave in (
                lambda: composer.show_conversation(other, (rows.message(),)),
                composer.note,
                lambda: (stage.editor.insert("Oui"), composer.send()),
            ):
                panel._files.take_paths([str(tmp_path)])
                await settled(stage)
                assert stage.bar()[0]
                leave()
                await settled(stage)
                assert stage.bar() == ("", "")

    qt_run(play())


def test_only_what_is_said_still_is_hushed(stage, opened, qt_run):
    async def play():
        async with opened(stage) as composer:
            panel = composer.writer.panel
            first = panel.say("One")
            panel.say("Two")
            panel.hush(first)
            assert stage.bar()[0] == "Two"
            panel.stay()
            composer.note()
            assert stage.bar()[0] == "Two"

    qt_run(play())


def test_the_button_sends_anyway_as_long_as_its_bar_stands(stage, opened, qt_run):
    async def play():
        async with opened(stage) as composer:
            button, bar = composer.writer.panel.toolbar.send, composer.writer.panel.bar
            composer.reply()
            stage.editor.insert("Ci-joint la facture")
            composer.send()
            archived = rows.conversation(state=ConversationState.ARCHIVED)
            composer.show_conversation(rows.card(archived), (rows.message(),))  # a colleague did
            assert not bar.isHidden()
            assert button.accessibleName() == "Send anyway"
            bar._close.click()
            assert button.accessibleName() == "Send"
            composer.send()
            assert "no file is attached" in stage.bar()[0]
            composer.writer.panel.say("Something else.")
            assert button.accessibleName() == "Send"
            composer.send()
            assert "no file is attached" in stage.bar()[0]
            assert stage.deeds.sent == []

    qt_run(play())
