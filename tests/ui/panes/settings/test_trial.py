# SPDX-License-Identifier: LicenseRef-Desk
"""Trial mode: going live and back, captures, faults."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPlainTextEdit

from desk import clock
from desk.models.vocabulary import Channel
from desk.services.providers import AccountDraft, Roster
from desk.services.sandbox import Captured, Captures, Fault, FaultBook, FaultKind
from desk.services.shop import Settings
from desk.services.store import Change
from desk.ui.go_live import GoLive
from desk.ui.panes.settings.captures import CaptureView
from desk.ui.panes.settings.question import Question
from desk.ui.widgets import PrimaryButton
from tests.ui.frame import until
from tests.ui.panes.settings.stage import kept


def shop(stage):
    return kept(stage.db, lambda session: Settings(session).get())


def add_account(stage):
    draft = AccountDraft(kind="smtp", name="x", settings={"host": "smtp.x.fr"}, sender_address="a@x.fr")
    stage.db.write_now(lambda session: Roster(session).create(draft, at=clock.now()), Change.PROVIDERS)


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


def test_going_live_asks_and_one_can_go_back(qt_run, stage):
    add_account(stage)

    async def main():
        async with stage.open():
            sheet = await opened(stage)
            sheet.live.click()
            sheet.findChild(GoLive).findChild(PrimaryButton).click()
            await until(lambda: not shop(stage).trial_mode)
            assert shop(stage).started_at is not None
            await until(lambda: not sheet.back.isHidden())
            sheet.back.click()
            await until(lambda: shop(stage).trial_mode)
            await until(lambda: not sheet.live.isHidden())

    qt_run(main(), timeout_s=30)


def test_without_an_account_it_stays_in_trial_and_leads_there(qt_run, stage):
    async def main():
        async with stage.open():
            sheet = await opened(stage)
            assert not sheet.live.isEnabled()
            sheet.model.go_live()
            await until(lambda: not sheet.bar.isHidden())
            assert shop(stage).trial_mode
            sheet.bar._verb.click()
            assert stage.went == [("settings", {"page": "accounts"})]

    qt_run(main(), timeout_s=30)


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

    qt_run(main(), timeout_s=30)


def test_faults_are_switched_on_changed_and_off(qt_run, stage):
    def on():
        return kept(stage.db, lambda session: FaultBook(session).get())

    async def main():
        async with stage.open():
            sheet = await opened(stage)
            sheet.faults.add.click()
            await until(lambda: on() == (Fault(kind=FaultKind.LATER, times=1),))
            row = sheet.faults._rows[0]
            QTest.keyClicks(row._address, "sophie@mail.example")
            row._times.setValue(0)
            row._kind.choose("stall")
            await until(
                lambda: on() == (Fault(kind=FaultKind.STALL, address="sophie@mail.example", times=None),)
            )
            assert sheet.faults._rows == [row]
            row._remove.click()
            await until(lambda: on() == ())

    qt_run(main(), timeout_s=30)
