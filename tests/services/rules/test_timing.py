# SPDX-License-Identifier: LicenseRef-Desk
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from desk.services.rules.spec import QuietHours
from desk.services.rules.timing import (
    Quiet,
    after_quiet,
    earliest,
    opening_constraint,
    quiet_constraint,
    quiet_of,
)
from desk.services.shop import is_open, public_holidays
from tests.services.rules.cases import PLACE

PARIS = ZoneInfo("Europe/Paris")
NIGHT = Quiet(22 * 60, 8 * 60)
LAW = Quiet(22 * 60, 8 * 60, frozenset({6}), holidays=True)


def paris(day, wall, fold=0):
    return datetime.fromisoformat(f"{day}T{wall}:00").replace(tzinfo=PARIS, fold=fold).astimezone(UTC)


def is_quiet(at, quiet, zone, country):
    """The rule in the plainest words, for comparison."""
    local = at.astimezone(zone)
    if local.weekday() in quiet.weekdays:
        return True
    if quiet.holidays and local.date() in public_holidays(country, local.year):
        return True
    minute = local.hour * 60 + local.minute
    if quiet.start <= quiet.end:
        return quiet.start <= minute < quiet.end
    return minute >= quiet.start or minute < quiet.end


CASES = {
    "by day": ("2026-11-24", "12:00", "2026-11-24", "12:00"),
    "before midnight": ("2026-11-24", "22:00", "2026-11-25", "08:00"),
    "a minute before": ("2026-11-24", "21:59", "2026-11-24", "21:59"),
    "after midnight": ("2026-11-25", "00:00", "2026-11-25", "08:00"),
    "the last minute": ("2026-11-25", "07:59", "2026-11-25", "08:00"),
    "the end itself": ("2026-11-25", "08:00", "2026-11-25", "08:00"),
    "saturday night": ("2026-11-28", "23:00", "2026-11-30", "08:00"),
    "sunday": ("2026-11-29", "12:00", "2026-11-30", "08:00"),
    "holiday": ("2026-11-11", "12:00", "2026-11-12", "08:00"),
    "easter weekend": ("2027-03-28", "12:00", "2027-03-30", "08:00"),
    "new year over the night": ("2026-12-31", "22:30", "2027-01-02", "08:00"),
    "christmas on a friday": ("2026-12-24", "22:30", "2026-12-26", "08:00"),
    "spring forward": ("2026-03-28", "23:00", "2026-03-30", "08:00"),
    "autumn back": ("2026-10-24", "23:00", "2026-10-26", "08:00"),
}


@pytest.mark.parametrize(("day", "wall", "until_day", "until"), CASES.values(), ids=CASES)
def test_the_law_of_france(day, wall, until_day, until):
    assert after_quiet(paris(day, wall), LAW, PARIS, "FR") == paris(until_day, until)


def test_the_night_when_clocks_go_forward_is_an_hour_shorter():
    start, end = paris("2026-03-28", "23:00"), paris("2026-03-29", "08:00")
    assert end - start == timedelta(hours=8)
    assert after_quiet(start, NIGHT, PARIS, "FR") == end


def test_an_end_in_the_spring_gap_is_the_end_of_the_gap():
    quiet = Quiet(22 * 60, 2 * 60 + 30)
    assert after_quiet(paris("2026-03-28", "23:00"), quiet, PARIS, "FR") == paris("2026-03-29", "03:00")


def test_an_end_in_the_repeated_hour_is_its_first_pass_and_the_second_is_quiet_again():
    quiet = Quiet(22 * 60, 2 * 60 + 30)
    assert after_quiet(paris("2026-10-24", "23:00"), quiet, PARIS, "FR") == paris("2026-10-25", "02:30")
    again = paris("2026-10-25", "02:10", fold=1)
    assert after_quiet(again, quiet, PARIS, "FR") == paris("2026-10-25", "02:30", fold=1)


def test_the_repeated_hour_before_quiet_hours_that_begin_in_it_is_used():
    quiet = Quiet(2 * 60 + 30, 8 * 60)
    held = after_quiet(paris("2026-10-25", "02:40"), quiet, PARIS, "FR")
    assert held == paris("2026-10-25", "02:00", fold=1)


def test_equal_ends_are_no_span():
    at = paris("2026-11-24", "12:00")
    assert after_quiet(at, Quiet(720, 720), PARIS, "FR") == at


def test_a_week_of_quiet_days_never_ends():
    assert after_quiet(paris("2026-11-24", "12:00"), Quiet(0, 0, frozenset(range(7))), PARIS, "FR") is None


def test_a_whole_day_every_day_never_ends():
    assert after_quiet(paris("2026-11-24", "12:00"), Quiet(0, 1440), PARIS, "FR") is None


def test_constraints_that_never_meet_have_no_answer():
    night_only = quiet_constraint(Quiet(8 * 60, 20 * 60), PARIS, "FR", "quiet")
    slot = earliest(paris("2026-11-24", "12:00"), [opening_constraint(PLACE), night_only])
    assert slot.at is None
    assert slot.blocker is not None


def test_constraints_take_turns_until_all_agree():
    no_mornings = quiet_constraint(Quiet(0, 14 * 60 + 30), PARIS, "FR", "quiet")
    slot = earliest(paris("2026-11-28", "13:00"), [opening_constraint(PLACE), no_mornings])
    assert slot.at == paris("2026-11-30", "14:30")  # Saturday is open in the morning only, Sunday not at all


def test_without_constraints_now_is_early_enough():
    at = paris("2026-11-24", "12:00")
    assert earliest(at, []).at == at
    assert earliest(at, []).blocker is None


def test_quiet_hours_are_read_as_minutes():
    hours = QuietHours(start="20:15", end="24:00", weekdays=(6,), holidays=True)
    assert quiet_of(hours) == Quiet(1215, 1440, frozenset({6}), holidays=True)


zones = st.sampled_from(
    [
        ZoneInfo(name)
        for name in ("Europe/Paris", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata", "UTC")
    ]
)
around_changes = st.sampled_from(
    [datetime(2026, 3, 28, tzinfo=UTC), datetime(2026, 10, 24, tzinfo=UTC), datetime(2026, 11, 1, tzinfo=UTC)]
)
moments = st.builds(
    lambda day, minutes: day + timedelta(minutes=minutes), around_changes, st.integers(0, 4 * 1440)
) | st.builds(
    lambda minutes: datetime(2025, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes), st.integers(0, 1_500_000)
)
quiets = st.builds(
    Quiet,
    st.integers(0, 1439),
    st.integers(0, 1439),
    st.frozensets(st.integers(0, 6), max_size=3),
    holidays=st.booleans(),
)


@given(moments, quiets, zones)
def test_the_answer_is_never_quiet_and_nothing_before_it_was_free(at, quiet, zone):
    allowed = after_quiet(at, quiet, zone, "FR")
    assert allowed is not None
    assert allowed >= at
    assert not is_quiet(allowed, quiet, zone, "FR")
    gap = allowed - at
    for part in range(1, 40):
        assert is_quiet(at + gap * part / 40, quiet, zone, "FR") or gap == timedelta(0)


@given(moments, st.timedeltas(timedelta(0), timedelta(hours=30)), quiets, zones)
def test_what_comes_first_leaves_first(at, gap, quiet, zone):
    first, second = after_quiet(at, quiet, zone, "FR"), after_quiet(at + gap, quiet, zone, "FR")
    assert first is not None
    assert second is not None
    assert first <= second


@given(moments, quiets, zones)
@example(datetime(2026, 10, 25, 0, 40, tzinfo=UTC), Quiet(150, 480), PARIS)
def test_asking_again_changes_nothing(at, quiet, zone):
    allowed = after_quiet(at, quiet, zone, "FR")
    assert allowed is not None
    assert after_quiet(allowed, quiet, zone, "FR") == allowed


@given(moments, quiets)
def test_all_constraints_hold_at_once(at, quiet):
    constraints = [opening_constraint(PLACE), quiet_constraint(quiet, PARIS, "FR", "quiet")]
    slot = earliest(at, constraints)
    if slot.at is None:
        return
    assert slot.at >= at
    assert is_open(PLACE, slot.at)
    assert not is_quiet(slot.at, quiet, PARIS, "FR")
    assert (slot.blocker is None) == (slot.at == at)
