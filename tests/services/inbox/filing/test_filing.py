# SPDX-License-Identifier: LicenseRef-Desk
"""Filing: mails come into their conversations."""

from datetime import timedelta

from sqlalchemy import update

from desk.models import (
    Conversation,
    new_id,
)
from desk.models.vocabulary import MessageKind
from desk.services.channels import TokenKind, marked
from desk.services.inbox import Feedback, Handling, Mailboxes
from desk.services.store import Change
from tests.services.inbox.builders import NOW, OURS, Post
from tests.services.inbox.known_people import conversation, customer

SOPHIE = "Sophie Bernard <sophie@example.org>"


def test_answers_stay_in_their_conversation_and_a_new_question_begins_one(both):
    post = both
    one = post.arrives(SOPHIE, subject="Vélo")
    two = post.leaves("sophie@example.org", answers=one)
    three = post.arrives(SOPHIE, answers=two)
    other = post.arrives(SOPHIE, subject="Vélo")
    strange = post.arrives("Marc <marc@example.org>", subject="Re: Vélo")
    assert post.conversation_of(one) == post.conversation_of(two) == post.conversation_of(three)
    assert len({post.conversation_of(each) for each in (one, other, strange)}) == 3
    assert (conversation(post, one).message_count, conversation(post, one).subject) == (3, "Vélo")


def test_a_token_in_the_address_finds_the_conversation(post):
    one = post.arrives(SOPHIE)
    to = marked(OURS, TokenKind.CONVERSATION, post.conversation_of(one))
    two = post.arrives("Sophie <sophie@other.example>", to=to, subject="Sans références")
    assert post.conversation_of(two) == post.conversation_of(one)


def test_a_token_that_names_nothing_is_no_harm(post):
    two = post.arrives(SOPHIE, to=marked(OURS, TokenKind.CONVERSATION, new_id()))
    assert conversation(post, two).message_count == 1


def test_an_answer_to_what_was_deleted_begins_anew_and_stays_together(both):
    post = both
    one = post.arrives(SOPHIE)
    gone = post.conversation_of(one)
    post.db.write_now(
        lambda s: s.execute(update(Conversation).where(Conversation.id == gone).values(deleted_at=NOW))
    )
    two = post.arrives(SOPHIE, answers=one)
    three = post.arrives(SOPHIE, answers=one)
    assert post.conversation_of(two) == post.conversation_of(three) != gone
    assert conversation(post, two).unread == 2


def test_a_stranger_who_names_a_mail_begins_a_conversation_of_their_own(both):
    """Message-IDs stand in every copy and every forwarded mail."""
    post = both
    one = post.arrives(SOPHIE, subject="Vélo")
    ours = post.leaves("sophie@example.org", answers=one)
    evil = post.arrives("Evil <evil@example.org>", answers=ours)
    apart = post.conversation_of(evil)
    assert apart != post.conversation_of(one)
    back = post.leaves("evil@example.org", answers=evil)
    again = post.arrives("Evil <evil@example.org>", answers=back)
    assert post.conversation_of(back) == post.conversation_of(again) == apart
    more = post.arrives(SOPHIE, answers=ours)
    assert post.conversation_of(more) == post.conversation_of(one)
    assert (conversation(post, one).message_count, conversation(post, evil).message_count) == (3, 3)


def test_who_writes_from_another_address_of_theirs_or_got_a_copy_is_no_stranger(post):
    customer(post.db, "Sophie", "sophie@example.org", "sophie@work.example")
    one = post.arrives(SOPHIE, cc=["Paul <paul@example.org>"])
    two = post.arrives("Sophie <sophie@work.example>", answers=one)
    three = post.arrives("Paul <Paul@example.org>", answers=one)
    assert post.conversation_of(one) == post.conversation_of(two) == post.conversation_of(three)


def test_where_an_answer_is_to_go_makes_nobody_a_customer_of_the_conversation(post):
    customer(post.db, "Sophie", "sophie@example.org")
    one = post.arrives(SOPHIE)
    evil = post.arrives("Evil <evil@example.org>", answers=one, headers={"Reply-To": "sophie@example.org"})
    assert post.conversation_of(evil) != post.conversation_of(one)


def test_a_report_joins_what_it_is_about_and_lets_nobody_in(post):
    one = post.arrives(SOPHIE)
    report = post.arrives("Evil <evil@example.org>", answers=one, feedback=Feedback(kind=MessageKind.BOUNCE))
    assert post.conversation_of(report) == post.conversation_of(one)
    evil = post.arrives("Evil <evil@example.org>", answers=one)
    assert post.conversation_of(evil) != post.conversation_of(one)


def test_a_mailbox_that_is_taken_away_with_its_mail_and_added_again_shows_it(both):
    post = both
    one, two = post.arrives(SOPHIE), post.arrives(SOPHIE, subject="Autre")
    post.db.write_now(
        lambda s: Mailboxes(s).remove(post.mailbox_id, keep_messages=False, at=NOW), Change.MAILBOXES
    )
    assert conversation(post, one).deleted_at is not None
    again = Post(post.db)
    assert again.file([one]).known == 1
    assert (conversation(post, one).deleted_at, conversation(post, one).mailbox_id) == (
        None,
        again.mailbox_id,
    )
    post.db.write_now(lambda s: Handling(s).purge(NOW + timedelta(days=3)), Change.CONVERSATIONS)
    assert post.conversation_of(one) is not None
    assert post.conversation_of(two) is None
    assert len(again.file([two]).messages) == 1
