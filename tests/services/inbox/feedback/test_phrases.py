# SPDX-License-Identifier: LicenseRef-Desk
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.models.vocabulary import MessageKind
from desk.services.inbox.feedback.phrases import failure, is_failure_subject, is_from_server, named_id
from desk.services.inbox.mail import read_mail
from tests.services.inbox.feedback.reports import ANN, ORIGINAL, SPOKEN
from tests.services.inbox.mail.mails import mail


@pytest.mark.parametrize("report", SPOKEN, ids=lambda report: report.name)
def test_sentences_of_servers(report):
    read = read_mail(report.raw)
    assert is_from_server(read)
    kind, [one] = failure(read)
    assert (kind, one.address, one.failure) == (report.kind, ANN, report.failure)
    assert named_id(read) == ORIGINAL


@pytest.mark.parametrize(
    "sender", ["Ann <ann@kunde.example>", "Mail Box <mail@kunde.example>", "Post <post.master@kunde.example>"]
)
def test_people_are_no_servers(sender):
    assert not is_from_server(read_mail(mail("could not be delivered to x@y.example", sender=sender)))


def test_several_who_are_listed():
    text = "Your message could not be delivered to:\n\n<a@x.example>: user unknown\n\n<b@x.example>: mailbox full\n"
    kind, recipients = failure(read_mail(mail(text, sender="MAILER-DAEMON@x.example")))
    assert kind is MessageKind.BOUNCE
    assert [(one.address, one.failure) for one in recipients] == [
        ("a@x.example", "hard"),
        ("b@x.example", "soft"),
    ]


def test_our_own_addresses_are_not_those_that_failed():
    text = "To: list@x.example\nFrom: shop@atelier.example\n\nwas not delivered because ann@kunde.example is an unknown user"
    _, [one] = failure(read_mail(mail(text, sender="postmaster@x.example")))
    assert one.address == ANN


def test_a_server_that_says_nothing_of_failing():
    assert failure(read_mail(mail("Maintenance tonight.", sender="postmaster@x.example"))) is None


def test_subjects():
    assert is_failure_subject("Échec de la remise")
    assert not is_failure_subject("Your bike")


@given(st.text(max_size=400))
def test_nothing_raises(text):
    failure(read_mail(mail(text, sender="MAILER-DAEMON@x.example")))


@pytest.mark.parametrize(
    "line",
    [
        "----- Original message -----",
        "--- Below this line is a copy",
        "------ unsent message",
        "-----Original",
        "*** Message headers follow",
    ],
)
def test_what_is_quoted_of_the_mail_itself_tells_nothing(line):
    text = f"Your message could not be delivered to:\n\n<a@x.example>\n\n{line}\n\n<b@x.example> 4.2.2 mailbox full"
    _, [one] = failure(read_mail(mail(text, sender="MAILER-DAEMON@x.example")))
    assert (one.address, one.status) == ("a@x.example", "")
