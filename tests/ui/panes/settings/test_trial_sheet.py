# SPDX-License-Identifier: LicenseRef-Desk
"""Trial mode: going live and back."""

from desk import clock
from desk.services.providers import AccountDraft, Roster
from desk.services.shop import Settings
from desk.services.store import Change
from desk.ui.go_live import GoLive
from desk.ui.widgets import PrimaryButton
from tests.ui.frame import until
from tests.ui.panes.settings.stage import kept


def shop(stage):
    return kept(stage.db, lambda session: Settings(session).get())


def add_account(stage):
    draft = AccountDraft(kind="smtp", name="x", settings={"host": "smtp.x.fr"}, sender_address="a@x.fr")
    stage.db.write_now(lambda session: Roster(session).create(draft, at=clock.now()), Change.PROVIDERS)


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

    qt_run(main())


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

    qt_run(main())
