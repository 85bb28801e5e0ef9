# SPDX-License-Identifier: LicenseRef-Desk
"""Signing in: the right mechanism, once, and no secret in anything that is kept or shown."""

import asyncio
import base64

import pytest

from desk.errors import DeskError, Misconfigured, Unavailable
from desk.models.vocabulary import AttemptOutcome
from desk.services.providers import Blame
from desk.services.providers.smtp import build
from tests.services.providers.impolite import Impolite
from tests.services.providers.parcels import Gate, mail

pytestmark = pytest.mark.asyncio

SECRET = "c4nary-pässword"


def coded(text):
    return base64.b64encode(text.encode()).decode()


async def test_plain_is_preferred_and_said_at_once():
    async with Impolite() as server:
        account = build(server.settings(username="shop"), SECRET)
        await account.check()
    assert f"AUTH PLAIN {coded(chr(0) + 'shop' + chr(0) + SECRET)}" in server.commands


async def test_login_where_the_server_knows_nothing_else():
    class Login(Impolite):
        async def _answer(self, stage, reader, writer):
            if stage == "AUTH":
                for question in (b"VXNlcm5hbWU6", b"UGFzc3dvcmQ6"):
                    writer.write(b"334 " + question + b"\r\n")
                    self.commands.append((await reader.readline()).decode().rstrip())
            return await super()._answer(stage, reader, writer)

    async with Login(offer=["impolite.example", "AUTH=LOGIN CRAM-MD5"]) as server:
        account = build(server.settings(username="shop"), SECRET)
        await account.check()
    assert server.commands[1:4] == ["AUTH LOGIN", coded("shop"), coded(SECRET)]


async def test_a_token_by_xoauth2():
    async with Impolite() as server:
        account = build(server.settings(username="a@x.example", authentication="xoauth2"), SECRET)
        await account.check()
    said = base64.b64decode(server.commands[1].removeprefix("AUTH XOAUTH2 ")).decode()
    assert said == f"user=a@x.example\x01auth=Bearer {SECRET}\x01\x01"


async def test_a_refused_token_is_answered_with_an_empty_line():
    class Refusing(Impolite):
        async def _answer(self, stage, reader, writer):
            if stage == "AUTH":
                writer.write(b"334 eyJzdGF0dXMiOiI0MDEifQ==\r\n")
                self.commands.append((await reader.readline()).decode().rstrip())
            return await super()._answer(stage, reader, writer)

    async with Refusing("AUTH", "never") as server:
        account = build(server.settings(username="a@x.example", authentication="xoauth2"), SECRET)
        with pytest.raises(Misconfigured) as refused:
            await account.check()
    assert refused.value.code == "password_refused"
    assert server.commands[2] == ""


@pytest.mark.parametrize(
    ("offer", "authentication"),
    [
        (["x.example"], "password"),
        (["x.example", "AUTH CRAM-MD5"], "password"),
        (["x.example", "AUTH PLAIN"], "xoauth2"),
    ],
)
async def test_no_mechanism_in_common(offer, authentication):
    async with Impolite(offer=offer) as server:
        account = build(server.settings(username="shop", authentication=authentication), SECRET)
        with pytest.raises(Misconfigured) as refused:
            await account.check()
        receipt = await account.send(mail(), Gate())
    assert refused.value.code == "sign_in_unsupported"
    assert (receipt.outcome, receipt.blame) == (AttemptOutcome.PERMANENT, Blame.ACCOUNT)
    assert not any(line.startswith("AUTH") for line in server.commands)


@pytest.mark.parametrize(
    ("reply", "code"),
    [
        (b"454 4.7.0 Too many sign-ins\r\n", "sign_in_later"),
        (b"535 5.7.8 Wrong\r\n", "password_refused"),
        (b"534 5.7.9 Use an app password\r\n", "password_refused"),
        (b"504 5.5.4 No such mechanism\r\n", "sign_in_unsupported"),
        (b"421 4.7.0 Go away\r\n", "sign_in_later"),
    ],
)
async def test_what_a_refused_sign_in_is_called(reply, code):
    async with Impolite("AUTH", reply) as server:
        account = build(server.settings(username="shop"), SECRET)
        with pytest.raises(DeskError) as refused:
            await account.check()
    assert refused.value.code == code
    assert refused.value.details["smtp"] == reply[:9].decode()


async def test_a_wrong_password_is_tried_once_however_many_messages_wait():
    async with Impolite("AUTH", "never") as server:
        account = build(server.settings(username="shop", connections=16), "guess")
        receipts = await asyncio.gather(*(account.send(mail(delivery_id=str(n)), Gate()) for n in range(50)))
        receipts += [await account.send(mail(), Gate())]
        await account.close()
    assert {(one.outcome, one.blame, one.code) for one in receipts} == {
        (AttemptOutcome.PERMANENT, Blame.ACCOUNT, "535 5.7.8")
    }
    assert sum(line.startswith("AUTH") for line in server.commands) == 1


@pytest.mark.parametrize("stage", ["AUTH", "MAIL", "RCPT", "dot"])
async def test_a_server_that_repeats_the_password_is_not_quoted(stage, caplog):
    caplog.set_level(0)
    blob = coded(chr(0) + "shop" + chr(0) + SECRET)
    async with Impolite(stage, f"550 5.7.1 {SECRET} {blob} is wrong\r\n".encode()) as server:
        account = build(server.settings(username="shop"), SECRET)
        receipt = await account.send(mail(), Gate())
        shown = repr(receipt) + caplog.text + repr(account) + repr(vars(account)["_settings"])
        try:
            await account.check()
        except DeskError as error:
            shown += str(error) + repr(error.details)
        await account.close()
    assert SECRET not in shown
    assert blob not in shown
    assert "***" in receipt.reply


async def test_a_password_over_clear_text_goes_to_this_computer_only(monkeypatch):
    monkeypatch.setattr("desk.services.providers.smtp.wire.Wire.is_private", property(lambda _: False))
    async with Impolite() as server:
        account = build(server.settings(username="shop"), SECRET)
        with pytest.raises(Misconfigured) as refused:
            await account.check()
    assert refused.value.code == "password_needs_encryption"
    assert not any(line.startswith("AUTH") for line in server.commands)


async def test_a_banner_that_refuses_is_told_in_its_own_words():
    async with Impolite("banner", b"554 5.7.1 Your address is listed\r\n") as server:
        account = build(server.settings(), "")
        with pytest.raises(Unavailable) as refused:
            await account.check()
    assert refused.value.code == "server_refuses"
    assert refused.value.details == {
        "stage": "banner",
        "smtp": "554 5.7.1",
        "reply": "5.7.1 Your address is listed",
    }
