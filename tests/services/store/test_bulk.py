# SPDX-License-Identifier: LicenseRef-Desk
"""Many rows at once: those that are there already stay, or are set anew."""

from sqlalchemy import insert, select

from desk.models import Conversation, ThreadReference
from desk.models.vocabulary import Author, Channel
from desk.services.store import insert_new, put_rows
from tests.services.inbox.builders import NOW


def row(header_id, conversation_id, party=""):
    return {"header_id": header_id, "party": party, "conversation_id": conversation_id}


def begin(db):
    def work(session):
        for id_ in ("one", "two"):
            told = {"created_at": NOW, "updated_at": NOW, "last_at": NOW, "last_author": Author.CUSTOMER}
            session.execute(insert(Conversation).values(id=id_, channel=Channel.EMAIL, **told))

    db.write_now(work)


def kept(db):
    query = select(ThreadReference.header_id, ThreadReference.party, ThreadReference.conversation_id)
    return {tuple(found) for found in db.read_now(lambda s: s.execute(query).all())}


def test_new_rows_are_added_and_others_left_or_set(any_db):
    begin(any_db)
    any_db.write_now(lambda s: insert_new(s, ThreadReference, [row("a", "one"), row("a", "one", "p")]))
    any_db.write_now(
        lambda s: insert_new(s, ThreadReference, [row("a", "two"), row("b", "two"), row("b", "one")])
    )
    assert kept(any_db) == {("a", "", "one"), ("a", "p", "one"), ("b", "", "two")}
    any_db.write_now(
        lambda s: put_rows(s, ThreadReference, [row("a", "two"), row("c", "one")], "conversation_id")
    )
    assert kept(any_db) == {("a", "", "two"), ("a", "p", "one"), ("b", "", "two"), ("c", "", "one")}
    any_db.write_now(lambda s: insert_new(s, ThreadReference, []))
