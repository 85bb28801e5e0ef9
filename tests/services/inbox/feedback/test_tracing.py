# SPDX-License-Identifier: LicenseRef-Desk
"""A report finds what it is about: by our Message-ID, by our token, by what was last sent there."""

from datetime import timedelta

import pytest
from sqlalchemy import insert

from desk.models import Conversation, Message, new_id
from desk.models.vocabulary import Author, Channel, Direction
from desk.services.channels import TokenKind, marked
from desk.services.inbox.feedback.tracing import Clues, Tracing
from tests.services.inbox.feedback.returns import ADDRESS, LATER, NOON, person, sent

SINCE = NOON - timedelta(days=1)


@pytest.fixture
def write(any_db):
    return any_db.write_now


def traced(session, **clues):
    found = Tracing(session).sent(Clues(since=SINCE, **clues))
    return found.id if found else None


def conversation_of(session, row):
    id_ = new_id()
    session.execute(
        insert(Conversation).values(
            id=id_,
            created_at=NOON,
            updated_at=NOON,
            channel=Channel.EMAIL,
            last_at=NOON,
            last_author=Author.OPERATOR,
        )
    )
    values = {
        "direction": Direction.OUTGOING,
        "author": Author.OPERATOR,
        "at": NOON,
        "received_at": NOON,
        "delivery_id": row.id,
    }
    session.execute(insert(Message).values(id=new_id(), conversation_id=id_, search_key=1, **values))
    return id_


def test_by_what_it_names(write):
    def work(session):
        about = person(session)
        old, new = sent(session, about), sent(session, about, at=LATER)
        assert traced(session, references=("nobody@else.example", old.message_id), address=ADDRESS) == old.id
        assert traced(session, tokens=("x", f"d.{old.id}"), address=ADDRESS) == old.id
        conversation_id = conversation_of(session, old)
        own = (
            marked("shop@atelier.example", TokenKind.CONVERSATION, conversation_id)
            .partition("+")[2]
            .partition("@")[0]
        )
        assert traced(session, tokens=(own,), address=ADDRESS) == old.id
        assert traced(session, tokens=(f"c.{conversation_id}",)) == old.id
        assert traced(session, address=ADDRESS) == new.id
        assert traced(session, address="zoe@EXAMPLE.org") == new.id

    write(work)


@pytest.mark.parametrize(
    "tokens",
    [
        ("",),
        ("c." + "0" * 32,),
        ("dc" + "a" * 26,),
        ("d." + "f" * 32,),
        ("dc" + "!" * 26,),
        ("dc" + "\u212a" * 26,),
    ],
)
def test_a_token_of_nobody_finds_nothing(write, tokens):
    def work(session):
        sent(session)
        assert traced(session, tokens=tokens) is None
        assert traced(session, address="not an address") is None

    write(work)
