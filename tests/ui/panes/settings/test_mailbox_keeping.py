# SPDX-License-Identifier: LicenseRef-Desk
"""A kept mailbox is tried and mended."""

import asyncio

from PySide6.QtGui import QDesktopServices

from desk.services.inbox import MailboxSafe, TypedSecret
from desk.services.providers import BrowserSignIn, SignInClients
from desk.services.store import Secrets
from desk.ui.panes.settings.mailbox_entry import NewMailbox, Place
from tests.services.inbox.accounts.post_office import PostOffice
from tests.services.providers.impolite import Impolite
from tests.services.providers.signing.identity import Identity, browse
from tests.ui.frame import until
from tests.ui.panes.settings.mailbox_steps import (
    ADDRESS,
    SECRET,
    add_box,
    boxes,
    note,
    opened,
    save_client,
    type_in,
)


def new(office, smtp, **more):
    def place(port):
        return Place(host="127.0.0.1", port=port, security="none", username="shop")

    return NewMailbox(address=ADDRESS, incoming=place(office.port), outgoing=place(smtp.port), **more)


async def kept_box(stage, one, **typed):
    return await MailboxSafe(stage.db).create(one.mailbox, one.account, TypedSecret(**typed))


def test_both_ways_are_tried_with_what_is_kept(qt_run, stage):
    async def main():
        with PostOffice(password=SECRET) as office:
            async with Impolite() as smtp:
                box = await kept_box(stage, new(office, smtp), password=SECRET)
                async with stage.open():
                    _sheet, form = await opened(stage, box)
                    form.test.click()
                    await until(lambda: form.checks.advice is not None)
                    assert form.checks.advice.text == "Receiving and sending work."
                    assert (office.signed_in, smtp.met > 0) == (1, True)
                    type_in(form, secret="another")
                    form.test.click()
                    await until(lambda: form.checks.advice is not None and form.checks.advice.verb)
                    assert form.checks.advice.text == "The server refuses this password."
                    assert form.secret.text() == "another"

    qt_run(main())


def test_praise_is_taken_back_when_the_mailbox_fails_meanwhile(qt_run, stage):
    async def main():
        with PostOffice(password=SECRET) as office:
            async with Impolite() as smtp:
                box = await kept_box(stage, new(office, smtp), password=SECRET)
                async with stage.open():
                    _sheet, form = await opened(stage, box)
                    form.test.click()
                    await until(lambda: form.checks.advice is not None)
                    note(stage.db, box, health="ok")
                    await until(lambda: form._seen.health == "ok")
                    assert not form.checks.isHidden()
                    note(stage.db, box, health="refused", health_code="password_refused")
                    await until(lambda: form._seen.health == "refused")
                    assert form.checks.isHidden()

    qt_run(main())


def test_a_way_out_that_fails_leads_to_its_account(qt_run, stage):
    async def main():
        with PostOffice(password=SECRET) as office:
            async with Impolite("AUTH", "never") as smtp:
                box = await kept_box(stage, new(office, smtp), password=SECRET)
                async with stage.open():
                    _sheet, form = await opened(stage, box)
                    form.test.click()
                    await until(lambda: form.checks.advice is not None)
                    assert form.checks.advice.text == "The server refuses this password."

    qt_run(main())


def test_a_refused_password_is_typed_again(qt_run, stage, memory_keyring):
    box = add_box(stage.db)
    Secrets().set(box, "old")
    note(stage.db, box, health="refused", health_code="password_refused")

    async def main():
        async with stage.open():
            _sheet, form = await opened(stage, box)
            assert form.tile.state.text() == "Password refused"
            assert "it waits at the service" in form.tile.sentence.text()
            form.tile.verb.click()
            assert stage.window.focusWidget() is form.secret
            type_in(form, secret="new")
            form.save.click()
            await until(lambda: boxes(stage.db)[0].health == "unknown")
            assert memory_keyring.kept["Desk", box] == "new"

    qt_run(main())


def test_a_mailbox_that_fails_is_tried_now(qt_run, stage):
    box = add_box(stage.db)
    note(stage.db, box, health="failing", health_code="connect_timeout")

    async def main():
        async with stage.open():
            _sheet, form = await opened(stage, box)
            assert form.tile.verb.text() == "Try again"
            form.tile.verb.click()
            await until(lambda: boxes(stage.db)[0].health == "unknown")

    qt_run(main())


def test_an_ended_sign_in_is_renewed_by_browser(qt_run, stage, monkeypatch):
    tasks = []

    def visit(url):
        tasks.append(
            asyncio.get_running_loop().create_task(browse(url if isinstance(url, str) else url.toString()))
        )
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", visit)

    async def main():
        async with Identity() as identity, Impolite() as smtp:
            with PostOffice(tokens=identity.valid) as office:
                save_client(stage, identity)
                client = stage.db.read_now(lambda session: SignInClients(session).get("other"))
                tokens = await BrowserSignIn(client.client("")).run(visit)
                box = await kept_box(stage, new(office, smtp, browser="other"), tokens=tokens)
                identity.revoke()
                note(stage.db, box, health="refused", health_code="sign_in_expired")
                async with stage.open():
                    _sheet, form = await opened(stage, box)
                    assert form.form.field("secret").isHidden()
                    assert (form.tile.state.text(), form.tile.verb.text()) == ("Signed out", "Sign in again")
                    form.tile.verb.click()
                    await until(lambda: boxes(stage.db)[0].health == "unknown", 20)
                    await until(lambda: form.checks.advice is not None, 20)
                    assert form.checks.advice.text == "Receiving and sending work."
                await asyncio.gather(*tasks)

    qt_run(main())


def test_a_test_can_be_stopped(qt_run, stage):
    async def main():
        with PostOffice(mood="silence") as office:
            async with Impolite("banner", "silence") as smtp:
                box = await kept_box(stage, new(office, smtp), password=SECRET)
                async with stage.open():
                    sheet, form = await opened(stage, box)
                    form.test.click()
                    assert "127.0.0.1" in form.checks._text.text()
                    form.checks._verb.click()
                    await until(lambda: not sheet.tries.busy)
                    assert form.checks.isHidden()

    qt_run(main())
