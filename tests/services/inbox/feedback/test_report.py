# SPDX-License-Identifier: LicenseRef-Desk
import pytest

from desk.services.inbox.feedback.report import complaint, original_id, returned, status_report
from desk.services.inbox.mail.structure import structure
from tests.services.inbox.feedback.reports import ANN, ORIGINAL, SPOKEN, coded, dsn
from tests.services.inbox.feedback.reports import complaint as complaining
from tests.services.inbox.mail.mails import mail


def status(raw, text=""):
    return status_report(raw, structure(raw), text)


def test_what_is_no_report():
    for raw in (mail("hello"), SPOKEN[0].raw, b""):
        assert status(raw) is None
        assert complaint(raw, structure(raw)) is None
        assert returned(raw, structure(raw)) == {}


def test_a_recipient_with_all_that_is_told():
    [one] = status(dsn("", "5.0.0", "550 5.1.1 <x> unknown user", "").raw).recipients
    assert (one.address, one.status, one.diagnostic) == (ANN, "5.1.1", "550 5.1.1 <x> unknown user")


@pytest.mark.parametrize("action", ["delivered", "relayed", "expanded", "Delivered (to mailbox)"])
def test_those_who_were_reached(action):
    found = status(dsn("", "2.0.0", "", "", action=action).raw)
    assert (found.recipients, found.arrived) == ((), 1)


def test_there_is_an_end_to_recipients():
    many = "\n\n".join(
        f"Final-Recipient: rfc822; a{number}@x.example\nAction: failed\nStatus: 5.1.1"
        for number in range(1000)
    )
    assert (
        len(
            status(
                dsn("", "5.1.1", "", "", recipient=f"{many}\n\nFinal-Recipient: rfc822; z@x.example").raw
            ).recipients
        )
        == 200
    )


@pytest.mark.parametrize("kind", ["message/rfc822", "text/rfc822-headers", "message/global"])
def test_the_mail_it_is_about(kind):
    raw = dsn("", "5.1.1", "", "", returned=kind).raw
    assert original_id(returned(raw, structure(raw))) == ORIGINAL


def test_a_status_that_was_encoded():
    told = "Content-Type: message/delivery-status\nContent-Transfer-Encoding: quoted-printable\n\nA: b\n\nFinal-Recipient: rfc822; ann=40kunde.example\nAction: failed\nStatus: 5.1.1\n"
    raw = coded(f'Content-Type: multipart/report; boundary="=_r"\n\n--=_r\n{told}--=_r--\n')
    assert [one.address for one in status(raw).recipients] == [ANN]


def test_a_complaint_without_a_name_is_by_whom_the_mail_went_to():
    raw = complaining(told="Original-Rcpt-To: redacted\n")
    assert complaint(raw, structure(raw)).complainant == ANN
