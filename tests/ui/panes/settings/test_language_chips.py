# SPDX-License-Identifier: LicenseRef-Desk
"""Languages are switched on and off."""

from desk.services.shop import Settings
from tests.ui.frame import until
from tests.ui.panes.settings.stage import kept


def shop(stage):
    return kept(stage.db, lambda session: Settings(session).get())


async def opened(stage):
    sheet = stage.sheet("shop")
    await until(lambda: sheet.model.state.shop is not None)
    return sheet


def test_languages_are_switched_and_the_default_one_stays(qt_run, stage):
    async def main():
        async with stage.open():
            sheet = await opened(stage)
            chips = sheet.languages._chips
            chips["fr"].click()
            assert chips["fr"].isChecked()
            chips["de"].click()
            await until(lambda: shop(stage).languages == ("fr", "en", "de"))
            await until(lambda: sheet.fields["default_language"].editor.findData("de") >= 0)

    qt_run(main())
