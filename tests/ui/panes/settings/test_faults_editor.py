# SPDX-License-Identifier: LicenseRef-Desk
"""Faults of the sandbox."""

from PySide6.QtTest import QTest

from desk.services.sandbox import Fault, FaultBook, FaultKind
from tests.ui.frame import until
from tests.ui.panes.settings.stage import kept


async def opened(stage):
    sheet = stage.sheet("trial")
    await until(lambda: sheet.model.state.standing is not None)
    return sheet


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

    qt_run(main())
