# SPDX-License-Identifier: LicenseRef-Desk
"""How a mail stands in its conversation, and how a new one begins."""

import pytest
from sqlalchemy import select

from desk.models import Conversation, Message
from desk.services.inbox.filing import base_subject
from tests.services.inbox.builders import NOW, Post, letter


@pytest.mark.parametrize(
    ("subject", "expected"),
    [
        ("Re: Vélo", "Vélo"),
        ("RE: re: Fwd: TR: Vélo", "Vélo"),
        ("Réf : 12", "Réf : 12"),
        ("AW: WG: Fahrrad", "Fahrrad"),
        ("Re[2]: Vélo", "Vélo"),
        ("Réparation", "Réparation"),
        ("Retour", "Retour"),
        ("", ""),
    ],
)
def test_what_answering_puts_before_a_subject_is_left_out(subject, expected):
    assert base_subject(subject) == expected


def test_a_conversation_is_named_by_its_oldest_words(db):
    post = Post(db, location_id="l1")
    first = letter("Anna <anna@example.org>", subject="Vélo", at=NOW)
    post.file(
        [
            letter("Anna <anna@example.org>", answers=first, subject="Re: Autre", at=NOW.replace(hour=10)),
            first,
        ]
    )
    row = db.read_now(lambda s: s.execute(select(*Conversation.__table__.c)).one())
    assert (row.subject, row.correspondent, row.correspondent_name) == ("Vélo", "anna@example.org", "Anna")
    assert (row.location_id, row.mailbox_id) == ("l1", post.mailbox_id)


def test_what_was_wrong_with_a_mail_is_told(db):
    post = Post(db)
    post.file([b"Subject: x\r\n\r\nBonjour"])
    message = db.read_now(lambda s: s.execute(select(*Message.__table__.c)).one())
    assert "no_sender" in message.detail["warnings"]
    assert message.header_id.startswith("sha256:")
