# SPDX-License-Identifier: LicenseRef-Desk
"""What somebody may have made up is told of, and harms nobody."""

from dataclasses import replace
from datetime import timedelta

import pytest

from desk import clock
from desk.models import ConsentEntry, ContactPoint, Delivery, Suppression
from desk.models.vocabulary import DeliveryState, FolderRole, PointState
from desk.services.channels import TokenKind, marked
from desk.services.inbox.feedback import FailedRecipient, FailureClass, recognise
from desk.services.inbox.feedback.desk import Applicable, FeedbackDesk
from desk.services.inbox.filing import Arrival, Filing
from desk.services.inbox.mail import read_mail
from desk.services.store import Change
from tests.services.inbox.feedback.returns import all_of
from tests.services.inbox.office import NOW, ZOE, Office

EMMA = "emma@other.example"
FORGED = "Authentication-Results: mx.atelier.example; dmarc=fail header.from=evil.example; spf=fail\r\n"
LATER = NOW + timedelta(minutes=10)


@pytest.fixture(autouse=True)
def later():
    with clock.fixed(LATER):
        yield


@pytest.fixture
def office(any_db):
    return Office(any_db)


def left(office, **more):
    """Send something that has left; return the delivery."""
    sent = office.sent(**more)
    office.set(Delivery, sent.delivery_id, handed_over_at=NOW)
    return sent.delivery_id


def mark(office):
    """Return an address that everybody in the conversation has seen."""
    return marked("shop@atelier.example", TokenKind.CONVERSATION, office.conversation)


def report(office, kind, part, head="", sender="abuse@server.example"):
    return (
        f"{head}From: {sender}\r\nTo: {mark(office)}\r\nSubject: report\r\n"
        f"Content-Type: multipart/report; report-type={kind}; boundary=b\r\n\r\n--b\r\n\r\nwords\r\n"
        f"--b\r\n{part}\r\n--b--\r\n"
    ).encode()


def complaint(office, named="", head=""):
    told = f"Original-Rcpt-To: <{named}>\r\n" if named else ""
    part = f"Content-Type: message/feedback-report\r\n\r\nFeedback-Type: abuse\r\nVersion: 1\r\n{told}"
    return report(office, "feedback-report", part, head)


def failure(office, head=""):
    part = (
        "Content-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; x\r\n\r\n"
        f"Final-Recipient: rfc822; {ZOE}\r\nAction: failed\r\nStatus: 5.1.1\r\n"
    )
    return report(office, "delivery-status", part, head, sender="mailer-daemon@server.example")


def arrive(office, raw, change=None):
    """Let a mail come in; return the code of the line that it becomes."""
    mail = read_mail(raw)
    feedback = recognise(mail, raw)
    one = Applicable.of_mail(mail, feedback, None, office.conversation, at=LATER)
    if change is not None:
        one = replace(one, feedback=change(one.feedback))
    [line] = office.db.write_now(lambda s: FeedbackDesk(s).apply([one], LATER))
    return line.code


def is_harmed(office):
    """Whether anything at all followed: list, ledger, address or delivery."""

    def work(session):
        states = {one.state for one in all_of(session, Delivery)}
        errors = {one.error for one in all_of(session, Delivery)}
        points = {one.state for one in all_of(session, ContactPoint)}
        listed = all_of(session, Suppression) + all_of(session, ConsentEntry)
        is_noted = DeliveryState.BOUNCED in states or bool(errors - {""})
        return bool(listed) or PointState.DEAD in points or is_noted

    return office.db.read_now(work)


def test_a_sound_report_is_believed(office):
    left(office)
    assert arrive(office, failure(office)) == "bounced_hard"
    assert is_harmed(office)


def test_a_sound_complaint_is_believed(office):
    left(office)
    assert arrive(office, complaint(office)) == "complained"
    assert is_harmed(office)


def test_a_forged_report_changes_nothing(office):
    left(office)
    assert arrive(office, failure(office, FORGED)) == "bounce_doubted"
    assert arrive(office, complaint(office, head=FORGED)) == "complaint_doubted"
    assert arrive(office, complaint(office, ZOE, FORGED)) == "complaint_doubted"
    assert not is_harmed(office)


def test_a_forged_stop_takes_no_consent(office):
    raw = f"{FORGED}From: Zoe <{ZOE}>\r\nTo: shop@atelier.example\r\nSubject: x\r\n\r\nSTOP".encode()
    assert arrive(office, raw) == "stop_unclear"
    assert not is_harmed(office)
    assert arrive(office, raw.removeprefix(FORGED.encode())) == "stopped"
    assert is_harmed(office)


def test_forged_words_say_nothing_about_an_address(office):
    [point] = [one for one in office.db.read_now(lambda s: all_of(s, ContactPoint)) if one.address == ZOE]
    office.set(ContactPoint, point.id, soft_bounces=2)

    def counted(head):
        raw = f"{head}From: Zoe <{ZOE}>\r\nTo: shop@atelier.example\r\nSubject: x\r\n\r\nBonjour".encode()
        mail = read_mail(raw)
        one = Applicable.of_mail(mail, recognise(mail, raw), None, office.conversation, at=LATER)
        office.db.write_now(lambda s: FeedbackDesk(s).apply([one], LATER))
        return office.db.read_now(lambda s: s.get(ContactPoint, point.id).soft_bounces)

    assert counted(FORGED) == 2
    assert counted("") == 0


@pytest.mark.parametrize("named", ["", ZOE])
def test_who_goes_on_writing_has_not_complained(office, named):
    left(office)
    office.say("Merci beaucoup !", at=NOW + timedelta(minutes=2))
    assert arrive(office, complaint(office, named)) == "complaint_doubted"
    assert arrive(office, failure(office)) == "bounce_doubted"
    assert not is_harmed(office)


def test_a_complaint_of_nobody_by_name_where_others_read_along(office):
    left(office, cc=(EMMA,))
    assert arrive(office, complaint(office)) == "complaint_doubted"
    assert not is_harmed(office)
    assert arrive(office, complaint(office, ZOE)) == "complained", "it names her"


def test_a_failure_of_nobody_by_name_where_others_read_along(office):
    """It is about who is named; about whom else would it be?"""
    left(office, cc=(EMMA,))

    def of_nobody(feedback):
        return replace(feedback, recipients=(FailedRecipient(address="", failure=FailureClass.HARD),))

    assert arrive(office, failure(office), of_nobody) == "bounce_doubted"
    assert not is_harmed(office)
    assert arrive(office, failure(office)) == "bounced_hard"


def test_servers_that_reported_something_do_not_read_along(office):
    """Each mail that is filed names its sender; a second server's report counts all the same."""
    left(office)
    raw = failure(office).replace(b"5.1.1", b"4.4.1").replace(b"failed", b"delayed")
    mail = read_mail(raw)
    arrival = Arrival(
        raw=raw, mail=mail, feedback=recognise(mail, raw), mailbox_id=office.box, folder_id=office.inbox,
        folder_role=FolderRole.INBOX, uid=7, internal_date=NOW,
    )  # fmt: skip
    office.db.write_now(lambda s: Filing(s).file([arrival], LATER), *Change)
    assert arrive(office, complaint(office)) == "complained"


def test_who_was_read_along_with_in_an_answer_counts(office):
    left(office)
    recipients = {"to": [["", mark(office)]], "cc": [["Emma", EMMA]]}
    references = (office.messages()[-1].header_id,)
    office.say(
        "Je mets Emma en copie", at=NOW - timedelta(minutes=1), recipients=recipients, references=references,
        parties=frozenset({ZOE, EMMA}),
    )  # fmt: skip
    assert arrive(office, complaint(office)) == "complaint_doubted"
    assert not is_harmed(office)
