# SPDX-License-Identifier: LicenseRef-Desk
"""What the chips ask of the inbox."""

from datetime import timedelta

import pytest

from desk.models.vocabulary import Author, Channel, ConversationState
from desk.services.inbox import Order
from desk.ui.panes.messages.filters import EXTRAS, NOBODY, Filters, asked, cleared, without


def test_nothing_chosen_asks_for_what_is_in_progress():
    wanted = asked(Filters(), "o1")
    assert wanted.state is ConversationState.IN_PROGRESS
    assert (wanted.assignee_id, wanted.channels, wanted.waiting_for) == ("", (), None)


def test_every_chip_is_asked_for():
    filters = Filters(
        is_unread=True, is_flagged=True, is_mine=True, channel="sms", last_author="customer", tag="urgent",
        waiting_h=4, has_attachment=True, language="ja", customer_id="k1", order=Order.WAITING,
    )  # fmt: skip
    wanted = asked(filters, "o1")
    assert (wanted.is_unread, wanted.is_flagged, wanted.assignee_id) == (True, True, "o1")
    assert (wanted.channels, wanted.last_author) == ((Channel.SMS,), Author.CUSTOMER)
    assert (wanted.tag, wanted.waiting_for, wanted.has_attachment) == ("urgent", timedelta(hours=4), True)
    assert (wanted.language, wanted.customer_id, wanted.order) == ("ja", "k1", Order.WAITING)


def test_whose_and_which_mailbox_is_asked_for():
    theirs = asked(Filters(assignee_id="o2", mailbox_id="b1"), "o1")
    assert (theirs.assignee_id, theirs.is_unassigned, theirs.mailbox_id) == ("o2", False, "b1")
    nobody = asked(Filters(assignee_id=NOBODY, is_followed=True), "o1")
    assert (nobody.assignee_id, nobody.is_unassigned, nobody.follower_id) == ("", True, "o1")
    mine = asked(Filters(assignee_id=NOBODY, is_mine=True), "o1")
    assert (mine.assignee_id, mine.is_unassigned) == ("o1", False)


def test_words_look_everywhere():
    assert asked(Filters(words=" vélo "), "").state is None
    assert asked(Filters(words=" vélo "), "").words == "vélo"


def test_clearing_keeps_state_and_order():
    filters = Filters(state=ConversationState.ARCHIVED, order=Order.OLDEST, tag="urgent", words="x")
    assert filters.is_narrow
    assert cleared(filters) == Filters(state=ConversationState.ARCHIVED, order=Order.OLDEST)
    assert cleared(filters).is_plain


@pytest.mark.parametrize("name", EXTRAS)
def test_one_filter_is_taken_back(name):
    assert getattr(without(Filters(), name), name) == getattr(Filters(), name)


def test_an_unknown_filter_is_a_mistake():
    with pytest.raises(ValueError, match="no filter colour"):
        without(Filters(), "colour")
