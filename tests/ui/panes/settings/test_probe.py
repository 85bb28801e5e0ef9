# SPDX-License-Identifier: LicenseRef-Desk
"""An account is tried as it is typed: each result, and nothing betrayed."""

import asyncio
import contextlib
import logging
import socket

from tests.services.providers.certificates import Authority
from tests.services.providers.impolite import Impolite
from tests.ui.frame import until
from tests.ui.panes.settings.account_steps import (
    MAIL,
    SECRET,
    SMS,
    accounts,
    begun,
    nothing_betrayed,
    put,
    tried,
)


def test_a_refused_password_is_said_and_nothing_typed_is_lost(qt_run, stage, caplog, tmp_path):
    caplog.set_level(logging.DEBUG)

    async def main():
        async with stage.open(), Impolite("AUTH", b"535 5.7.8 Wrong password\r\n") as server:
            sheet, form = await tried(stage, server)
            assert form.checks.advice.text == "The server refuses this password."
            assert "535" in form.checks.advice.details
            assert SECRET not in form.checks.advice.details
            before = form.form.values()
            form.checks._verb.click()
            assert form.form.values() == before
            assert form.secret.hasSelectedText()
            sheet.open(SMS)
            sheet.open(MAIL)
            assert sheet.forms[MAIL].form.values() == before
            assert accounts(stage.db) == ()
        nothing_betrayed(stage, caplog, tmp_path)

    qt_run(main())


def test_a_server_that_takes_the_password_is_said_to_work(qt_run, stage):
    async def main():
        async with stage.open(), Impolite() as server:
            _sheet, form = await tried(stage, server)
            assert form.checks.advice.text == "Sending works: the server accepts this account."

    qt_run(main())


def test_an_unknown_host_leads_to_its_field(qt_run, stage, monkeypatch):
    def unknown(*_asked, **_more):
        raise socket.gaierror(socket.EAI_NONAME, "not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)

    async def main():
        async with stage.open():
            _sheet, form = await begun(stage)
            put(
                form,
                sender_address="contact@x.fr",
                secret=SECRET,
                username="shop",
                host="smtp.nowhere.invalid",
            )
            form.test.click()
            await until(lambda: form.checks.advice is not None)
            assert form.checks.advice.text == "The server smtp.nowhere.invalid cannot be found."
            form.checks._verb.click()
            assert form.form.field("settings.host").editor.selectedText() == "smtp.nowhere.invalid"
            assert form.secret.text() == SECRET

    qt_run(main())


async def quietly(inner, reader, writer):
    with contextlib.suppress(ConnectionError):
        await inner._talk(reader, writer)


def test_a_certificate_of_another_name_offers_that_name(qt_run, stage, tmp_path, monkeypatch):
    authority = Authority(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(authority.file))
    context, _fingerprint = authority.context("mail.other.example")

    async def main():
        inner = Impolite()
        server = await asyncio.start_server(lambda r, w: quietly(inner, r, w), "127.0.0.1", 0, ssl=context)
        async with stage.open(), server:
            inner.port = server.sockets[0].getsockname()[1]
            _sheet, form = await tried(stage, inner, security="tls")
            assert form.checks.advice.verb == "Use mail.other.example"
            assert not any("AUTH" in command for command in inner.commands)
            assert form.secret.text() == SECRET

    qt_run(main())


def test_a_test_can_be_stopped(qt_run, stage):
    async def main():
        async with stage.open(), Impolite("banner", "silence") as server:
            sheet, form = await begun(stage)
            put(form, sender_address="contact@x.fr", secret=SECRET, username="shop", host="127.0.0.1")
            put(form, port=server.port, security="none")
            form.test.click()
            await until(lambda: server.met)
            form.test.click()  # is not asked twice
            assert sheet.model.state.checking == MAIL
            form.checks._verb.click()
            await until(lambda: sheet.model.state.checking is None)
            assert form.checks.isHidden()

    qt_run(main())
