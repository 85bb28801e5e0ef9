# SPDX-License-Identifier: LicenseRef-Desk
"""What is looked for and tried can be watched, and stopped."""

import asyncio

from desk.services.inbox import Look, LookStep, SettingsSource
from tests.ui.frame import until
from tests.ui.panes.settings.mailbox_steps import (
    ADDRESS,
    begun,
    type_in,
)


def test_the_search_shows_who_is_asked_and_can_be_stopped(qt_run, stage, monkeypatch):
    began = []

    async def detect(_address, *, world=None, on_look=None):
        on_look(Look(source=SettingsSource.TABLE, step=LookStep.NOTHING))
        on_look(Look(source=SettingsSource.DIRECTORY, step=LookStep.ASKING))
        began.append(True)
        await asyncio.sleep(60)

    monkeypatch.setattr("desk.ui.panes.settings.mail_checks_model.detect", detect)

    async def main():
        async with stage.open():
            sheet, form = await begun(stage)
            type_in(form, address=ADDRESS)
            form.save.click()
            await until(lambda: began and len(form.looks.items()) == 2)
            assert [item.state for item in form.looks.items()] == ["todo", "busy"]
            assert form.checks._text.text() == "Looking for the settings…"
            form.checks._verb.click()
            await until(lambda: not sheet.tries.busy)
            assert form.checks.isHidden()
            assert form.text("address") == ADDRESS

    qt_run(main())
