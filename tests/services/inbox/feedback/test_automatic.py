# SPDX-License-Identifier: LicenseRef-Desk
import pytest

from desk.services.inbox.feedback import is_automatic
from desk.services.inbox.mail import read_mail
from tests.services.inbox.mail.mails import mail


@pytest.mark.parametrize(
    "head",
    [
        "Auto-Submitted: auto-replied", "Auto-Submitted: auto-generated", "auto-submitted: Auto-Notified; owner=x", "Return-Path: <>", "Precedence: bulk",
        "Precedence: list", "Precedence: JUNK", "Precedence: auto_reply", "X-Autoreply: yes", "X-Autorespond: x", "List-Id: <x.example>",
        "List-Unsubscribe: <mailto:x@y.example>", "Feedback-ID: x", "X-Auto-Response-Suppress: All", "X-Auto-Response-Suppress: OOF, AutoReply", "X-Failed-Recipients: a@b.example",
    ],
)  # fmt: skip
def test_headers_that_say_so(head):
    assert is_automatic(read_mail(mail(head=head)))


@pytest.mark.parametrize(
    "local",
    [
        "mailer-daemon",
        "MAILER-DAEMON",
        "postmaster",
        "noreply",
        "no-reply",
        "no_reply",
        "do-not-reply",
        "bounces",
        "bounces+x",
        "ne-pas-repondre",
        "list-request",
        "owner-list",
        "nobody",
        "root",
    ],
)
def test_senders_that_are_nobody(local):
    assert is_automatic(read_mail(mail(sender=f"{local}@x.example")))


@pytest.mark.parametrize(
    "head",
    [
        "",
        "Auto-Submitted: no",
        "Auto-Submitted: No; x",
        "Precedence: normal",
        "X-Auto-Response-Suppress: None",
        "Return-Path: <ann@kunde.example>",
    ],
)
def test_people(head):
    assert not is_automatic(read_mail(mail(head=head)))
    assert not is_automatic(read_mail(mail(sender="noel@x.example", head=head)))
