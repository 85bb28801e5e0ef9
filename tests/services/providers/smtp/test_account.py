# SPDX-License-Identifier: LicenseRef-Desk
"""One account and ordinary servers: the sandbox, a polite foreign one, Postfix."""

import asyncio
import email

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult

from desk.errors import Misconfigured, Unavailable
from desk.models.vocabulary import AttemptOutcome
from desk.services.providers import Blame, Found
from desk.services.providers.smtp import build
from desk.services.sandbox import Fault, FaultKind, Faults, SmtpServer
from tests.servers import free_port
from tests.services.providers.impolite import Impolite
from tests.services.providers.parcels import BODY, Gate, mail

pytestmark = pytest.mark.asyncio

ACCEPTED = AttemptOutcome.ACCEPTED


class Sandboxed:
    """The sandbox's server and an account that writes to it."""

    def __init__(self, *faults, **settings):
        self.kept = []
        self._server = SmtpServer(self._keep, Faults(faults))
        self._settings = settings

    async def _keep(self, message):
        self.kept.append(message)

    async def __aenter__(self):
        await self._server.start()
        where = {"host": "127.0.0.1", "port": self._server.port, "security": "none"}
        self.account = build({**where, "dot_s": 0.3, "command_s": 2, **self._settings}, "")
        return self

    async def __aexit__(self, *_):
        await self.account.close()
        await self._server.stop()
        self._server.close()


async def test_a_message_arrives_as_it_is():
    async with Sandboxed() as world:
        receipt = await world.account.send(mail(), gate := Gate())
    assert (receipt.outcome, receipt.code, receipt.handed_over) == (ACCEPTED, "250 2.0.0", True)
    assert gate.asked == ["d1"]
    (kept,) = world.kept
    assert kept.raw == BODY
    assert (kept.sender, kept.recipient) == ("atelier@desk.example", "anna@kunde.example")
    assert (kept.reference, kept.subject) == ("m1@desk.example", "Bonjour")


async def test_a_withdrawn_message_never_arrives_and_the_next_one_does():
    async with Sandboxed() as world:
        shut = await world.account.send(mail(), Gate(is_open=False))
        assert (shut.outcome, shut.handed_over) == (None, False)
        assert (await world.account.send(mail(delivery_id="d2"), Gate())).outcome is ACCEPTED
    assert len(world.kept) == 1


async def test_the_body_waits_for_the_hand_over():
    async with Impolite() as server:
        account = build(server.settings(), "")
        gate = Gate(look=lambda: (bytes(server.heard), list(server.bodies)))
        await account.send(mail(), gate)
        await account.close()
    ((heard, bodies),) = gate.seen
    assert heard.endswith(b"DATA\r\n")
    assert bodies == []
    assert server.bodies == [BODY]


async def test_a_server_that_hangs_up_during_the_hand_over_got_nothing():
    async with Impolite() as server:
        account = build(server.settings(), "")

        async def hand_over(_delivery_id):
            for writer in server._writers:
                writer.transport.abort()
            await asyncio.sleep(0.05)
            return True

        receipt = await account.send(mail(), hand_over)
        await account.close()
    assert (receipt.outcome, receipt.handed_over) == (AttemptOutcome.TRANSIENT, True)
    assert server.bodies == []


async def test_a_cancelled_send_leaves_no_dot_and_no_half_connection():
    async with Impolite() as server:
        account = build(server.settings(), "")
        asked = asyncio.Event()

        async def never(_delivery_id):
            asked.set()
            await asyncio.Event().wait()

        sending = asyncio.create_task(account.send(mail(), never))
        await asked.wait()
        sending.cancel()
        with pytest.raises(asyncio.CancelledError):
            await sending
        assert (await account.send(mail(delivery_id="d2"), Gate())).outcome is ACCEPTED
        await account.close()
    assert (len(server.bodies), server.met) == (1, 2)


async def test_one_connection_serves_many_messages():
    async with Impolite() as server:
        account = build(server.settings(), "")
        for number in range(20):
            assert (await account.send(mail(delivery_id=str(number)), Gate())).outcome is ACCEPTED
        await account.close()
        await asyncio.sleep(0.05)
    assert (len(server.bodies), server.met) == (20, 1)
    assert server.commands[-1] == "QUIT"


async def test_many_at_once_share_the_connections_and_all_arrive():
    async with Sandboxed(connections=8) as world:
        gate = Gate()
        sends = [world.account.send(mail(delivery_id=str(n)), gate) for n in range(200)]
        receipts = await asyncio.gather(*sends)
    assert {receipt.outcome for receipt in receipts} == {ACCEPTED}
    assert sorted(gate.asked) == sorted(str(n) for n in range(200))
    assert len(world.kept) == 200


async def test_after_a_refusal_the_connection_goes_on():
    fault = Fault(kind=FaultKind.REFUSE, address="gone@kunde.example")
    async with Sandboxed(fault, connections=1) as world:
        refused = await world.account.send(mail(recipient_address="gone@kunde.example"), Gate())
        accepted = await world.account.send(mail(), Gate())
    assert (refused.outcome, refused.code) == (AttemptOutcome.PERMANENT, "550 5.1.1")
    assert accepted.outcome is ACCEPTED
    assert [kept.recipient for kept in world.kept] == ["anna@kunde.example"]


@pytest.mark.parametrize("pipelining", [True, False])
async def test_a_refused_message_is_reset_before_the_next(pipelining):
    offer = ["impolite.example", "PIPELINING"] if pipelining else ["impolite.example"]
    refusal = b"550 5.1.1 No\r\n"
    async with Impolite("RCPT", refusal, times=1, offer=offer) as server:
        account = build(server.settings(), "")
        await account.send(mail(), Gate())
        await account.send(mail(delivery_id="d2"), Gate())
        await account.close()
    if not pipelining:
        assert "RSET" in server.commands
        assert server.met == 1
    assert server.bodies == [BODY]


@pytest.mark.parametrize("how", ["cut", "421"])
async def test_a_connection_that_died_while_idle_is_replaced_without_a_word(how):
    async with Impolite() as server:
        account = build(server.settings(), "")
        await account.send(mail(), Gate())
        if how == "cut":
            for writer in list(server._writers):
                writer.transport.abort()
        else:
            server.stage, server.fault, server.times = "MAIL", b"421 4.4.2 Too long idle\r\n", 1
        receipt = await account.send(mail(delivery_id="d2"), gate := Gate())
        await account.close()
    assert (receipt.outcome, gate.asked) == (ACCEPTED, ["d2"])
    assert server.met == 2


async def test_an_idle_connection_is_closed():
    async with Impolite() as server:
        account = build(server.settings(idle_s=0.05), "")
        await account.send(mail(), Gate())
        await asyncio.sleep(0.3)
        assert server.open == 0
        assert server.commands[-1] == "QUIT"
        await account.close()


@pytest.mark.parametrize(
    ("fault", "outcome", "arrived"),
    [
        (FaultKind.LATER, AttemptOutcome.TRANSIENT, 0),
        (FaultKind.REFUSE, AttemptOutcome.PERMANENT, 0),
        (FaultKind.CUT, AttemptOutcome.LOST, 0),
        (FaultKind.LOST_ANSWER, AttemptOutcome.LOST, 1),
        (FaultKind.STALL, AttemptOutcome.LOST, 0),
        (FaultKind.GARBAGE, AttemptOutcome.LOST, 0),
        (FaultKind.SLOW, ACCEPTED, 1),
    ],
)
async def test_the_faults_of_the_sandbox(fault, outcome, arrived):
    async with Sandboxed(Fault(kind=fault, times=1, delay_s=0.05)) as world:
        receipt = await world.account.send(mail(), Gate())
        assert (receipt.outcome, len(world.kept)) == (outcome, arrived)
        again = await world.account.send(mail(delivery_id="d2"), Gate())
    assert again.outcome is ACCEPTED


async def test_a_server_that_is_not_there():
    account = build({"host": "127.0.0.1", "port": free_port(), "security": "none"}, "")
    receipt = await account.send(mail(), gate := Gate())
    assert (receipt.outcome, receipt.blame) == (AttemptOutcome.TRANSIENT, Blame.ACCOUNT)
    assert (receipt.code, gate.asked) == ("connection_refused", [])
    with pytest.raises(Unavailable):
        await account.check()


async def test_smtp_cannot_look_up():
    account = build({"host": "127.0.0.1"}, "")
    assert await account.look_up("m1@desk.example") is Found.UNKNOWN


async def test_a_closed_account_sends_nothing_more():
    async with Sandboxed() as world:
        await world.account.close()
        receipt = await world.account.send(mail(), gate := Gate())
    assert (receipt.outcome, receipt.blame) == (AttemptOutcome.TRANSIENT, Blame.ACCOUNT)
    assert (gate.asked, world.kept) == ([], [])


class Polite:
    """aiosmtpd, which somebody else wrote; signs in with shop/s3cret when asked to."""

    def __init__(self, *, signs_in):
        self.bodies = []
        self.senders = []
        more = {"authenticator": self._authenticate, "auth_required": True, "auth_require_tls": False}
        self._controller = Controller(
            self, hostname="127.0.0.1", port=free_port(), enable_SMTPUTF8=True, **(more if signs_in else {})
        )

    def __enter__(self):
        self._controller.start()
        self.where = {"host": "127.0.0.1", "port": self._controller.port, "security": "none"}
        return self

    def __exit__(self, *_):
        self._controller.stop()

    def _authenticate(self, _server, _session, _envelope, _mechanism, data):
        return AuthResult(success=(data.login, data.password) == (b"shop", b"s3cret"), handled=False)

    async def handle_DATA(self, _server, _session, envelope):  # noqa: N802 - aiosmtpd's word
        self.bodies.append(envelope.original_content)
        self.senders.append(envelope.mail_from)
        return "250 2.0.0 Ok"


async def test_a_polite_foreign_server():
    with Polite(signs_in=False) as server:
        account = build(server.where, "")
        receipts = [await account.send(mail(delivery_id=str(n)), Gate()) for n in range(3)]
        await account.close()
    assert {receipt.outcome for receipt in receipts} == {ACCEPTED}
    assert server.bodies == [BODY] * 3


@pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS")
async def test_a_polite_foreign_server_that_wants_a_password():
    with Polite(signs_in=True) as server:
        right = build({**server.where, "username": "shop"}, "s3cret")
        await right.check()
        assert (await right.send(mail(), Gate())).outcome is ACCEPTED
        await right.close()
        wrong = build({**server.where, "username": "shop"}, "guess")
        with pytest.raises(Misconfigured) as refused:
            await wrong.check()
        assert refused.value.code == "password_refused"
        receipt = await wrong.send(mail(), Gate())
        assert (receipt.outcome, receipt.blame) == (AttemptOutcome.PERMANENT, Blame.ACCOUNT)
        nobody = build(server.where, "")
        receipt = await nobody.send(mail(), Gate())
        assert (receipt.outcome, receipt.blame) == (AttemptOutcome.PERMANENT, Blame.ACCOUNT)
        assert receipt.code.startswith("530")
        await nobody.close()


async def test_through_postfix(postfix):
    account = build({"host": postfix.host, "port": postfix.port, "security": "none"}, "")
    bodies = [
        b"From: a@desk.example\r\nSubject: n%d\r\nMessage-ID: <n%d@desk>\r\n\r\n" % (n, n) for n in range(40)
    ]
    sends = [
        account.send(
            mail(delivery_id=str(n), body=body + b".\r\n..\r\nend\r\n", is_reply_of_machine=n == 0),
            Gate(),
        )
        for n, body in enumerate(bodies)
    ]
    receipts = await asyncio.gather(*sends)
    await account.close()
    assert {receipt.outcome for receipt in receipts} == {ACCEPTED}
    assert all(receipt.reference for receipt in receipts)
    messages = await asyncio.to_thread(postfix.wait_for, 40)
    found = [email.message_from_bytes(bytes(message)) for message in messages]
    assert sorted(one["Message-ID"] for one in found) == sorted(f"<n{n}@desk>" for n in range(40))
    assert {one.get_payload() for one in found} == {".\n..\nend\n"}
    paths = {one["Message-ID"]: one["Return-Path"] for one in found}
    assert [name for name, path in paths.items() if path == "<>"] == ["<n0@desk>"]
    assert set(paths.values()) == {"<>", "<atelier@desk.example>"}
