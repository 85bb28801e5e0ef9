# SPDX-License-Identifier: LicenseRef-Desk
"""All messages, one after the other."""

from datetime import timedelta

from sqlalchemy import update

from desk.models import Conversation, Message
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


def test_the_date_is_the_mails_own(any_db):
    """The list shows when an unread mail came that claims to be old; a program asks what is written."""
    post = Post(any_db)
    long_ago = NOW - timedelta(days=40)
    post.arrives("Anna <anna@example.org>", at=long_ago)
    any_db.write_now(lambda s: s.execute(update(Message).values(at=NOW)))
    (entry,) = any_db.read_now(lambda s: Inspection(s).messages())
    assert entry.date == long_ago


def test_what_was_deleted_is_not_told(db):
    post = Post(db)
    post.arrives("Anna <anna@example.org>")
    db.write_now(lambda s: s.execute(update(Conversation).values(deleted_at=NOW)))
    assert db.read_now(lambda s: Inspection(s).messages()) == ()
