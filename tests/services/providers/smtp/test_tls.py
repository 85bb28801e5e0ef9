# SPDX-License-Identifier: LicenseRef-Desk
"""Certificates and encryption: whatever is wrong, no byte of a password leaves."""

import asyncio
import base64
import contextlib

import pytest

from desk.errors import Misconfigured, Unavailable
from desk.models.vocabulary import AttemptOutcome
from desk.services.providers import Blame
from desk.services.providers.smtp import build
from tests.services.providers.certificates import Authority
from tests.services.providers.impolite import OFFER, Impolite
from tests.services.providers.parcels import BODY, Gate, mail

pytestmark = pytest.mark.asyncio

SECRET = "c4nary-password"
STARTTLS = ["impolite.example", "STARTTLS", *OFFER[1:]]


@pytest.fixture
def authority(tmp_path, monkeypatch):
    """An authority that this computer trusts."""
    made = Authority(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(made.file))
    return made


class Tls:
    """A server that speaks TLS from the first byte, and SMTP inside."""

    def __init__(self, context, inner):
        self._context = context
        self._inner = inner

    async def __aenter__(self):
        self._server = await asyncio.start_server(self._talk, "127.0.0.1", 0, ssl=self._context)
        self._inner.port = self._server.sockets[0].getsockname()[1]
        return self._inner

    async def __aexit__(self, *_):
        self._server.close()
        for writer in list(self._inner._writers):
            writer.transport.abort()

    async def _talk(self, reader, writer):
        with contextlib.suppress(ConnectionError):
            await self._inner._talk(reader, writer)


def serving(security, context, **more):
    server = Impolite(context=context, offer=STARTTLS if security == "starttls" else OFFER, **more)
    return server if security == "starttls" else Tls(context, server)


def no_secret_in(server):
    heard = bytes(server.heard)
    words = [SECRET.encode(), base64.b64encode(SECRET.encode()), b"AUTH"]
    words.append(base64.b64encode(f"\0shop\0{SECRET}".encode()))
    return not any(word in heard for word in words)


@pytest.mark.parametrize("security", ["tls", "starttls"])
async def test_a_trusted_server_is_written_to(authority, security):
    context, _ = authority.context("127.0.0.1")
    async with serving(security, context) as server:
        account = build(server.settings(security=security, username="shop"), SECRET)
        await account.check()
        receipt = await account.send(mail(), Gate())
        await account.close()
    assert receipt.outcome is AttemptOutcome.ACCEPTED
    assert server.bodies == [BODY]


WRONG = {
    "wrong_name": {"name": "other.example"},
    "expired": {"name": "127.0.0.1", "valid_days": (-9, -2)},
    "not_yet_valid": {"name": "127.0.0.1", "valid_days": (2, 9)},
    "self_signed": {"name": "127.0.0.1", "self_signed": True},
}


@pytest.mark.parametrize("security", ["tls", "starttls"])
@pytest.mark.parametrize("reason", WRONG)
async def test_a_certificate_that_is_not_right_is_refused(authority, security, reason):
    context, fingerprint = authority.context(**WRONG[reason])
    async with serving(security, context) as server:
        account = build(server.settings(security=security, username="shop"), SECRET)
        with pytest.raises(Misconfigured) as refused:
            await account.check()
        receipt = await account.send(mail(), gate := Gate())
        await account.close()
    assert refused.value.code == "certificate_refused"
    assert refused.value.details == {
        "reason": reason,
        "expected": "127.0.0.1",
        "name": WRONG[reason]["name"],
        "fingerprint": fingerprint,
    }
    assert (receipt.outcome, receipt.blame) == (AttemptOutcome.TRANSIENT, Blame.ACCOUNT)
    assert (receipt.code, gate.asked) == ("certificate_refused", [])
    assert no_secret_in(server)


async def test_an_authority_that_is_not_known_is_refused(tmp_path):
    (tmp_path / "stranger").mkdir()
    context, _ = Authority(tmp_path / "stranger").context("127.0.0.1")
    async with serving("tls", context) as server:
        account = build(server.settings(security="tls", username="shop"), SECRET)
        with pytest.raises(Misconfigured) as refused:
            await account.check()
    assert refused.value.details["reason"] == "unknown_authority"
    assert no_secret_in(server)


@pytest.mark.parametrize("security", ["tls", "starttls"])
async def test_a_pinned_certificate_is_trusted_and_no_other(authority, security):
    context, fingerprint = authority.context("nas.local", self_signed=True)
    colons = ":".join(fingerprint[place : place + 2] for place in range(0, 64, 2)).upper()
    async with serving(security, context) as server:
        pinned = server.settings(security=security, username="shop", pinned_certificate=colons)
        account = build(pinned, SECRET)
        assert (await account.send(mail(), Gate())).outcome is AttemptOutcome.ACCEPTED
        await account.close()
    other, seen = authority.context("127.0.0.1")
    async with serving(security, other) as server:
        account = build({**pinned, "port": server.port}, SECRET)
        with pytest.raises(Misconfigured) as refused:
            await account.check()
        assert refused.value.details["reason"] == "other_than_pinned"
        assert refused.value.details["fingerprint"] == seen
        assert no_secret_in(server)


async def test_a_server_that_hides_starttls_gets_nothing():
    async with Impolite(offer=OFFER) as server:
        account = build(server.settings(security="starttls", username="shop"), SECRET)
        with pytest.raises(Misconfigured) as refused:
            await account.check()
        receipt = await account.send(mail(), gate := Gate())
    assert refused.value.code == "starttls_missing"
    assert (receipt.outcome, receipt.blame, gate.asked) == (AttemptOutcome.TRANSIENT, Blame.ACCOUNT, [])
    assert no_secret_in(server)
    assert not any(command.startswith("MAIL") for command in server.commands)


@pytest.mark.parametrize(
    "injected",
    [
        b"220 2.0.0 Ready\r\n250-evil\r\n250 AUTH PLAIN\r\n",
        b"220 2.0.0 Ready\r\n250 ok",
        b"220 2.0.0 Ready\r\n\r\n",
    ],
)
async def test_clear_text_after_starttls_is_an_intruder(authority, injected):
    context, _ = authority.context("127.0.0.1")
    async with Impolite("STARTTLS", injected, offer=STARTTLS, context=context) as server:
        account = build(server.settings(security="starttls", username="shop"), SECRET)
        with pytest.raises(Unavailable) as refused:
            await account.check()
        receipt = await account.send(mail(), gate := Gate())
    assert refused.value.code in {"plaintext_injected", "garbled"}
    assert (receipt.outcome, gate.asked) == (AttemptOutcome.TRANSIENT, [])
    assert no_secret_in(server)


@pytest.mark.parametrize("security", ["tls", "starttls"])
async def test_a_server_that_speaks_no_tls_gets_nothing(security):
    async with Impolite(offer=STARTTLS) as server:
        account = build(server.settings(security=security, username="shop"), SECRET)
        server.context = None
        with pytest.raises(Unavailable) as refused:
            await account.check()
    assert refused.value.code in {"tls_failed", "connection_lost", "timeout", "plaintext_injected"}
    assert no_secret_in(server)
