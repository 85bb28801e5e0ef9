# SPDX-License-Identifier: LicenseRef-Desk
"""What the lines of a conversation add up to; adding one is the same as adding up all."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from desk.models.vocabulary import Author, Channel, ConversationState, Direction, MessageKind
from desk.services.inbox.filing.standing import (
    FORGOTTEN,
    LONG_FORGOTTEN,
    Spoken,
    believable,
    first_state,
    grown,
    may_grow,
    summed,
)

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
WHO = {
    "customer": (Direction.INCOMING, Author.CUSTOMER, MessageKind.MESSAGE),
    "operator": (Direction.OUTGOING, Author.OPERATOR, MessageKind.MESSAGE),
    "robot": (Direction.OUTGOING, Author.ROBOT, MessageKind.MESSAGE),
    "stopgap": (Direction.OUTGOING, Author.ROBOT, MessageKind.MESSAGE),
    "rule": (Direction.OUTGOING, Author.RULE, MessageKind.MESSAGE),
    "note": (Direction.NOTE, Author.OPERATOR, MessageKind.MESSAGE),
    "bounce": (Direction.SYSTEM, Author.SYSTEM, MessageKind.BOUNCE),
}


def line(who, minute=0, *, is_read=False, is_automatic=False, number=0):
    direction, author, kind = WHO[who]
    return Spoken(
        id=f"{minute:04}{number:04}", at=NOW + timedelta(minutes=minute), direction=direction, author=author, kind=kind,
        channel=Channel.EMAIL, preview=f"{who} {minute}", is_read=is_read or who != "customer", is_automatic=is_automatic,
        leaves_waiting=who == "stopgap",
    )  # fmt: skip


def test_the_newest_words_are_shown():
    standing = summed([line("customer", 1), line("operator", 2), line("note", 3), line("bounce", 4)])
    assert (standing.preview, standing.last_author, standing.message_count) == (
        "operator 2",
        Author.OPERATOR,
        4,
    )
    assert summed([line("bounce", 1)]).last_author is Author.SYSTEM


def test_an_answer_by_anybody_but_a_rule_ends_the_waiting():
    ends = {"operator": False, "robot": False, "stopgap": True, "rule": True, "note": True}
    for who, waits in ends.items():
        assert (summed([line("customer", 1), line(who, 2)]).waiting_since is not None) == waits, who
    assert summed([line("customer", 1), line("customer", 2)]).waiting_since == line("customer", 1).at
    assert summed([line("customer", 1, is_automatic=True)]).waiting_since is None


def test_nobody_begins_to_wait_for_what_is_long_past():
    old = summed([line("customer")])
    later = NOW + FORGOTTEN + timedelta(days=1)
    assert believable(old, NOW).waiting_since == NOW
    assert believable(old, later).waiting_since is None
    assert believable(old, later, was_waiting=True).waiting_since == NOW


def test_where_a_new_conversation_belongs():
    def state(days, *, is_read=False, is_put_away=False, speaks=True):
        standing = summed([line("customer", is_read=is_read)])
        return first_state(standing, NOW + timedelta(days=days), is_put_away=is_put_away, speaks=speaks)

    assert state(0) is state(100) is ConversationState.IN_PROGRESS
    assert state(100, is_read=True) is ConversationState.ARCHIVED
    assert state(LONG_FORGOTTEN.days + 1) is ConversationState.ARCHIVED
    assert state(0, is_put_away=True) is state(0, speaks=False) is ConversationState.ARCHIVED


@settings(max_examples=80)
@given(
    st.lists(
        st.builds(
            line,
            st.sampled_from(list(WHO)),
            st.integers(0, 6),
            is_read=st.booleans(),
            is_automatic=st.booleans(),
            number=st.integers(0, 999),
        ),
        min_size=2,
        max_size=8,
        unique_by=lambda one: one.id,
    )
)
def test_growing_line_by_line_is_adding_all_up(lines):
    ordered = sorted(lines, key=lambda one: (one.at, one.id))
    standing = summed(ordered[:1])
    for number, one in enumerate(ordered[1:], 2):
        standing = grown(standing, one) if may_grow(standing, one) else summed(ordered[:number])
        assert standing == summed(ordered[:number])


def test_an_answer_that_never_arrived_ends_no_waiting():
    failed = replace(line("operator", 1), has_failed=True)
    assert summed([line("customer"), failed]).waiting_since == NOW
