# SPDX-License-Identifier: LicenseRef-Desk
"""One account at an SMS service: the sandbox's, and ones that misbehave."""

import asyncio

import pytest

from desk.errors import DeskError, Misconfigured, Rejected, Unavailable
from desk.models.vocabulary import AttemptOutcome
from desk.services.providers import Blame, Found
from desk.services.providers.http_sms import build
from desk.services.sandbox import Fault, FaultKind, Faults, SmsServer
from tests.servers import free_port
from tests.services.providers.parcels import Gate, sms
from tests.services.providers.web import Web, answer

pytestmark = pytest.mark.asyncio

QUICK = {"connect_s": 0.5, "answer_s": 0.5}
SECRET = "c4nary-key"
ACCEPTED, LOST = AttemptOutcome.ACCEPTED, AttemptOutcome.LOST


class Sandboxed:
    """The sandbox's service and an account that writes to it."""

    def __init__(self, *faults):
        self.kept = []
        self._server = SmsServer(self._keep, self._knows, Faults(faults))

    async def _keep(self, message):
        self.kept.append(message)

    async def _knows(self, reference):
        return reference in {message.reference for message in self.kept}

    async def __aenter__(self):
        await self._server.start()
        url = self._server.url
        self.account = build({"url": url, "look_up_url": url + "/{reference}", "proof": "none", **QUICK}, "")
        return self

    async def __aexit__(self, *_):
        await self.account.close()
        await self._server.stop()
        self._server.close()


async def test_a_text_arrives_and_can_be_looked_up():
    async with Sandboxed() as world:
        assert await world.account.look_up("ref-1") is Found.NEVER_ARRIVED
        receipt = await world.account.send(sms(), gate := Gate())
        assert await world.account.look_up("ref-1") is Found.ARRIVED
        await world.account.check()
    assert (receipt.outcome, receipt.code, receipt.handed_over) == (ACCEPTED, "201", True)
    assert receipt.reference
    assert gate.asked == ["d1"]
    (kept,) = world.kept
    assert kept.raw.decode() == "Votre vélo est prêt : 12,50 €"
    assert (kept.sender, kept.recipient, kept.reference) == ("ATELIER", "+33612345678", "ref-1")


async def test_a_withdrawn_text_never_arrives():
    async with Sandboxed() as world:
        receipt = await world.account.send(sms(), Gate(is_open=False))
        assert (receipt.outcome, receipt.handed_over) == (None, False)
        assert (await world.account.send(sms(), Gate())).outcome is ACCEPTED
    assert len(world.kept) == 1


async def test_many_at_once():
    async with Sandboxed() as world:
        sends = [world.account.send(sms(delivery_id=str(n), reference=f"r{n}"), Gate()) for n in range(60)]
        receipts = await asyncio.gather(*sends)
        assert world.account.concurrency == 4
    assert {receipt.outcome for receipt in receipts} == {ACCEPTED}
    assert len({message.reference for message in world.kept}) == 60


@pytest.mark.parametrize(
    ("fault", "outcome", "arrived"),
    [
        (FaultKind.LATER, AttemptOutcome.TRANSIENT, 0),
        (FaultKind.REFUSE, AttemptOutcome.PERMANENT, 0),
        (FaultKind.CUT, LOST, 0),
        (FaultKind.LOST_ANSWER, LOST, 1),
        (FaultKind.STALL, LOST, 0),
        (FaultKind.GARBAGE, LOST, 0),
        (FaultKind.SLOW, ACCEPTED, 1),
    ],
)
async def test_the_faults_of_the_sandbox(fault, outcome, arrived):
    one = Fault(kind=fault, address="+33612345678", times=1, delay_s=0.05)
    async with Sandboxed(one) as world:
        receipt = await world.account.send(sms(), Gate())
        assert (receipt.outcome, len(world.kept)) == (outcome, arrived)
        assert (receipt.handed_over, receipt.blame) == (True, Blame.MESSAGE)
        looked_up = await world.account.look_up("ref-1")
        assert looked_up is (Found.ARRIVED if arrived else Found.NEVER_ARRIVED)
        assert (await world.account.send(sms(delivery_id="d2"), Gate())).outcome is ACCEPTED


async def test_a_service_that_is_not_there():
    account = build({"url": f"http://127.0.0.1:{free_port()}/", **QUICK}, SECRET)
    receipt = await account.send(sms(), gate := Gate())
    assert (receipt.outcome, receipt.blame) == (AttemptOutcome.TRANSIENT, Blame.ACCOUNT)
    assert (receipt.code, receipt.handed_over, gate.asked) == ("connection_refused", False, [])
    assert await account.look_up("ref-1") is Found.UNKNOWN
    with pytest.raises(Unavailable):
        await account.check()
    await account.close()


@pytest.mark.parametrize("reply", ["silence", "cut", b"garbage\r\n\r\n", answer(502)])
async def test_a_lost_answer(reply):
    async with Web(reply) as web:
        account = build({"url": web.url, **QUICK}, SECRET)
        receipt = await account.send(sms(), Gate())
        await account.close()
    assert (receipt.outcome, receipt.handed_over, receipt.blame) == (LOST, True, Blame.MESSAGE)


async def test_a_service_that_hangs_up_on_the_headers_may_not_have_the_text():
    async with Web("deaf") as web:
        account = build({"url": web.url, **QUICK}, SECRET)
        receipt = await account.send(sms(), gate := Gate())
        await account.close()
    assert receipt.outcome in {LOST, AttemptOutcome.TRANSIENT}
    assert (receipt.outcome is LOST) == bool(gate.asked)
    assert web.bodies == []


async def test_a_service_that_repeats_the_key_is_not_quoted(caplog):
    caplog.set_level(0)
    async with Web(answer(400, {"error": f"bad key {SECRET}"})) as web:
        account = build({"url": web.url, **QUICK}, SECRET)
        receipt = await account.send(sms(), Gate())
        shown = repr(receipt) + repr(account) + caplog.text
        web.reply = answer(401, {"error": f"bad key {SECRET}"})
        with pytest.raises(Misconfigured) as refused:
            await account.check()
        await account.close()
    assert SECRET not in shown + str(refused.value) + repr(refused.value.details)
    assert "***" in receipt.reply
    assert f"Bearer {SECRET}".encode() in web.heard


async def test_a_key_with_a_line_end_is_not_sent():
    async with Web() as web:
        account = build({"url": web.url, **QUICK}, "key\r\nX-Evil: 1")
        receipt = await account.send(sms(), gate := Gate())
        with pytest.raises(Misconfigured):
            await account.check()
        await account.close()
    assert (receipt.blame, gate.asked) == (Blame.ACCOUNT, [])
    assert b"Evil" not in web.heard


async def test_a_body_that_is_no_text():
    async with Web() as web:
        account = build({"url": web.url, **QUICK}, "")
        receipt = await account.send(sms(body=b"\xff\xfe"), gate := Gate())
        await account.close()
    assert (receipt.outcome, receipt.code, gate.asked) == (AttemptOutcome.PERMANENT, "body_not_text", [])


async def test_an_address_that_cannot_be_written():
    async with Web() as web:
        account = build({"url": web.url, **QUICK}, "")
        receipt = await account.send(sms(recipient_address="\ud800"), gate := Gate())
        await account.close()
    assert (receipt.outcome, gate.asked) == (AttemptOutcome.PERMANENT, [])


@pytest.mark.parametrize(
    ("status", "check_url", "error"),
    [
        (200, "", None),
        (405, "", None),
        (501, "", None),
        (401, "", Misconfigured),
        (404, "", Rejected),
        (500, "", Unavailable),
        (200, "balance", None),
        (403, "balance", Misconfigured),
        (400, "balance", Rejected),
        (302, "balance", Rejected),
    ],
)
async def test_what_a_check_finds(status, check_url, error):
    async with Web(answer(status)) as web:
        url = web.url.replace("/messages", f"/{check_url}") if check_url else ""
        account = build({"url": web.url, "check_url": url, **QUICK}, SECRET)
        found = None
        try:
            await account.check()
        except DeskError as caught:
            found = type(caught)
        await account.close()
    assert found is error
    assert web.heads[0].split()[0] == ("GET" if check_url else "HEAD")
    assert web.bodies == [b""]


async def test_without_a_look_up_nobody_knows():
    assert await build({"url": "https://x.example/"}, "").look_up("ref-1") is Found.UNKNOWN


async def test_a_cancelled_send_is_cancelled():
    async with Web() as web:
        account = build({"url": web.url, **QUICK}, "")

        async def never(_delivery_id):
            await asyncio.Event().wait()

        sending = asyncio.create_task(account.send(sms(), never))
        await asyncio.sleep(0.05)
        sending.cancel()
        with pytest.raises(asyncio.CancelledError):
            await sending
        assert (await account.send(sms(), Gate())).outcome is ACCEPTED
        await account.close()
    assert len(web.bodies) == 1
