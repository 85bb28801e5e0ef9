# SPDX-License-Identifier: LicenseRef-Desk
"""The shop: what is typed holds at once, can be taken back, is never lost."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desk.services.shop import Settings
from desk.ui.widgets import LinkButton
from tests.ui.frame import until
from tests.ui.panes.settings.stage import kept


def shop(stage):
    return kept(stage.db, lambda session: Settings(session).get())


async def opened(stage):
    sheet = stage.sheet("shop")
    await until(lambda: sheet.model.state.shop is not None)
    return sheet


def test_a_name_is_kept_when_one_leaves_the_field_and_can_be_taken_back(qt_run, stage):
    async def main():
        async with stage.open():
            sheet = await opened(stage)
            editor = sheet.fields["shop_name"].editor
            assert editor.text() == "Atelier Lyon"
            editor.selectAll()
            QTest.keyClicks(editor, "Velos du Rhone")
            assert sheet.unsaved() == 1
            QTest.keyClick(editor, Qt.Key.Key_Return)
            await until(lambda: shop(stage).shop_name == "Velos du Rhone")
            await until(lambda: stage.said() == ["Saved: Name of the shop."])
            assert sheet.unsaved() == 0
            undo = next(one for one in stage.toasts.findChildren(LinkButton) if one.text() == "Undo")
            undo.click()
            await until(lambda: shop(stage).shop_name == "Atelier Lyon")
            await until(lambda: editor.text() == "Atelier Lyon")

    qt_run(main())


def test_what_is_refused_is_said_and_stays_typed(qt_run, stage):
    async def main():
        async with stage.open():
            sheet = await opened(stage)
            editor = sheet.fields["timezone"].editor
            editor.setFocus()
            editor.lineEdit().selectAll()
            QTest.keyClicks(editor.lineEdit(), "Mars/Olympus")
            QTest.keyClick(editor.lineEdit(), Qt.Key.Key_Return)
            await until(sheet.fields["timezone"].problem)
            assert sheet.fields["timezone"].problem() == "The time zone is not known."
            assert editor.currentText() == "Mars/Olympus"
            assert shop(stage).timezone == "Europe/Paris"

    qt_run(main())


def test_a_change_elsewhere_is_shown_unless_somebody_types(qt_run, stage):
    async def main():
        async with stage.open():
            sheet = await opened(stage)
            QTest.keyClicks(sheet.fields["website"].editor, "https://")
            from desk.services.store import Change

            await stage.db.write(
                lambda session: Settings(session).change(website="https://y.fr", legal_name="Y SARL"),
                Change.SETTINGS,
            )
            await until(lambda: sheet.fields["legal_name"].value() == "Y SARL")
            assert sheet.fields["website"].value() == "https://"

    qt_run(main())
