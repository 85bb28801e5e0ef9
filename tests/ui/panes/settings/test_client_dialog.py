# SPDX-License-Identifier: LicenseRef-Desk
"""The shop’s own registration: asked for when it is needed, none is built in."""

import asyncio

import pytest

from desk.services.providers import SignInClients
from tests.services.inbox.accounts.post_office import PostOffice
from tests.services.providers.impolite import Impolite
from tests.services.providers.signing.identity import Identity
from tests.ui.frame import until
from tests.ui.panes.settings.account_steps import accounts
from tests.ui.panes.settings.mailbox_steps import (
    boxes,
    by_browser,
    found,
    opened_pages,
    register,
    shown,
)
from tests.ui.panes.settings.stage import kept


@pytest.fixture
def pages(monkeypatch):
    """The addresses that were opened, by a browser that goes there."""
    return opened_pages(monkeypatch)


def test_signing_in_by_browser_asks_for_the_shops_registration_first(
    qt_run, stage, monkeypatch, pages, memory_keyring
):
    async def main():
        async with stage.open(), Identity() as identity, Impolite() as smtp:
            with PostOffice(tokens=identity.valid) as office:
                sheet, form = await found(stage, monkeypatch, by_browser(office, smtp))
                assert "secret" not in shown(form)
                assert form.save.text() == "Sign in with Another service"
                form.save.click()
                await until(lambda: any(getattr(desk, "_dialog", None) for desk in form.children()))
                dialog = register(form, sheet, identity)
                dialog.form.field("client_id").set_value("")
                dialog.yes.click()
                await until(lambda: dialog.form.field("client_id").problem())
                register(form, sheet, identity).yes.click()
                await until(lambda: boxes(stage.db), 20)
                await asyncio.gather(*pages.tasks)
        (box,), (way,) = boxes(stage.db), accounts(stage.db)
        assert (box.settings["sign_in"], box.settings["service"]) == ("oauth2", "other")
        assert (way.settings["authentication"], way.settings["secret"]) == ("xoauth2", box.settings["secret"])
        assert (
            kept(stage.db, lambda session: SignInClients(session).get("other")).client_id
            == "desk-of-the-shop"
        )
        assert "refresh" in next(iter(memory_keyring.kept.values()))

    qt_run(main())
