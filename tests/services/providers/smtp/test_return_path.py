# SPDX-License-Identifier: LicenseRef-Desk
"""What a machine answers leaves without a return path, from servers that take one and from those that do not."""

import asyncio

import pytest

from desk.models.vocabulary import AttemptOutcome
from desk.services.providers import Blame, Circuit
from desk.services.providers.smtp import build, return_path
from tests.services.providers.impolite import OFFER, Impolite
from tests.services.providers.parcels import Gate, mail
from tests.services.providers.test_circuit import NOW

PLAIN = ["impolite.example"]
EMPTY, OWN = "MAIL FROM:<>", "MAIL FROM:<atelier@desk.example>"
ACCEPTED, TRANSIENT = AttemptOutcome.ACCEPTED, AttemptOutcome.TRANSIENT
both = pytest.mark.parametrize("offer", [OFFER, PLAIN], ids=["pipelining", "one by one"])


class WantsPath(Impolite):
    """At one stage it says something to an empty path; with any other it behaves."""

    def __init__(self, at, words, *, hangs_up=False, **ordinary):
        super().__init__(**ordinary)
        self.at, self.words, self.hangs_up = at, words, hangs_up

    async def _answer(self, stage, reader, writer):
        is_empty = EMPTY in [line[: len(EMPTY)] for line in self.commands if line.startswith("MAIL")][-1:]
        after = {"MAIL": ("RCPT", "DATA"), "RCPT": ("DATA",)}.get(self.at, ())
        if not is_empty or stage not in (self.at, *after):
            return await super()._answer(stage, reader, writer)
        writer.write(self.words if stage == self.at else b"503 5.5.1 First things first\r\n")
        if self.hangs_up:
            await writer.drain()
            raise ConnectionError
        return False


def paths(server):
    return [line.partition(" SIZE")[0] for line in server.commands if line.startswith("MAIL")]


def sent(server, *parcels):
    """Send parcels, one after the other; return receipts and the gate."""

    async def run():
        gate = Gate()
        async with server:
            account = build(server.settings(), "")
            receipts = [await account.send(parcel, gate) for parcel in parcels]
            await account.close()
        return receipts, gate

    return asyncio.run(run())


def answer(number=1):
    return mail(is_reply_of_machine=True, delivery_id=f"d{number}")


def test_what_a_machine_answers_leaves_without_a_return_path():
    (receipt, other), _ = sent(server := Impolite(), answer(), mail())
    assert (receipt.outcome, other.outcome) == (ACCEPTED, ACCEPTED)
    assert paths(server) == [EMPTY, OWN]


@both
@pytest.mark.parametrize(
    ("at", "words", "hangs_up"),
    [
        ("MAIL", b"550 5.1.8 Sender wanted\r\n", False),
        ("MAIL", b"550 5.7.1 Sender wanted\r\n", True),
        ("RCPT", b"554 5.7.1 <>: Sender address rejected: Access denied\r\n", False),
        ("RCPT", b"550 5.1.1 <>: Sender address rejected: User unknown\r\n", False),
        ("RCPT", b"553 5.1.8 <>: Sender address rejected\r\n", True),
        ("DATA", b"550 5.7.1 No null sender\r\n", False),
    ],
)
def test_a_server_that_wants_a_return_path_gets_one_and_is_asked_once(offer, at, words, hangs_up):
    server = WantsPath(at, words, hangs_up=hangs_up, offer=offer)
    receipts, gate = sent(server, answer(1), answer(2))
    assert [receipt.outcome for receipt in receipts] == [ACCEPTED, ACCEPTED]
    assert paths(server) == [EMPTY, OWN, OWN]
    assert gate.asked == ["d1", "d2"]


def test_a_refusal_after_the_body_is_tried_again_later_with_an_address():
    server = WantsPath("dot", b"550 5.1.1 SendAsDenied\r\n")
    receipts, gate = sent(server, answer(1), answer(1), answer(2))
    assert [receipt.outcome for receipt in receipts] == [TRANSIENT, ACCEPTED, ACCEPTED]
    assert paths(server) == [EMPTY, OWN, OWN]
    assert gate.asked == ["d1", "d1", "d2"]
    assert not receipts[0].teaches


@both
@pytest.mark.parametrize(
    ("words", "hangs_up"),
    [(b"451 4.7.1 Greylisted\r\n", False), (b"421 4.7.0 Bye\r\n", True), (b"", True)],
    ids=["later", "bye", "silent"],
)
@pytest.mark.parametrize("at", ["MAIL", "RCPT"])
def test_what_may_pass_gives_no_path_away_and_teaches_nothing(offer, at, words, hangs_up):
    server = WantsPath(at, words, hangs_up=hangs_up, offer=offer)
    receipts, gate = sent(server, *(answer(number) for number in range(6)), mail())
    assert paths(server) == [EMPTY] * 6 + [OWN]
    assert {(one.outcome, one.blame, one.teaches) for one in receipts[:6]} == {
        (TRANSIENT, Blame.MESSAGE, False)
    }
    circuit = Circuit()
    for receipt in receipts[:6]:
        circuit = circuit.after(receipt, NOW, 0.0)
    assert circuit == Circuit()
    assert (receipts[6].outcome, gate.asked) == (ACCEPTED, ["d1"])


@both
def test_what_is_refused_with_an_address_too_is_about_the_rest(offer):
    server = Impolite("RCPT", b"550 5.1.1 Nobody\r\n", times=2, offer=offer)
    receipts, _ = sent(server, answer(1), answer(2))
    assert (receipts[0].outcome, receipts[0].code, receipts[0].teaches) == (
        AttemptOutcome.PERMANENT,
        "550 5.1.1",
        True,
    )
    assert receipts[1].outcome is ACCEPTED
    assert paths(server) == [EMPTY, OWN, EMPTY]


def test_a_return_path_that_is_refused_is_not_tried_twice():
    (receipt,), gate = sent(server := Impolite("MAIL", b"550 5.1.8 No\r\n", offer=PLAIN), mail())
    assert receipt.outcome is not ACCEPTED
    assert (len(paths(server)), gate.asked) == (1, [])


def test_what_is_noted_of_deliveries_does_not_grow_for_ever(monkeypatch):
    monkeypatch.setattr(return_path, "_MOST_NOTED", 3)
    noted = return_path.ReturnPaths()
    (refused,), _ = sent(WantsPath("dot", b"550 5.7.1 No\r\n"), answer())
    for number in range(10):
        noted.note_refusal(answer(number), refused)
    assert noted.chosen(answer(9)) == answer(9)
    assert noted.chosen(answer(0)).sender_address == ""
