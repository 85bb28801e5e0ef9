# SPDX-License-Identifier: LicenseRef-Desk
"""Which conversations a filter shows (what they are shown as: test_reading)."""

from datetime import timedelta

from desk.models import Conversation, new_id
from desk.models.vocabulary import Author, Channel, ConversationState
from desk.services.inbox import ConversationFilter, Order
from desk.services.inbox.listing import Listing, found_ids
from desk.services.store import insert_rows
from tests.services.inbox.builders import NOW

STATES = tuple(ConversationState)


def filled(db, count=30):
    """Conversations of every state, by threes at the same instant."""
    rows = [
        {
            "id": new_id(), "created_at": NOW, "updated_at": NOW, "channel": Channel.EMAIL, "state": STATES[number % 3],
            "last_at": NOW + timedelta(minutes=number // 9), "last_author": Author.CUSTOMER,
            "waiting_since": NOW - timedelta(minutes=number // 6) if number % 2 else None,
            "record_choices": [], "tags": [], "assignee_ids": [],
        }
        for number in range(count)
    ]  # fmt: skip
    db.write_now(lambda s: insert_rows(s, Conversation, rows))
    return rows


def test_pages_of_every_state_are_one_list(any_db):
    rows = {row["id"]: row for row in filled(any_db)}
    for order, column in (
        (Order.NEWEST, "last_at"),
        (Order.OLDEST, "last_at"),
        (Order.WAITING, "waiting_since"),
    ):
        listing = Listing(wanted=ConversationFilter(state=None, order=order))
        seen, after = [], None
        while page := any_db.read_now(
            lambda s, after=after, listing=listing: found_ids(s, listing, after, 7)
        ):
            seen += page
            after = (rows[page[-1]][column], page[-1])
        keys = [(rows[id_][column], id_) for id_ in seen]
        assert keys == sorted(keys, reverse=order is Order.NEWEST)
        assert len(set(seen)) == len(seen) == (15 if order is Order.WAITING else 30)


def test_only_those_in_which_words_were_found(db):
    ids = [row["id"] for row in filled(db, 6)]
    wanted = ConversationFilter(state=None)
    some = Listing(wanted=wanted, among=ids[:2])
    assert set(db.read_now(lambda s: found_ids(s, some, None, 10))) == set(ids[:2])
    assert db.read_now(lambda s: found_ids(s, Listing(wanted=wanted, among=[]), None, 10)) == []
