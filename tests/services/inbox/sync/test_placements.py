# SPDX-License-Identifier: LicenseRef-Desk
"""Where messages lie, and what other programs did to their flags, as both databases keep it."""

from sqlalchemy import select

from desk import clock
from desk.models import Conversation, Folder, Message, Placement
from desk.models.mailbox import ANSWERED, FLAGGED, SEEN
from desk.services.inbox import NoticeDraft, Notices, Placements
from desk.services.inbox.notices import ASSIGNED, REPLIED
from tests.services.inbox.builders import Post


def laid(db, count=3):
    """Return an inbox with unread mails of one conversation: folder, UID → message."""
    post = Post(db)
    first = post.arrives("Sophie <sophie@example.org>", subject="Vélo")
    for _ in range(count - 1):
        first = post.arrives(first.sender, answers=first)
    wanted = (
        select(Placement.folder_id, Placement.uid, Placement.message_id).join(Folder).order_by(Placement.uid)
    )
    rows = db.read_now(lambda s: s.execute(wanted).all())
    return rows[0].folder_id, {row.uid: row.message_id for row in rows}


def unread(db):
    return db.read_now(lambda s: s.execute(select(Conversation.unread, Conversation.is_flagged)).one())


def test_flags_that_are_told_reach_the_message_and_its_conversation(any_db):
    folder, there = laid(any_db)
    first, second, third = there
    assert unread(any_db) == (3, False)
    told = {first: SEEN, second: FLAGGED | ANSWERED, 999: SEEN}
    assert any_db.write_now(lambda s: Placements(s).tell(folder, told)) == 2
    assert unread(any_db) == (2, True)
    assert any_db.write_now(lambda s: Placements(s).tell(folder, told)) == 0
    any_db.write_now(lambda s: Placements(s).tell(folder, {first: 0, second: SEEN, third: SEEN}))
    assert unread(any_db) == (1, False)


def test_places_are_counted_listed_and_forgotten(any_db):
    folder, there = laid(any_db)
    uids = tuple(there)

    def look(session):
        places = Placements(session)
        return places.uids(folder), places.count([folder, "nix"]), places.header_ids(folder, 2)

    listed, counted, named = any_db.read_now(look)
    assert listed == uids
    assert counted == {folder: 3, "nix": 0}
    assert list(named) == sorted(uids, reverse=True)[:2]
    assert any_db.write_now(lambda s: Placements(s).forget(folder, ((uids[0], uids[1]), (777, 777)))) == 2
    assert any_db.write_now(lambda s: Placements(s).forget(folder, ((1, 0xFFFFFFFF),))) == 1
    assert any_db.read_now(lambda s: len(s.execute(select(Message.id)).all())) == 3


def test_a_place_is_put_once(any_db):
    folder, there = laid(any_db, 1)
    [message] = there.values()
    for flags in (0, SEEN):
        any_db.write_now(lambda s, flags=flags: Placements(s).put(folder, 50, message, flags))
    rows = any_db.read_now(lambda s: Placements(s).of_messages([message]))
    assert sorted((row.uid, row.flags) for row in rows if row.uid == 50) == [(50, SEEN)]
    assert {row.role for row in rows} == {"inbox"}
    assert any_db.read_now(lambda s: Placements(s).names([message, "nix"])).keys() == {message}


def test_a_thousand_flags_take_a_few_statements(any_db):
    folder, there = laid(any_db, 3)
    told = dict.fromkeys(range(1, 1001), SEEN)
    assert any_db.write_now(lambda s: Placements(s).tell(folder, told)) == len(there)


def test_what_is_read_in_another_program_is_read_under_the_bell(any_db):
    folder, there = laid(any_db)
    conversation = any_db.read_now(lambda s: s.scalar(select(Conversation.id)))
    drafts = [
        NoticeDraft(operator_id="o", kind=kind, conversation_id=conversation) for kind in (REPLIED, ASSIGNED)
    ]
    any_db.write_now(lambda s: Notices(s).add(drafts, clock.now()))
    first, *others = there
    any_db.write_now(lambda s: Placements(s).tell(folder, {first: SEEN}))
    assert any_db.read_now(lambda s: Notices(s).unread("o")) == 2
    any_db.write_now(lambda s: Placements(s).tell(folder, dict.fromkeys(others, SEEN)))
    (left,) = [one for one in any_db.read_now(lambda s: Notices(s).page("o")) if not one.is_read]
    assert left.kind == ASSIGNED
