# SPDX-License-Identifier: LicenseRef-Desk


import pytest

from desk.errors import NotFound
from desk.models import (
    Conversation,
)
from desk.models.vocabulary import ConversationState
from tests.services.inbox.handling.deeds import DEEDS, everything
from tests.services.inbox.office import NOW

IN_PROGRESS, SNOOZED, ARCHIVED = ConversationState


@pytest.mark.parametrize("name", DEEDS)
def test_every_deed_is_undone(office, name):
    before = everything(office)
    undo = office.do(DEEDS[name](office))
    assert undo.count == 1
    assert everything(office) != before
    office.undo(undo)
    assert everything(office) == before
    assert office.codes() == []


@pytest.mark.parametrize("name", DEEDS)
def test_what_is_gone_is_passed_over(office, name):
    office.set(Conversation, office.conversation, deleted_at=NOW)
    if name == "subject":
        with pytest.raises(NotFound):
            office.do(DEEDS[name](office))
    else:
        assert office.do(DEEDS[name](office)).is_empty
