# SPDX-License-Identifier: LicenseRef-Desk
"""The row of a conversation: waiting, unread, woken, put away."""

from datetime import timedelta

import pytest
from sqlalchemy import update

from desk.models import (
    Conversation,
    Message,
)
from desk.models.mailbox import FLAGGED
from desk.models.vocabulary import (
    Author,
    ConversationState,
    Direction,
    MessageKind,
)
from desk.services.inbox import Feedback
from tests.services.inbox.builders import NOW, letter
from tests.services.inbox.known_people import conversation, rows

SOPHIE = "Sophie Bernard <sophie@example.org>"
AUTOMATIC = Feedback(kind=MessageKind.MESSAGE, is_automatic=True)


def test_who_waits_and_since_when(both):
    post = both
    one = post.arrives(SOPHIE)
    post.arrives(SOPHIE, answers=one)
    assert (conversation(post, one).waiting_since, conversation(post, one).unread) == (one.at, 2)
    post.leaves("sophie@example.org", answers=one)
    assert conversation(post, one).waiting_since is None
    again = post.arrives(SOPHIE, answers=one)
    assert conversation(post, one).waiting_since == again.at


def test_late_mail_falls_where_it_belongs(both):
    post = both
    one = post.arrives(SOPHIE, at=NOW)
    answer = post.leaves("sophie@example.org", answers=one, at=NOW + timedelta(hours=3))
    post.arrives(SOPHIE, answers=one, at=NOW + timedelta(hours=1), text="Avant la réponse")
    row = conversation(post, one)
    assert (row.last_at, row.last_author, row.waiting_since, row.message_count) == (
        answer.at,
        Author.OPERATOR,
        None,
        3,
    )


@pytest.mark.parametrize("headers", [{"List-Id": "<x.example.org>"}, {"Precedence": "bulk"}])
def test_nobody_waits_for_an_answer_to_a_newsletter(post, headers):
    row = conversation(post, post.arrives("News <news@example.org>", headers=headers))
    assert (row.waiting_since, row.unread) == (None, 1)


def test_automatic_mail_makes_nothing_unread_and_nobody_wait(post):
    row = conversation(post, post.arrives("Robot <robot@example.org>", feedback=AUTOMATIC))
    assert (row.waiting_since, row.unread, row.last_author) == (None, 0, Author.CUSTOMER)


@pytest.mark.parametrize("kind", [kind for kind in MessageKind if kind is not MessageKind.MESSAGE])
def test_what_is_nobodys_words_is_a_system_line(post, kind):
    one = post.leaves("sophie@example.org")
    post.arrives(
        "mailer@example.org",
        feedback=Feedback(kind=kind, original_message_id=one.header_id, is_automatic=True),
    )
    row = conversation(post, one)
    lines = rows(
        post.db, Message.direction, Message.author, Message.channel, Message.kind, where=Message.kind == kind
    )
    assert lines == [(Direction.SYSTEM, Author.SYSTEM, None, kind)]
    assert (row.message_count, row.unread, row.waiting_since, row.last_author) == (
        2,
        0,
        None,
        Author.OPERATOR,
    )


def test_a_bounce_of_nothing_known_is_archived_by_itself(post):
    one = post.arrives(
        "mailer@example.org", feedback=Feedback(kind=MessageKind.BOUNCE, original_message_id="no@where")
    )
    assert conversation(post, one).state is ConversationState.ARCHIVED


@pytest.mark.parametrize("state", [ConversationState.ARCHIVED, ConversationState.SNOOZED])
def test_a_customers_answer_wakes_a_conversation(post, state):
    one = post.arrives(SOPHIE)
    post.db.write_now(
        lambda s: s.execute(update(Conversation).values(state=state, snoozed_until=NOW + timedelta(days=9)))
    )
    post.arrives("robot@example.org", answers=one, feedback=AUTOMATIC)
    post.leaves("sophie@example.org", answers=one)
    assert conversation(post, one).state is state
    post.arrives(SOPHIE, answers=one)
    row = conversation(post, one)
    assert (row.state, row.snoozed_until) == (ConversationState.IN_PROGRESS, None)


def test_old_mail_that_is_taken_in_is_put_away(post):
    at = NOW - timedelta(days=200)
    old, unread = letter(SOPHIE, at=at), letter("Marc <marc@example.org>", at=at)
    post.file([old], flags=1, now=NOW)
    post.file([unread], now=NOW)
    assert (conversation(post, old).state, conversation(post, old).waiting_since) == (
        ConversationState.ARCHIVED,
        None,
    )
    assert conversation(post, unread).state is ConversationState.IN_PROGRESS


def test_flags_and_reading_come_from_the_server(post):
    one = letter(SOPHIE)
    post.file([one], flags=FLAGGED)
    assert (conversation(post, one).is_flagged, conversation(post, one).unread) == (True, 1)
