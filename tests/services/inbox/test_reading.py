# SPDX-License-Identifier: LicenseRef-Desk
"""The list, its filters and counts; one conversation with its lines and the bytes behind them."""

from datetime import timedelta

import pytest
from sqlalchemy import insert, update

from desk import clock
from desk.errors import NotFound
from desk.models import Conversation, Draft, Membership, new_id
from desk.models.vocabulary import (
    Author,
    Channel,
    ConversationState,
    DraftKind,
    FolderRole,
    MembershipKind,
)
from desk.services.inbox import ConversationFilter, Inbox, InboxCounts, Order
from tests.query_plans import plans
from tests.services.inbox.builders import NOW, Post

STATES = (ConversationState.SNOOZED, ConversationState.ARCHIVED)


@pytest.fixture
def post(any_db):
    return Post(any_db)


def page(db, after=None, limit=100, **wanted):
    with clock.fixed(NOW + timedelta(days=1)):
        return db.read_now(lambda s: Inbox(s).page(ConversationFilter(**wanted), after, limit))


def names(db, **wanted):
    return [row.name for row in page(db, **wanted)]


def change(db, conversation_id, **values):
    db.write_now(
        lambda s: s.execute(update(Conversation).where(Conversation.id == conversation_id).values(**values))
    )


def member(db, conversation_id, operator_id, kind=MembershipKind.ASSIGNED):
    row = {"conversation_id": conversation_id, "operator_id": operator_id, "kind": kind, "created_at": NOW}
    db.write_now(lambda s: s.execute(insert(Membership).values(**row)))


@pytest.fixture
def five(post):
    """Anna to Emma, one after the other; Anna is archived, Bob snoozed."""
    letters = {
        name: post.arrives(
            f"{name} <{name.lower()}@example.org>", subject=f"De {name}", text=f"Bonjour {name}"
        )
        for name in ("Anna", "Bob", "Chloé", "David", "Emma")
    }
    ids = {name: post.conversation_of(one) for name, one in letters.items()}
    change(post.db, ids["Anna"], state=ConversationState.ARCHIVED)
    change(post.db, ids["Bob"], state=ConversationState.SNOOZED, snoozed_until=NOW)
    return post, letters, ids


def test_newest_first_by_state(five):
    db = five[0].db
    assert names(db) == ["Emma", "David", "Chloé"]
    assert names(db, state=ConversationState.SNOOZED) == ["Bob"]
    assert names(db, state=None) == ["Emma", "David", "Chloé", "Bob", "Anna"]
    assert names(db, order=Order.OLDEST) == ["Chloé", "David", "Emma"]
    assert names(db, state=None, order=Order.OLDEST) == ["Anna", "Bob", "Chloé", "David", "Emma"]


def test_who_waits_longest_comes_first(five):
    post, letters, _ = five
    post.leaves("david@example.org", answers=letters["David"])
    assert names(post.db, order=Order.WAITING) == ["Chloé", "Emma"]


@pytest.mark.parametrize(
    ("order", "state"),
    [(Order.NEWEST, None), (Order.OLDEST, ConversationState.IN_PROGRESS), (Order.WAITING, None)],
)
def test_pages_follow_each_other_without_gap_or_double(five, order, state):
    db, seen, after = five[0].db, [], None
    while rows := page(db, after, 1, order=order, state=state):
        seen += [row.id for row in rows]
        last = rows[-1]
        after = (last.waiting_since if order is Order.WAITING else last.last_at, last.id)
    assert seen == [row.id for row in page(db, order=order, state=state)]
    assert len(seen) == (5 if state is None else 3)


def test_filters(five):
    post, letters, ids = five
    db = post.db
    post.leaves(
        "david@example.org",
        answers=letters["David"],
        text="Voilà",
        files=[("a.pdf", "application/pdf", b"x")],
    )
    change(
        db,
        ids["Emma"],
        is_flagged=True,
        language="ja",
        tags=["VIP", 'a"b'],
        location_id="l1",
        channel=Channel.SMS,
        record_id="r",
        customer_id="c",
    )
    change(db, ids["Chloé"], unread=0)
    member(db, ids["Chloé"], "op1")
    member(db, ids["Emma"], "op1", MembershipKind.FOLLOWING)
    told = {
        "is_unread": ["David", "Emma"], "is_flagged": ["Emma"], "has_attachment": ["David"], "is_unassigned": ["David", "Emma"],
    }  # fmt: skip
    for name, expected in told.items():
        assert names(db, **{name: True}) == expected, name
    assert names(db, assignee_id="op1") == ["Chloé"]
    assert names(db, follower_id="op1") == ["Emma"]
    assert names(db, channels=(Channel.SMS,)) == ["Emma"]
    assert names(db, last_author=Author.OPERATOR) == ["David"]
    assert names(db, location_id="l1") == names(db, language="ja") == names(db, record_id="r") == ["Emma"]
    assert names(db, customer_id="c") == names(db, tag="VIP") == names(db, tag='a"b') == ["Emma"]
    assert names(db, tag="VI") == []
    assert len(names(db, mailbox_id=post.mailbox_id)) == 3
    assert names(db, words="bonjour emm") == ["Emma"]
    assert names(db, words="voil", is_flagged=True) == []
    assert names(db, words="nichts") == []
    assert names(db, waiting_for=timedelta(hours=20, minutes=30)) == ["Chloé"]


def test_what_was_deleted_or_joined_is_not_there(five):
    post, _, ids = five
    change(post.db, ids["Emma"], deleted_at=NOW)
    change(post.db, ids["David"], merged_into=ids["Chloé"])
    assert names(post.db) == ["Chloé"]
    assert post.db.read_now(lambda s: Inbox(s).counts()).in_progress == 1
    assert post.db.read_now(lambda s: Inbox(s).card(ids["David"])).row.id == ids["Chloé"]
    for gone in (ids["Emma"], new_id()):
        with pytest.raises(NotFound):
            post.db.read_now(lambda s, gone=gone: Inbox(s).card(gone))


def test_counts(five):
    post, letters, ids = five
    post.leaves("david@example.org", answers=letters["David"])
    change(post.db, ids["Emma"], unread=0)
    assert post.db.read_now(lambda s: Inbox(s).counts()) == InboxCounts(in_progress=3, snoozed=1, unread=2)


def test_a_card_says_who_follows_and_what_to_choose(five):
    post, _, ids = five
    member(post.db, ids["Emma"], "op2", MembershipKind.FOLLOWING)
    change(post.db, ids["Emma"], record_choices=["r1", "r2"])
    card = post.db.read_now(lambda s: Inbox(s).card(ids["Emma"]))
    assert (card.follower_ids, card.record_choices, card.row.name) == (("op2",), ("r1", "r2"), "Emma")


def test_a_draft_shows_in_the_list(five):
    post, _, ids = five
    row = {"id": new_id(), "created_at": NOW, "updated_at": NOW, "kind": DraftKind.REPLY, "content": {}}
    post.db.write_now(lambda s: s.execute(insert(Draft).values(conversation_id=ids["Emma"], **row)))
    assert [row.has_draft for row in page(post.db)] == [True, False, False]


def test_tags_in_use(five):
    post, _, ids = five
    change(post.db, ids["Emma"], tags=["zoo", "Atelier"])
    change(post.db, ids["Anna"], tags=["atelier"])
    assert set(post.db.read_now(lambda s: Inbox(s).tags())) == {"Atelier", "atelier", "zoo"}


# ----------------------------------------------------------------------------------- one conversation


def test_a_message_with_all_that_belongs_to_it(db):
    post = Post(db)
    one = post.arrives(
        "Anna <anna@example.org>",
        html="<p>Bonjour <b>!</b></p>",
        files=[("setup.exe", "application/x-msdownload", b"MZ")],
    )
    id_ = post.message_of(one)
    row = post.db.read_now(lambda s: Inbox(s).message(id_))
    assert (row.has_html, row.images_allowed, row.delivery, row.translation) == (True, False, None, None)
    (file,) = row.attachments
    assert (file.name, file.is_dangerous) == ("setup.exe", True)
    assert post.db.read_now(lambda s: Inbox(s).attachment(file.id))[1] == b"MZ"
    assert post.db.read_now(lambda s: Inbox(s).raw(id_)) == one.raw
    assert "<b>" in post.db.read_now(lambda s: Inbox(s).html(id_))
    assert post.db.read_now(lambda s: Inbox(s).inline(id_)) == {}


def test_pictures_inside_a_mail_are_found_by_their_id(db):
    post = Post(db)
    raw = (
        b"From: Anna <anna@example.org>\r\nTo: boutique@desk.test\r\nMessage-ID: <pic@x.org>\r\nMIME-Version: 1.0\r\n"
        b'Content-Type: multipart/related; boundary="b"\r\n\r\n--b\r\nContent-Type: text/html\r\n\r\n'
        b'<img src="cid:logo@x">\r\n--b\r\nContent-Type: image/png\r\nContent-ID: <logo@x>\r\n'
        b"Content-Disposition: inline\r\nContent-Transfer-Encoding: base64\r\n\r\nYWJj\r\n--b--\r\n"
    )
    message = post.file([raw], folder=FolderRole.INBOX).messages[0]
    found = post.db.read_now(lambda s: Inbox(s).inline(message.message_id))
    assert found == {"logo@x": ("image/png", b"abc")}


def test_what_is_not_there_is_not_found(db):
    for ask in (Inbox.raw, Inbox.message, Inbox.attachment):
        with pytest.raises(NotFound):
            db.read_now(lambda s, ask=ask: ask(Inbox(s), new_id()))
    assert db.read_now(lambda s: Inbox(s).html(new_id())) is None
    assert db.read_now(lambda s: Inbox(s).by_ids([])) == {}


# ------------------------------------------------------------------------------------------ with many

FILTERS = [
    {},
    {"is_unread": True},
    {"is_flagged": True},
    {"has_attachment": True},
    {"channels": (Channel.SMS,)},
    {"last_author": Author.CUSTOMER},
    {"location_id": "x"},
    {"mailbox_id": "x"},
    {"language": "ja"},
    {"assignee_id": "op"},
    {"is_unassigned": True},
    {"order": Order.WAITING},
    {"order": Order.OLDEST},
]


@pytest.mark.parametrize("wanted", FILTERS)
def test_every_filter_walks_an_index_that_holds_all_it_asks_for(db, wanted):
    asked = ConversationFilter(**wanted)
    _, said = plans(db, lambda s: Inbox(s).page(asked, (NOW, "x"), 50))
    assert "COVERING INDEX ix_conversation_" in said[0], said[0]
    assert "TEMP B-TREE" not in said[0], said[0]


@pytest.mark.parametrize("wanted", [{"customer_id": "c"}, {"record_id": "r"}])
def test_what_belongs_to_one_is_looked_up(db, wanted):
    _, said = plans(db, lambda s: Inbox(s).page(ConversationFilter(state=None, **wanted), None, 50))
    assert f"USING INDEX ix_conversation_{next(iter(wanted))}" in said[0]


def test_counts_read_indexes_only(db):
    _, said = plans(db, lambda s: Inbox(s).counts())
    assert len(said) == 3
    assert all("SEARCH conversation USING COVERING INDEX" in plan for plan in said), said
    assert all("(state=?)" in plan for plan in said), "the archived are not walked through"
