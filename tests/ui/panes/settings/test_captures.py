# SPDX-License-Identifier: LicenseRef-Desk
"""What the sandbox caught is listed, opened, cleared."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPlainTextEdit

from desk import clock
from desk.models.vocabulary import Channel
from desk.services.sandbox import Captured, Captures
from desk.services.store import Change
from desk.ui.panes.settings.captures import CaptureView
from desk.ui.panes.settings.question import Question
from tests.ui.frame import until
from tests.ui.panes.settings.stage import kept


def capture(stage, subject="Prêt"):
    message = Captured(
        channel=Channel.SMS,
        sender="ATELIER",
        recipient="+33600000000",
        raw=b"Bonjour",
        at=clock.now(),
        subject=subject,
    )
    stage.db.write_now(lambda session: Captures(session).add_many([message]), Change.CAPTURES)


async def opened(stage):
    sheet = stage.sheet("trial")
    await until(lambda: sheet.model.state.standing is not None)
    return sheet


def test_captured_messages_are_listed_opened_and_cleared(qt_run, stage):
    capture(stage)

    async def main():
        async with stage.open():
            sheet = await opened(stage)
            await until(lambda: sheet.table.rows.rowCount() == 1)
            sheet.table.selectRow(0)
            QTest.keyClick(sheet.table, Qt.Key.Key_Return)
            await until(lambda: sheet.findChild(CaptureView) is not None)
            view = sheet.findChild(CaptureView)
            assert [text.toPlainText() for text in view.findChildren(QPlainTextEdit)] == ["Bonjour"]
            view.accept()
            sheet.clear.click()
            sheet.findChild(Question).yes.click()
            await until(lambda: kept(stage.db, lambda session: Captures(session).count()) == 0)
            await until(lambda: not sheet._none.isHidden())

    qt_run(main())
