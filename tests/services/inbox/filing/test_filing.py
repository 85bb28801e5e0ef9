# SPDX-License-Identifier: LicenseRef-Desk
"""Filing: mails come into their conversations."""

from sqlalchemy import update

from desk.models import (
    Conversation,
    new_id,
)
from desk.services.inbox.filing import TokenKind, marked
from tests.services.inbox.builders import NOW, OURS
from tests.services.inbox.known_people import conversation

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
