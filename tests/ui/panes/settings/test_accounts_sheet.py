# SPDX-License-Identifier: LicenseRef-Desk
"""Deleting an account."""

from desk.ui.panes.settings.question import Question
from tests.ui.frame import until
from tests.ui.panes.settings.account_steps import (
    SECRET,
    accounts,
    add,
)


def test_deleting_asks_and_forgets_the_password(qt_run, stage, memory_keyring):
    account_id = add(stage.db)
    memory_keyring.kept["Desk", account_id] = SECRET

    async def main():
        async with stage.open():
            sheet = stage.sheet("accounts")
            await until(lambda: account_id in sheet.forms)
            sheet.forms[account_id].delete.click()
            sheet.findChild(Question).yes.click()
            await until(lambda: account_id not in sheet.forms and not memory_keyring.kept)
            assert accounts(stage.db) == ()
            assert sheet._stack.currentWidget() is sheet.empty

    qt_run(main(), timeout_s=30)
