# SPDX-License-Identifier: LicenseRef-Desk
"""The last guards before the socket, and what goes over the wire."""

import asyncio

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.models.vocabulary import AttemptOutcome
from desk.services.providers import Blame
from desk.services.providers.smtp import build
from desk.services.providers.smtp.connection import _has_whole_line_ends, _stuffed
from tests.services.providers.impolite import Impolite
from tests.services.providers.parcels import Gate, mail

PLAIN = ["impolite.example"]


def sent(parcel, **server):
    """Send one parcel; return receipt, server and gate."""

    async def run():
        gate = Gate()
        async with Impolite(**server) as impolite:
            account = build(impolite.settings(), "")
            receipt = await account.send(parcel, gate)
            await account.close()
        return receipt, impolite, gate

    return asyncio.run(run())


@pytest.mark.parametrize("field", ["sender_address", "recipient_address"])
@pytest.mark.parametrize(
    "address",
    [
        "a@b.example>\r\nRCPT TO:<evil@x.example",
        "a@b.example\nDATA",
        "a@b.example\r",
        "a b@c.example",
        "a@b.example\u2028RSET",
        "a@b.example\x85RSET",
        "a@b.example\x00",
        "<a@b.example>",
        "a@b@c.example" + "x" * 300,
        "nobody",
        "a\ud800@b.example",
    ],
)
def test_an_address_that_could_say_more_is_refused(field, address):
    receipt, server, gate = sent(mail(**{field: address}))
    assert (receipt.outcome, receipt.code) == (AttemptOutcome.PERMANENT, "bad_address")
    assert receipt.blame is Blame.MESSAGE
    assert gate.asked == []
    assert not any(line.startswith(("MAIL", "RCPT", "RSET", "DATA")) for line in server.commands)


def test_an_empty_recipient_is_refused_but_an_empty_sender_is_how_robots_write():
    assert sent(mail(recipient_address=""))[0].code == "bad_address"
    receipt, server, _ = sent(mail(sender_address=""))
    assert receipt.outcome is AttemptOutcome.ACCEPTED
    assert any(line.startswith("MAIL FROM:<> ") for line in server.commands)


@pytest.mark.parametrize(
    "body", [b"a\nb\r\n", b"a\rb\r\n", b"a\r\n.\n\r\n", b"a\n.\r\nMAIL FROM:<x@y>\r\n", b"a\r"]
)
def test_a_bare_line_end_never_goes_over_the_wire(body):
    receipt, server, gate = sent(mail(body=body))
    assert (receipt.outcome, receipt.code) == (AttemptOutcome.PERMANENT, "bare_line_end")
    assert (server.bodies, gate.asked) == ([], [])


@pytest.mark.parametrize(
    ("offer", "code"), [(PLAIN, "address_not_ascii"), ([*PLAIN, "8BITMIME"], "address_not_ascii")]
)
def test_an_address_in_other_letters_needs_a_server_that_can(offer, code):
    receipt, server, _ = sent(mail(recipient_address="josé@kunde.example"), offer=offer)
    assert (receipt.outcome, receipt.code) == (AttemptOutcome.PERMANENT, code)
    assert server.bodies == []


def test_an_address_in_other_letters_is_announced():
    receipt, server, _ = sent(mail(recipient_address="josé@bücher.example"))
    assert receipt.outcome is AttemptOutcome.ACCEPTED
    assert "RCPT TO:<josé@bücher.example>" in server.commands
    assert any(line.endswith(" SMTPUTF8") for line in server.commands if line.startswith("MAIL"))


def test_a_body_of_eight_bits_needs_a_server_that_can():
    body = "Subject: x\r\n\r\nété\r\n".encode()
    assert sent(mail(body=body), offer=PLAIN)[0].code == "body_not_ascii"
    receipt, server, _ = sent(mail(body=body))
    assert receipt.outcome is AttemptOutcome.ACCEPTED
    assert any("BODY=8BITMIME" in line for line in server.commands)
    assert server.bodies == [body]


def test_a_message_over_the_servers_limit_stays_here():
    receipt, server, gate = sent(mail(body=b"x" * 70 + b"\r\n"), offer=[*PLAIN, "SIZE 50"])
    assert (receipt.outcome, receipt.code) == (AttemptOutcome.PERMANENT, "too_big")
    assert (server.bodies, gate.asked) == ([], [])


def test_what_the_server_offers_is_used_and_nothing_else():
    _, server, _ = sent(mail())
    assert f"MAIL FROM:<atelier@desk.example> SIZE={len(mail().body)}" in server.commands
    _, server, _ = sent(mail(), offer=PLAIN)
    assert "MAIL FROM:<atelier@desk.example>" in server.commands
    assert server.commands[0] == "EHLO [127.0.0.1]"


def test_the_servers_own_id_is_kept():
    receipt, _, _ = sent(mail())
    assert receipt.reference == "4XyZ"


def unstuffed(wire):
    """Undo what a sender does, by RFC 5321 4.5.2: line by line until the line that is a dot."""
    lines = []
    for line in wire.split(b"\r\n"):
        if line == b".":
            return b"".join(one + b"\r\n" for one in lines)
        lines.append(line.removeprefix(b"."))
    raise AssertionError("no final dot")


@given(st.lists(st.sampled_from([b".", b"..", b"", b".a", b"a.", b"a", b".."]), max_size=8), st.booleans())
def test_dots_are_doubled_and_undone(lines, is_ended):
    body = b"\r\n".join(lines) + (b"\r\n" if is_ended and lines else b"")
    wire = _stuffed(body)
    assert wire.endswith(b".\r\n")
    whole = body if body.endswith(b"\r\n") or not body else body + b"\r\n"
    assert unstuffed(wire) == whole
    assert wire.count(b"\r\n.\r\n") + wire.startswith(b".\r\n") == 1


COPIES = ("b@kunde.example", "c@kunde.example")


@pytest.mark.parametrize("offer", [None, PLAIN])
def test_copies_go_with_the_mail(offer):
    more = {} if offer is None else {"offer": offer}
    receipt, impolite, gate = sent(mail(copies_to=COPIES), **more)
    assert receipt.outcome is AttemptOutcome.ACCEPTED
    assert [line for line in impolite.commands if line.startswith("RCPT")] == [
        "RCPT TO:<anna@kunde.example>", "RCPT TO:<b@kunde.example>", "RCPT TO:<c@kunde.example>",
    ]  # fmt: skip
    assert (len(impolite.bodies), gate.asked) == (1, ["d1"])


class Choosy(Impolite):
    """Refuses one of the recipients."""

    def __init__(self, refused, **how):
        super().__init__(**how)
        self.refused = refused

    async def _answer(self, stage, reader, writer):
        if stage == "RCPT" and self.refused in self.commands[-1]:
            writer.write(b"550 5.1.1 No such user\r\n")
            return False
        return await super()._answer(stage, reader, writer)


def sent_to(refused, offer):
    async def run():
        gate = Gate()
        more = {} if offer is None else {"offer": offer}
        async with Choosy(refused, **more) as impolite:
            account = build(impolite.settings(), "")
            receipt = await account.send(mail(copies_to=COPIES), gate)
            again = await account.send(mail(), gate)
            await account.close()
        return receipt, again, impolite

    return asyncio.run(run())


@pytest.mark.parametrize("offer", [None, PLAIN])
def test_a_copy_that_is_refused_stops_nothing_and_is_told(offer):
    receipt, _, impolite = sent_to("b@kunde.example", offer)
    assert receipt.outcome is AttemptOutcome.ACCEPTED
    assert receipt.reply.endswith("(not to b@kunde.example 550 5.1.1)")
    assert len(impolite.bodies) == 2


@pytest.mark.parametrize("offer", [None, PLAIN])
def test_the_recipient_itself_is_what_counts(offer):
    receipt, again, impolite = sent_to("anna@kunde.example", offer)
    assert (receipt.outcome, receipt.code) == (AttemptOutcome.PERMANENT, "550 5.1.1")
    assert again.outcome is AttemptOutcome.PERMANENT
    assert impolite.bodies == []


def test_a_copy_cannot_speak_to_the_server():
    receipt, impolite, _ = sent(mail(copies_to=("a@b.example>\r\nDATA",)))
    assert (receipt.outcome, receipt.code, impolite.met) == (
        AttemptOutcome.PERMANENT,
        "bad_address",
        impolite.met,
    )
    assert impolite.bodies == []


@given(st.lists(st.sampled_from([b"\r\n", b"\r", b"\n", b".", b"a", b"\x0b", b"\x85", b""])).map(b"".join))
def test_line_ends_are_whole_when_every_cr_has_its_lf_and_every_lf_its_cr(body):
    whole = body.count(b"\r\n") == body.count(b"\r") == body.count(b"\n")
    assert _has_whole_line_ends(body) is whole


@given(st.lists(st.sampled_from([b"\r\n", b".", b"a"])).map(b"".join))
def test_dots_are_doubled_wherever_a_line_begins_with_one(body):
    doubled = b"\r\n".join(b"." + line if line.startswith(b".") else line for line in body.split(b"\r\n"))
    end = b".\r\n" if doubled.endswith(b"\r\n") or not doubled else b"\r\n.\r\n"
    assert _stuffed(body) == doubled + end
