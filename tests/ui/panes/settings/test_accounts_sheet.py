# SPDX-License-Identifier: LicenseRef-Desk
"""Accounts: deleting one, and where the buttons and the keyboard stay meanwhile."""

from desk import clock
from desk.services.sandbox import install
from desk.ui.panes.settings.question import Question
from desk.ui.theme import SIZE
from tests.ui.frame import until
from tests.ui.panes.settings.account_steps import (
    SECRET,
    accounts,
    add,
    begun,
    put,
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

    qt_run(main())


def test_the_buttons_stay_where_they_are_while_one_types(qt_run, stage):
    async def main():
        async with stage.open():
            _sheet, form = await begun(stage)
            form.layout().activate()
            before = [button.geometry() for button in (form.save, form.test, form.discard)]
            put(form, sender_address="contact@x.fr", secret=SECRET)
            form.layout().activate()
            assert [button.geometry() for button in (form.save, form.test, form.discard)] == before
            assert before[0].right() < before[1].left() < before[2].left()

    qt_run(main())


def test_the_keyboard_stays_on_test_and_is_not_lost_by_discarding(qt_run, stage, log_guard):
    async def main():
        async with stage.open():
            sheet, form = await begun(stage)
            put(form, sender_address="contact@x.fr", secret=SECRET, host="127.0.0.1", port=9, security="none")
            form.test.setFocus()
            form.test.click()
            await until(lambda: form.checks.advice is not None)
            assert stage.window.focusWidget() is form.test
            form.discard.setFocus()
            form.discard.click()
            assert stage.window.focusWidget() is sheet.new

    qt_run(main())


def test_the_sandbox_stands_right_under_the_accounts(qt_run, stage):
    add(stage.db)
    stage.db.write_now(lambda session: install(session, clock.now()))

    async def main():
        async with stage.open():
            sheet = stage.sheet("accounts")
            await until(lambda: sheet.model.state.kept is not None and not sheet.sides.list.isHidden())
            await until(lambda: sheet.list.height() == sheet.rows.rowCount() * SIZE.rule_row)
            assert sheet.sides.y() - sheet.list.geometry().bottom() <= SIZE.space_s

    qt_run(main())
