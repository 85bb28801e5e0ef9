# SPDX-License-Identifier: LicenseRef-Desk
"""All messages, one after the other."""

from sqlalchemy import update

from desk.models import Conversation
from desk.services.inbox import Inspection
from tests.services.inbox.builders import NOW, Post


def test_messages_follow_each_other_newest_first(db):
    post = Post(db)
    letters = [post.arrives("Anna <anna@example.org>", subject=f"n{number}") for number in range(5)]
    seen, after = [], None
    while page := db.read_now(lambda s, after=after: Inspection(s).messages(after, 2)):
        seen += [row.message_id for row in page]
        after = page[-1].key
    assert seen == [one.header_id for one in reversed(letters)]


def test_what_was_deleted_is_not_told(db):
    post = Post(db)
    post.arrives("Anna <anna@example.org>")
    db.write_now(lambda s: s.execute(update(Conversation).values(deleted_at=NOW)))
    assert db.read_now(lambda s: Inspection(s).messages()) == ()
