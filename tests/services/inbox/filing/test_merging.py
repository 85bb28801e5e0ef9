# SPDX-License-Identifier: LicenseRef-Desk
"""Conversations that turn out to be one."""

from dataclasses import replace
from datetime import timedelta

from sqlalchemy import insert, update

from desk.models import (
    Conversation,
    Membership,
)
from desk.models.vocabulary import FolderRole, MembershipKind
from desk.services.inbox import Merging
from tests.services.inbox.builders import NOW, OURS, letter
from tests.services.inbox.known_people import conversation, customer, rows

SOPHIE = "Sophie Bernard <sophie@example.org>"


def test_two_conversations_that_are_one_are_joined_with_what_belongs_to_them(both):
    post = both
    left = letter(SOPHIE, subject="Vélo", at=NOW + timedelta(hours=1))
    right = letter(SOPHIE, subject="Vélo", at=NOW + timedelta(hours=2))
    root = letter(SOPHIE, answers=replace(right, references=(left.header_id,)), at=NOW + timedelta(hours=3))
    post.file([left])
    post.file([right])
    one, two = post.conversation_of(left), post.conversation_of(right)

    def assign(session):
        for id_, tag in ((one, "a"), (two, "b")):
            session.execute(
                update(Conversation).where(Conversation.id == id_).values(tags=[tag], assignee_ids=["op"])
            )
            session.execute(
                insert(Membership).values(
                    conversation_id=id_, operator_id="op", kind=MembershipKind.ASSIGNED, created_at=NOW
                )
            )

    post.db.write_now(assign)
    filed = post.file([root])
    assert filed.joined == {max(one, two): min(one, two)}
    whole = conversation(post, root)
    assert (whole.id, whole.message_count, whole.unread, whole.tags) == (min(one, two), 3, 3, ["a", "b"])
    assert whole.assignee_ids == ["op"]
    gone = rows(post.db, Conversation.merged_into, where=Conversation.id == max(one, two))
    assert gone == [(whole.id,)]


def test_what_a_person_split_off_stays_apart(post):
    one = post.arrives(SOPHIE)
    two = post.arrives(SOPHIE, subject="Autre")
    apart = post.conversation_of(two)
    post.db.write_now(
        lambda s: s.execute(update(Conversation).where(Conversation.id == apart).values(is_separate=True))
    )
    both = post.arrives(SOPHIE, answers=two, headers={"X-None": "1"})
    assert post.conversation_of(both) == apart
    assert post.conversation_of(one) != apart


def test_an_answer_to_a_conversation_that_became_part_of_another_follows_it(post):
    one, two = post.arrives(SOPHIE), post.arrives("Marc <marc@example.org>")
    pair = {post.conversation_of(one): post.conversation_of(two)}
    post.db.write_now(lambda s: Merging(s).join(pair, NOW))
    answer = post.arrives(SOPHIE, answers=one)
    assert post.conversation_of(answer) == post.conversation_of(two)
    assert conversation(post, two).message_count == 3


def test_no_mail_joins_the_conversations_of_two_customers(both):
    """Whoever wrote it, and even where one of them takes part in both."""
    post = both
    customer(post.db, "Sophie", "sophie@example.org")
    customer(post.db, "Marc", "marc@example.org")
    one = post.arrives(SOPHIE, cc=["marc@example.org"])
    two = post.arrives("Marc <marc@example.org>", subject="Autre")
    named = replace(two, references=(one.header_id,))
    for sender in ("Evil <evil@example.org>", "Marc <marc@example.org>", OURS):
        folder = FolderRole.SENT if sender == OURS else FolderRole.INBOX
        third = letter(sender, "marc@example.org" if sender == OURS else OURS, answers=named)
        assert post.file([third], folder=folder).joined == {}
    assert post.conversation_of(one) != post.conversation_of(two)
    assert rows(post.db, Conversation.id, where=Conversation.merged_into.is_not(None)) == []
