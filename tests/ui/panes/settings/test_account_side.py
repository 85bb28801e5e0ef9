# SPDX-License-Identifier: LicenseRef-Desk
"""The order of accounts, and the sandbox apart."""

from desk import clock
from desk.services.sandbox import install
from tests.ui.frame import until
from tests.ui.panes.settings.account_steps import (
    accounts,
    add,
)


def test_the_order_of_trying_is_changed(qt_run, stage):
    first, second = add(stage.db, "a@x.fr"), add(stage.db, "b@x.fr")

    async def main():
        async with stage.open():
            sheet = stage.sheet("accounts")
            await until(lambda: first in sheet.forms)
            sheet.sides.later.click()
            await until(lambda: [row.id for row in accounts(stage.db)] == [second, first])
            await until(lambda: [row.id for row in sheet.rows.rows] == [second, first])

    qt_run(main())


def test_sandbox_accounts_stand_apart_and_lead_to_the_trial(qt_run, stage):
    stage.db.write_now(lambda session: install(session, clock.now()))

    async def main():
        async with stage.open():
            sheet = stage.sheet("accounts")
            await until(lambda: sheet.sides.rows.rowCount() == 2)
            assert sheet.rows.rowCount() == 0
            sheet.sides.list.row_activated.emit(sheet.sides.rows.rows[0])
            assert stage.went == [("settings", {"page": "trial"})]

    qt_run(main())
