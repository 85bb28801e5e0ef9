# SPDX-License-Identifier: LicenseRef-Desk
"""Adding an address, with real widgets and real servers on this computer."""

import keyring
import pytest
from keyring.backends import fail
from PySide6.QtWidgets import QApplication

from desk.services.store import Secrets, keep_secrets_in, strongbox
from desk.ui.passphrase import PassphraseDialog
from tests.servers import free_port
from tests.services.inbox.accounts.post_office import PostOffice
from tests.services.providers.impolite import Impolite
from tests.ui.frame import until
from tests.ui.panes.settings.account_steps import accounts, nothing_betrayed
from tests.ui.panes.settings.mailbox_steps import ADDRESS, SECRET, boxes, candidate, found, shown, type_in


def test_an_address_is_added_and_both_ways_are_kept(
    qt_run, stage, monkeypatch, memory_keyring, tmp_path, caplog
):
    caplog.set_level(0)

    async def main():
        with PostOffice(password=SECRET) as office:
            async with stage.open(), Impolite() as smtp:
                sheet, form = await found(stage, monkeypatch, candidate(office.port, smtp.port))
                assert shown(form) == ["secret", "sender_name", "reader", "backfill"]
                assert (form.save.text(), form.found.badge.text()) == ("Test and add", "Atelier mail")
                form.save.click()
                assert form.form.field("secret").problem()
                type_in(form, secret=SECRET, backfill="30")
                form.save.click()
                await until(lambda: boxes(stage.db))
                await until(lambda: sheet.shown in sheet.forms and sheet.shown)
            (box,), (way,) = boxes(stage.db), accounts(stage.db)
            assert (box.address, box.backfill_days, box.provider_id) == (ADDRESS, 30, way.id)
            assert (way.sender_address, way.sender_name) == (ADDRESS, "Atelier Lyon")
            assert (box.settings["port"], way.settings["port"]) == (office.port, smtp.port)
            assert list(memory_keyring.kept.values()) == [SECRET]
            assert stage.said() == ["The mailbox is added: mail arrives, and answers can leave."]

    qt_run(main())
    nothing_betrayed(stage, caplog, tmp_path)


def test_a_way_out_that_is_blocked_offers_the_other_port(qt_run, stage, monkeypatch):
    async def main():
        with PostOffice(password=SECRET) as office:
            async with stage.open():
                _sheet, form = await found(stage, monkeypatch, candidate(office.port, free_port()))
                type_in(form, secret=SECRET, **{"outgoing.port": free_port()})
                form.save.click()
                await until(lambda: form.checks.advice is not None)
                assert form.checks.advice.verb == "Try 465"
                form.checks._verb.click()
                assert (form.outgoing.place().port, form.outgoing.place().security) == (465, "tls")
                await until(lambda: form.checks.advice is not None)
                assert not form.anyway.isHidden()
                form.anyway.click()
                await until(lambda: boxes(stage.db))

    qt_run(main())


def test_a_wrong_password_says_so_once_and_what_was_typed_stays(qt_run, stage, monkeypatch):
    async def main():
        with PostOffice(password="another") as office:
            async with stage.open(), Impolite() as smtp:
                _sheet, form = await found(stage, monkeypatch, candidate(office.port, smtp.port))
                type_in(form, secret=SECRET)
                form.save.click()
                await until(lambda: form.checks.advice is not None)
                assert form.checks.advice.text == "The server refuses this password."
                states = [item.state for item in form.found.ways.items()]
                assert states == ["danger", "ok"]
                form.checks._verb.click()
                assert stage.window.focusWidget() is form.secret
                assert (form.secret.text(), boxes(stage.db)) == (SECRET, ())

    qt_run(main())


async def asked():
    await until(lambda: [one for one in QApplication.topLevelWidgets() if is_asking(one)])
    return next(one for one in QApplication.topLevelWidgets() if is_asking(one))


def is_asking(widget):
    return isinstance(widget, PassphraseDialog) and widget.isVisible()


@pytest.mark.parametrize("is_new", [True, False])
def test_without_a_passphrase_nothing_is_added_and_it_says_so(qt_run, stage, monkeypatch, tmp_path, is_new):
    monkeypatch.setattr(strongbox, "COST", 2)
    keyring.set_keyring(fail.Keyring())
    keep_secrets_in(tmp_path)
    words = "four c4nary words"
    if not is_new:
        Secrets().unlock(words)
        keep_secrets_in(None)
        keep_secrets_in(tmp_path)

    async def main():
        with PostOffice(password=SECRET) as office:
            async with stage.open(), Impolite() as smtp:
                _sheet, form = await found(stage, monkeypatch, candidate(office.port, smtp.port))
                assert "key store" not in form.found._safe.text()
                type_in(form, secret=SECRET)
                form.save.click()
                (await asked()).later.click()
                await until(lambda: not form.bar.isHidden())
                said, verb = form.bar._text.text(), form.bar._verb.text()
                assert said.startswith("The mailbox is not added yet.")
                assert "wait" not in said  # no account is there yet that could
                assert verb == ("Choose it…" if is_new else "Unlock…")
                assert form.checks.isHidden()  # nothing green over it
                met = office.signed_in
                form.bar._verb.click()
                dialog = await asked()
                dialog.first.set_value(words)
                dialog.second.set_value(words)
                dialog.go.click()
                await until(lambda: boxes(stage.db))
                assert office.signed_in == met  # both ways were tried already

    qt_run(main())


def test_what_was_typed_since_is_tried_before_it_is_added(qt_run, stage, monkeypatch, tmp_path):
    monkeypatch.setattr(strongbox, "COST", 2)
    keyring.set_keyring(fail.Keyring())
    keep_secrets_in(tmp_path)

    async def main():
        with PostOffice(password=SECRET) as office:
            async with stage.open(), Impolite() as smtp:
                _sheet, form = await found(stage, monkeypatch, candidate(office.port, smtp.port))
                type_in(form, secret=SECRET)
                form.save.click()
                (await asked()).later.click()
                await until(lambda: not form.bar.isHidden())
                form.secret.setText("another")
                form.bar._verb.click()
                await until(lambda: form.checks.advice is not None and form.checks.advice.verb)
                assert form.checks.advice.text == "The server refuses this password."

    qt_run(main())
