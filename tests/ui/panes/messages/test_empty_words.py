# SPDX-License-Identifier: LicenseRef-Desk
"""Why a list is empty."""

import pytest

from desk.models.vocabulary import ConversationState
from desk.ui.panes.messages.empty_words import empty_text
from desk.ui.panes.messages.filters import Filters
from desk.ui.panes.messages.readings import Choices
from desk.ui.panes.messages.view_model import State


@pytest.mark.parametrize(
    ("filters", "has_mailbox", "deed"),
    [
        (Filters(tag="x"), False, "clear"),
        (Filters(), False, "connect"),
        (Filters(), True, "archived"),
        (Filters(state=ConversationState.ARCHIVED), True, "progress"),
        (Filters(state=ConversationState.SNOOZED), True, ""),
    ],
)
def test_each_reason_has_its_remedy(filters, has_mailbox, deed):
    said = empty_text(State(filters=filters, choices=Choices(has_mailbox=has_mailbox)))
    assert said.deed == deed
    assert bool(said.verb) == bool(deed)
