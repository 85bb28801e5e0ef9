# SPDX-License-Identifier: LicenseRef-Desk
"""How trying ends: one bar, one verb."""

import asyncio

import pytest

from tests.services.inbox.accounts.post_office import PostOffice
from tests.services.providers.impolite import Impolite
from tests.services.providers.signing.identity import Identity
from tests.ui.frame import until
from tests.ui.panes.settings.mailbox_steps import (
    boxes,
    by_browser,
    found,
    opened_pages,
    save_client,
)


@pytest.fixture
def pages(monkeypatch):
    """The addresses that were opened, by a browser that goes there."""
    return opened_pages(monkeypatch)


def test_saying_no_in_the_browser_keeps_everything_and_offers_another_try(qt_run, stage, monkeypatch, pages):
    async def main():
        async with stage.open(), Identity() as identity, Impolite() as smtp:
            identity.mood = "deny"
            save_client(stage, identity)
            with PostOffice(tokens=identity.valid) as office:
                _sheet, form = await found(stage, monkeypatch, by_browser(office, smtp))
                form.save.click()
                await until(lambda: form.checks.advice is not None)
                assert form.checks.advice.verb == "Sign in again"
                identity.mood = ""
                form.checks._verb.click()
                await until(lambda: boxes(stage.db), 20)
                await asyncio.gather(*pages.tasks)

    qt_run(main())


def test_without_a_browser_the_address_can_be_copied(qt_run, stage, monkeypatch, pages, qapp):
    pages.works = False

    async def main():
        async with stage.open(), Identity() as identity, Impolite() as smtp:
            save_client(stage, identity)
            with PostOffice(tokens=identity.valid) as office:
                sheet, form = await found(stage, monkeypatch, by_browser(office, smtp))
                form.save.click()
                await until(lambda: form.checks.advice is not None)
                form.checks._verb.click()
                assert qapp.clipboard().text() == pages.opened[0]
                sheet.tries.cancel()

    qt_run(main())
