# SPDX-License-Identifier: LicenseRef-Desk
"""The moments that are offered to leave later."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from desk.services.shop import LocationDraft, Locations
from desk.ui.panes.messages.composer.later import When, moments

PARIS = ZoneInfo("Europe/Paris")
START = datetime(2026, 1, 1, tzinfo=UTC)
WEEK = dict.fromkeys(range(1, 6), (("09:00", "19:00"),))


def place(db):
    draft = LocationDraft(name="Lyon", timezone="Europe/Paris", opening=WEEK, is_default=True)
    return db.write_now(lambda session: Locations(session).get(Locations(session).create(draft)))


def at(text):
    return datetime.fromisoformat(text).replace(tzinfo=PARIS).astimezone(UTC)


def named(found):
    return {one.when: one.at for one in found}


def test_when_the_shop_is_closed_its_opening_comes_first(db):
    found = moments(at("2026-11-23T08:00"), PARIS, place(db))  # a Monday, when it is closed
    assert found[0].when is When.OPENING
    assert found[0].at == at("2026-11-24T09:00")
    assert When.TOMORROW_MORNING not in named(found)  # the same moment is not offered twice


def test_on_a_working_day(db):
    found = named(moments(at("2026-11-25T10:10:30"), PARIS, place(db)))
    assert When.OPENING not in found
    assert found[When.HOUR] == at("2026-11-25T11:10")
    assert found[When.TONIGHT] == at("2026-11-25T18:00")
    assert found[When.TOMORROW_MORNING] == at("2026-11-26T09:00")
    assert found[When.NEXT_WEEK] == at("2026-11-30T09:00")


def test_tonight_is_not_offered_at_night():
    assert When.TONIGHT not in named(moments(at("2026-11-25T17:50"), PARIS, None))


@given(st.integers(0, 2 * 365 * 24 * 60).map(lambda minutes: START + timedelta(minutes=minutes)))
def test_every_moment_is_to_come_and_offered_once(now):
    found = moments(now, PARIS, None)
    assert all(one.at - now >= timedelta(minutes=15) for one in found)
    assert len({one.at for one in found}) == len(found)
    assert [one.at for one in found] == sorted(one.at for one in found)
