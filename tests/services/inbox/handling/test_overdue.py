# SPDX-License-Identifier: LicenseRef-Desk
"""Who waits longer than the shop wants, by the shop's own clock."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from desk.models import Conversation, Event
from desk.models.vocabulary import ConversationState
from desk.services.inbox.handling import overdue
from desk.services.inbox.handling.overdue import LOOKS_BACK, OverdueWaits
from desk.services.inbox.tidings import WAITING
from desk.services.shop import LocationDraft, Locations, Settings
from tests.services.inbox.office import NOW

TARGET = timedelta(hours=4)


def found(office, now):
    return [one.conversation_id for one in office.db.read_now(lambda s: OverdueWaits(s).find(now))]


def waits(office, since, **more):
    return office.begin(waiting_since=since, **more)


@pytest.fixture
def office(office):
    office.db.write_now(lambda s: Settings(s).change(answer_within_hours=4))
    office.sent("Oui.")  # the one that is there waits for nothing more
    return office


def test_from_the_target_on_until_it_is_too_long_ago_for_news(office):
    just = waits(office, NOW - TARGET)
    waits(office, NOW - TARGET + timedelta(seconds=1))
    waits(office, NOW - LOOKS_BACK - TARGET)
    long_ago = waits(office, NOW - LOOKS_BACK - TARGET + timedelta(seconds=1))
    waits(office, NOW - TARGET, state=ConversationState.ARCHIVED)
    waits(office, NOW - TARGET, deleted_at=NOW)
    assert found(office, NOW) == [just, long_ago]


def test_whoever_wrote_before_the_holidays_is_told_after_them(office):
    """Closed for three weeks from the hour after the customer wrote."""
    since = NOW.replace(hour=16, minute=0, second=0) - timedelta(days=30)
    days = tuple(since.date() + timedelta(days=n) for n in range(1, 22))
    hours = dict.fromkeys(range(7), (("09:00", "17:00"),))
    draft = LocationDraft(name="Lyon", timezone="UTC", is_default=True, opening=hours, closed=days)
    office.db.write_now(lambda s: Locations(s).create(draft))
    one = waits(office, since)
    back = since.replace(hour=9) + timedelta(days=22)
    assert found(office, back + timedelta(hours=2)) == []
    (told,) = office.db.read_now(lambda s: OverdueWaits(s).find(back + timedelta(hours=3)))
    assert (told.conversation_id, told.due_at, told.minutes) == (one, back + timedelta(hours=3), 240)


def test_those_who_were_told_take_nobodys_place(office, monkeypatch):
    monkeypatch.setattr(overdue, "LIMIT", 2)
    ids = [waits(office, NOW - TARGET - timedelta(minutes=n // 2)) for n in range(5)]
    told = [office.db.write_now(lambda s: OverdueWaits(s).tell(NOW)) for _ in range(4)]
    assert told == [2, 2, 1, 0]
    keys = office.db.read_now(lambda s: s.scalars(select(Event.key).where(Event.kind == WAITING)).all())
    assert {key.partition(":")[0] for key in keys} == set(ids)


def test_only_opening_hours_count(office):
    """The shop closed an hour after the customer wrote, and opens for an hour on the next day."""
    since = NOW.replace(hour=16, minute=0, second=0) - timedelta(days=3)
    hours = dict.fromkeys(range(7), (("15:00", "17:00"),))
    draft = LocationDraft(name="Lyon", timezone="UTC", is_default=True, opening=hours)
    office.db.write_now(lambda s: Locations(s).create(draft))
    one = waits(office, since)
    assert found(office, since + timedelta(days=1, hours=1)) == []  # three hours of the four
    assert found(office, since + timedelta(days=2)) == [one]


def test_each_waiting_is_told_once_and_a_new_one_again(office):
    one = waits(office, NOW - TARGET)
    assert [office.db.write_now(lambda s: OverdueWaits(s).tell(NOW)) for _ in range(2)] == [1, 0]
    assert found(office, NOW) == []
    office.set(Conversation, one, waiting_since=NOW - TARGET - timedelta(hours=1))
    assert found(office, NOW) == [one]
