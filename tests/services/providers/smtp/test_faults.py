# SPDX-License-Identifier: LicenseRef-Desk
"""Every stage of the conversation with every fault: the receipt is right and nothing leaves that must not."""

import pytest

from desk.models.vocabulary import AttemptOutcome
from desk.services.providers import Blame
from desk.services.providers.smtp import build
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
