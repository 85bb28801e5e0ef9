# SPDX-License-Identifier: LicenseRef-Desk
"""The page of mailboxes."""

from tests.ui.frame import spoken, until
from tests.ui.panes.settings.mailbox_steps import ADDRESS, add_box, opened, type_in


def test_an_empty_page_offers_to_connect_one(qt_run, stage):
    async def main():
        async with stage.open():
            sheet = stage.sheet("mailboxes")
            await until(lambda: sheet.model.state.kept is not None)
            assert sheet._stack.currentWidget() is sheet.empty
            sheet.empty.verb_requested.emit()
            assert "" in sheet.forms

    qt_run(main())


def test_discarding_shows_what_is_kept(qt_run, stage):
    box = add_box(stage.db)

    async def main():
        async with stage.open():
            sheet, form = await opened(stage, box)
            type_in(form, name="Other")
            form.discard.click()
            assert sheet.forms[box] is not form
            assert sheet.forms[box].text("name") == ADDRESS

    qt_run(main())


def test_the_page_speaks_french(qt_run, stage):
    box = add_box(stage.db, is_active=False)

    async def main():
        async with stage.open():
            sheet, form = await opened(stage, box)
            sheet.start_new()
            with spoken("fr"):
                assert form.tile.state.text() == "Relève désactivée"
                assert sheet.forms[""].save.text() == "Chercher les réglages"

    qt_run(main())
