# SPDX-License-Identifier: LicenseRef-Desk
from datetime import timedelta

import pytest

from desk.models import Presence
from desk.services.inbox import Presences
from tests.services.inbox.office import NOW, Office


@pytest.fixture
def office(any_db):
    return Office(any_db)


def here(office, workstation, operator, *, is_writing=False, at=NOW, conversation=None):
    office.db.write_now(
        lambda s: Presences(s).here(
            conversation or office.conversation, workstation, operator, is_writing=is_writing, at=at
        )
    )


def others(office, workstation="a", at=NOW):
    found = office.db.read_now(lambda s: Presences(s).others(office.conversation, workstation, at))
    return [(row.operator_id, row.is_writing) for row in found]


def test_colleagues_are_seen_and_oneself_is_not(office):
    here(office, "a", office.camille)
    here(office, "b", office.marc)
    assert others(office) == [(office.marc, False)]
    here(office, "b", office.marc, is_writing=True)
    assert others(office) == [(office.marc, True)]


def test_who_is_gone_or_silent_is_not_there(office):
    here(office, "b", office.marc)
    assert others(office, at=NOW + timedelta(minutes=1)) == []
    office.db.write_now(lambda s: Presences(s).leave("b"))
    assert others(office) == []


def test_a_workstation_is_in_one_place(office):
    here(office, "b", office.marc)
    here(office, "b", office.marc, conversation=office.begin())
    assert others(office) == []


def test_the_long_gone_are_forgotten(office):
    here(office, "b", office.marc, at=NOW - timedelta(hours=1))
    here(office, "a", office.camille)
    assert office.count(Presence) == 1
