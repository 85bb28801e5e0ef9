# SPDX-License-Identifier: LicenseRef-Desk
"""Every stage of the conversation with every fault: the receipt is right and nothing leaves that must not."""

import asyncio
import contextlib
import socket

import pytest

from desk.models.vocabulary import AttemptOutcome
from desk.services.providers import Blame
from desk.services.providers.smtp import build
from tests.services.providers.certificates import Authority
from tests.services.providers.impolite import OFFER, Impolite
from tests.services.providers.parcels import BODY, Gate, mail

pytestmark = pytest.mark.asyncio

ACCEPTED, TRANSIENT = AttemptOutcome.ACCEPTED, AttemptOutcome.TRANSIENT
PERMANENT, LOST = AttemptOutcome.PERMANENT, AttemptOutcome.LOST
MESSAGE, ACCOUNT = Blame.MESSAGE, Blame.ACCOUNT

BROKEN = ("garbage", "silence", "cut", "endless")
HARMLESS = ("drip", "many_lines")
FAULTS = ("later", "never", *BROKEN, *HARMLESS)
STAGES = ("banner", "EHLO", "AUTH", "MAIL", "RCPT", "DATA", "dot", "QUIT")


def expected(stage, fault):
    """Return outcome and blame by the rules of reliability, not by the code."""
    if stage == "QUIT" or fault in HARMLESS:
        return ACCEPTED, MESSAGE
    if stage == "dot":
        return {"later": TRANSIENT, "never": PERMANENT}.get(fault, LOST), MESSAGE
    if stage in ("RCPT", "DATA"):
        return {"never": PERMANENT}.get(fault, TRANSIENT), MESSAGE
    if stage == "MAIL":
        return TRANSIENT, MESSAGE if fault in BROKEN else ACCOUNT
    is_password = stage == "AUTH" and fault == "never"
    return PERMANENT if is_password else TRANSIENT, ACCOUNT


@pytest.mark.parametrize("pipelining", [True, False], ids=["pipelined", "one_by_one"])
@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("stage", STAGES)
async def test_each_stage_with_each_fault(stage, fault, pipelining):
    offer = [line for line in OFFER if pipelining or line != "PIPELINING"]
    gate = Gate()
    async with Impolite(stage, fault, offer=offer) as server:
        account = build(server.settings(username="shop"), "s3cret")
        receipt = await account.send(mail(), gate)
        await account.close()
        taken = list(server.bodies)
    outcome, blame = expected(stage, fault)
    assert (receipt.outcome, receipt.blame) == (outcome, blame)
    is_late = stage in ("dot", "QUIT") or fault in HARMLESS
    assert receipt.handed_over is is_late
    assert gate.asked == (["d1"] if is_late else [])
    assert taken == ([BODY] if is_late else [])
    assert "s3cret" not in repr(receipt)


@pytest.mark.parametrize(
    ("reply", "outcome", "blame"),
    [
        (b"421 4.3.2 Going down\r\n", TRANSIENT, ACCOUNT),
        (b"452 4.2.2 Mailbox full\r\n", TRANSIENT, MESSAGE),
        (b"550 5.1.1 No such user\r\n", PERMANENT, MESSAGE),
        (b"550 5.4.5 Daily quota exceeded\r\n", TRANSIENT, ACCOUNT),
        (b"530 5.7.0 Sign in first\r\n", PERMANENT, ACCOUNT),
        (b"553 5.1.8 Sender unknown\r\n", TRANSIENT, ACCOUNT),
        (b"550-5.7.1 One\r\n550 5.7.1 Two\r\n", PERMANENT, MESSAGE),
    ],
)
async def test_a_refused_recipient(reply, outcome, blame):
    async with Impolite("RCPT", reply) as server:
        account = build(server.settings(), "")
        receipt = await account.send(mail(), gate := Gate())
        await account.close()
    assert (receipt.outcome, receipt.blame, gate.asked) == (outcome, blame, [])
    assert receipt.code.split()[0] == reply[:3].decode()
    assert server.bodies == []


@pytest.mark.parametrize(
    ("reply", "outcome", "blame"),
    [
        (b"552 5.3.4 Too big\r\n", PERMANENT, MESSAGE),
        (b"552 Too big\r\n", PERMANENT, MESSAGE),
        (b"553 5.7.1 Not your address\r\n", TRANSIENT, ACCOUNT),
        (b"530 5.7.0 Sign in first\r\n", PERMANENT, ACCOUNT),
    ],
)
async def test_a_refused_sender(reply, outcome, blame):
    async with Impolite("MAIL", reply) as server:
        account = build(server.settings(), "")
        receipt = await account.send(mail(), Gate())
        await account.close()
    assert (receipt.outcome, receipt.blame) == (outcome, blame)


@pytest.mark.parametrize(
    "reply", [b"250-half\r\n", b"250-ok\r\n550 no\r\n", b"354 More?\r\n", b"199 What\r\n", b"25\r\n"]
)
async def test_what_is_no_answer_to_the_dot_is_a_lost_answer(reply):
    async with Impolite("dot", reply) as server:
        account = build(server.settings(), "")
        receipt = await account.send(mail(), Gate())
        await account.close()
    assert (receipt.outcome, receipt.handed_over) == (LOST, True)


@pytest.mark.parametrize("reply", [b"421 4.3.2 Bye\r\n", b"451 4.7.1 Greylisted\r\n", b"554 5.7.1 Spam\r\n"])
async def test_a_refusal_after_the_dot_is_an_answer(reply):
    async with Impolite("dot", reply) as server:
        account = build(server.settings(), "")
        receipt = await account.send(mail(), Gate())
        await account.close()
    assert receipt.outcome is (PERMANENT if reply[:1] == b"5" else TRANSIENT)
    assert receipt.handed_over
    assert receipt.code == reply[:9].decode()


async def test_a_server_that_takes_data_after_refusing_the_recipient_gets_no_dot():
    async with Impolite("RCPT", b"550 5.1.1 No\r\n", times=1) as server:
        account = build(server.settings(), "")
        first = await account.send(mail(), gate := Gate())
        second = await account.send(mail(delivery_id="d2"), gate)
        await account.close()
        assert (first.outcome, second.outcome) == (PERMANENT, ACCEPTED)
        assert gate.asked == ["d2"]
        assert (len(server.bodies), server.met) == (1, 2)


async def test_a_refusal_before_the_line_breaks_is_the_answer():
    async with Impolite("RCPT", b"550 5.1.1 No\r\n\x00\r\n") as server:
        account = build(server.settings(), "")
        receipt = await account.send(mail(), Gate())
        await account.close()
    assert (receipt.outcome, receipt.code) == (PERMANENT, "550 5.1.1")


async def test_a_reply_of_more_than_64_kib_is_cut_off_in_time():
    async with Impolite("EHLO", b"250-" + b"x" * 70_000 + b"\r\n250 ok\r\n") as server:
        account = build(server.settings(), "")
        receipt = await account.send(mail(), Gate())
        await account.close()
    assert receipt.code == "reply_too_long"
    assert len(receipt.reply) <= 500


async def test_a_long_answer_is_kept_short_and_printable():
    async with Impolite("RCPT", b"550 5.1.1 \x1b[31m" + b"no " * 400 + b"\r\n") as server:
        account = build(server.settings(), "")
        receipt = await account.send(mail(), Gate())
        await account.close()
    assert len(receipt.reply) == 500
    assert receipt.reply.isprintable()


class Hasty:
    """Answers a message before it was read, then reads the rest as if nothing had been said."""

    def __init__(self, early, *, context=None):
        self.early, self.context = early, context
        self.took_the_dot = False
        self.over = asyncio.Event()

    async def __aenter__(self):
        listener = socket.socket()
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)  # most of it has to wait at our end
        listener.bind(("127.0.0.1", 0))
        self._server = await asyncio.start_server(self._talk, sock=listener, limit=2**25, ssl=self.context)
        self.port = listener.getsockname()[1]
        return self

    async def __aexit__(self, *_):
        self._server.close()

    async def _talk(self, reader, writer):
        with contextlib.suppress(ConnectionError, asyncio.IncompleteReadError):
            writer.write(b"220 hasty\r\n")
            while (line := await reader.readline()) and not line.startswith(b"DATA"):
                writer.write(b"250-hasty\r\n250 8BITMIME\r\n" if line.startswith(b"EHLO") else b"250 Ok\r\n")
            writer.write(b"354 Go on\r\n")
            await reader.read(1)
            writer.write(self.early)
            await writer.drain()
            await asyncio.sleep(0.05)
            self.took_the_dot = b"\r\n.\r\n" in await reader.readuntil(b"\r\n.\r\n")
        self.over.set()
        writer.close()


async def early(answer, security="none", context=None):
    """Return what came of a big message whose server answers at its first byte, and whether it got the dot."""
    async with Hasty(answer, context=context) as server:
        settings = {"host": "127.0.0.1", "port": server.port, "security": security}
        account = build({**settings, "connect_s": 5, "command_s": 5, "dot_s": 5}, "")
        big = b"Subject: x\r\n\r\n" + (b"y" * 70 + b"\r\n") * 150_000
        receipt = await account.send(mail(body=big), Gate())
        await account.close()
        await asyncio.wait_for(server.over.wait(), 10)
    return receipt, server.took_the_dot


@pytest.mark.parametrize("security", ["none", "tls"])
async def test_after_an_answer_in_the_middle_of_the_body_the_dot_never_leaves(
    security, tmp_path, monkeypatch
):
    context = None
    if security == "tls":
        authority = Authority(tmp_path)
        monkeypatch.setenv("SSL_CERT_FILE", str(authority.file))
        context, _ = authority.context("127.0.0.1")
    receipt, took_the_dot = await early(b"451 4.3.0 Early\r\n", security, context)
    assert (receipt.outcome, receipt.code, receipt.handed_over) == (
        AttemptOutcome.TRANSIENT,
        "451 4.3.0",
        True,
    )
    assert not took_the_dot


async def test_a_yes_to_half_a_message_is_no_yes():
    receipt, took_the_dot = await early(b"250 2.0.0 Ok\r\n")
    assert receipt.outcome is AttemptOutcome.LOST
    assert not took_the_dot
