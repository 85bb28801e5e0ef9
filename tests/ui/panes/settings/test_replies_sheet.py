# SPDX-License-Identifier: LicenseRef-Desk
"""Saved replies."""

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from desk.services.inbox import SavedReplies
from desk.services.shop import Operators
from tests.ui.frame import until
from tests.ui.panes.settings.stage import kept


def replies(stage):
    def read(session):
        me = Operators(session).at_work()
        return SavedReplies(session).page(me.id)

    return kept(stage.db, read)


def test_a_reply_is_made_changed_deleted_and_brought_back(qt_run, stage):
    async def main():
        async with stage.open():
            sheet = stage.sheet("replies")
            await until(lambda: sheet.new.isEnabled())
            sheet.new.click()
            form = sheet.forms[""]
            form.save.click()
            await until(lambda: form.form.field("name").problem())
            QTest.keyClicks(form.form.field("name").editor, "Horaires")
            QTest.keyClicks(form.form.field("shortcut").editor, "h")
            QTest.keyClicks(form.texts.body, "Nous ouvrons [[quand]]")
            form.texts.tabs.setCurrentIndex(1)
            QTest.keyClicks(form.texts.body, "We open")
            form.save.click()
            await until(lambda: "" not in sheet.forms)
            [row] = replies(stage)
            assert (row.name, row.shortcut, row.operator_id) == ("Horaires", "h", None)
            assert dict(row.texts) == {"fr": ("", "Nous ouvrons [[quand]]"), "en": ("", "We open")}
            assert sheet.card(row).meta == "/h · English, French"
            form = sheet.forms[row.id]
            form.form.field("whose").editor.setCurrentIndex(1)
            form.save.click()
            await until(lambda: replies(stage)[0].operator_id)
            assert sheet.card(replies(stage)[0]).badge == "Only me"
            await until(lambda: row.id in sheet.forms and not sheet.forms[row.id].is_touched)
            sheet.forms[row.id].remove.click()
            await until(lambda: not replies(stage))
            await until(lambda: "“Horaires” was deleted." in stage.said())
            toast = stage.toasts.toasts()[-1]
            undo = next(one for one in toast.findChildren(QPushButton) if one.text() == "Undo")
            undo.click()
            await until(lambda: replies(stage))
            assert replies(stage)[0].name == "Horaires"

    qt_run(main())


def test_a_shortcut_is_taken_once(qt_run, stage):
    async def main():
        async with stage.open():
            sheet = stage.sheet("replies")
            await until(lambda: sheet.new.isEnabled())
            for name in ("One", "Two"):
                sheet.new.click()
                form = sheet.forms[""]
                QTest.keyClicks(form.form.field("name").editor, name)
                QTest.keyClicks(form.form.field("shortcut").editor, "x")
                QTest.keyClicks(form.texts.body, name)
                form.save.click()
                await until(lambda form=form: "" not in sheet.forms or form.form.field("shortcut").problem())
            assert form.form.field("shortcut").problem()
            assert [row.name for row in replies(stage)] == ["One"]

    qt_run(main())
