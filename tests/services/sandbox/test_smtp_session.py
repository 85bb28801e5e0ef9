# SPDX-License-Identifier: LicenseRef-Desk
from hypothesis import given
from hypothesis import strategies as st

from desk.services.sandbox import Fault, FaultKind, Faults
from desk.services.sandbox import smtp_session as session
from desk.services.sandbox.smtp_session import Encrypt, HangUp, Keep, Say, SmtpSession, Wait

HELLO = b"EHLO x\r\n"
ENVELOPE = b"MAIL FROM:<a@b.example> SIZE=10\r\nRCPT TO:<c@d.example>\r\nDATA\r\n"
MAIL = HELLO + ENVELOPE + b"Subject: x\r\n\r\n..\r\n.\r\n"


def steps(*pieces, faults=(), can_encrypt=False):
    made = SmtpSession(Faults(faults), can_encrypt=can_encrypt)
    return [step for piece in pieces for step in made.feed(piece)]


def said(found):
    return b"".join(step.data for step in found if isinstance(step, Say))


def codes(found):
    return [line[:3].decode() for line in said(found).split(b"\r\n") if line[3:4] == b" "]


def kept(found):
    return [step for step in found if isinstance(step, Keep)]


def test_a_message_is_kept_with_its_dots_undone():
    found = steps(MAIL)
    assert codes(found) == ["250", "250", "250", "354"]
    (one,) = kept(found)
    assert (one.sender, one.recipients) == ("a@b.example", ("c@d.example",))
    assert one.raw == b"Subject: x\r\n\r\n.\r\n"
    assert one.answer.startswith(b"250 ")


@given(st.lists(st.integers(0, 2 * len(MAIL)), max_size=8))
def test_it_is_the_same_however_the_bytes_are_cut(cuts):
    wire = MAIL + ENVELOPE + b".\r\n"
    places = sorted(cut for cut in cuts if cut <= len(wire))
    pieces = [wire[start:end] for start, end in zip([0, *places], [*places, len(wire)], strict=True)]
    found = steps(*pieces)
    assert [one.raw for one in kept(found)] == [b"Subject: x\r\n\r\n.\r\n", b""]
    assert said(found) == said(steps(wire))


def test_several_recipients_of_one_message():
    wire = HELLO + b"MAIL FROM:<>\r\nRCPT TO:<a@x>\r\nRCPT TO:<b@x>\r\nDATA\r\n.\r\n"
    (one,) = kept(steps(wire))
    assert (one.sender, one.recipients) == ("", ("a@x", "b@x"))


def test_the_order_of_commands_matters():
    assert codes(steps(b"RCPT TO:<a@x>\r\nDATA\r\nMAIL TO:<a@x>\r\nMAIL FROM a@x\r\nHELP\r\n")) == [
        "503",
        "554",
        "501",
        "501",
        "500",
    ]
    assert codes(steps(HELLO, b"MAIL FROM:<a@x>\r\nRCPT TO:<a@x>\r\nRSET\r\nDATA\r\nNOOP\r\nHELO x\r\n")) == [
        "250",
        "250",
        "250",
        "250",
        "554",
        "250",
        "250",
    ]


def test_leave_is_taken():
    found = steps(b"QUIT\r\nNOOP\r\n")
    assert codes(found) == ["221"]
    assert found[-1] == HangUp()


def test_a_line_or_message_without_end_is_cut_off(monkeypatch):
    assert codes(steps(b"x" * (session.LONGEST_LINE + 1))) == ["500"]
    monkeypatch.setattr(session, "MOST_BYTES", 10)
    found = steps(HELLO + ENVELOPE, b"x" * 20)
    assert (codes(found)[-1], found[-1]) == ("552", HangUp())


def test_too_many_recipients_are_put_off():
    wire = HELLO + b"MAIL FROM:<>\r\n" + b"RCPT TO:<a@x>\r\n" * (session.MOST_RECIPIENTS + 1)
    assert codes(steps(wire))[-1] == "452"


def test_starttls_is_offered_once_and_forgets_what_was_said_before():
    found = steps(HELLO + b"STARTTLS\r\nEVIL\r\n", HELLO, b"STARTTLS\r\n", can_encrypt=True)
    assert Encrypt() in found
    assert codes(found) == ["250", "220", "250", "500"]
    assert said(found).count(b"STARTTLS") == 1
    assert codes(steps(b"STARTTLS\r\n")) == ["500"]


def faulty(kind, **more):
    return steps(MAIL + ENVELOPE + b".\r\n", faults=[Fault(kind=kind, times=1, **more)])


def test_faults_before_the_message():
    for kind, code in ((FaultKind.LATER, "451"), (FaultKind.REFUSE, "550")):
        found = steps(HELLO + ENVELOPE, faults=[Fault(kind=kind, times=1)])
        assert codes(found) == ["250", "250", code, "554"]


def test_faults_after_the_message():
    assert faulty(FaultKind.CUT)[-1] == HangUp(is_abrupt=True)
    assert kept(faulty(FaultKind.CUT)) == []
    assert faulty(FaultKind.STALL)[-1] == Wait(None)
    lost = faulty(FaultKind.LOST_ANSWER)
    assert lost[-1] == HangUp(is_abrupt=True)
    assert [one.answer for one in kept(lost)] == [b""]
    slow = faulty(FaultKind.SLOW, delay_s=3)
    assert Wait(3) in slow
    assert len(kept(slow)) == 2
    garbage = faulty(FaultKind.GARBAGE)
    assert len(kept(garbage)) == 1
    assert b"\xff" in said(garbage)


@given(st.binary(max_size=300))
def test_no_bytes_upset_the_server(junk):
    steps(HELLO, junk + b"\r\n", junk)
