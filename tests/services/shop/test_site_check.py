# SPDX-License-Identifier: LicenseRef-Desk
"""What may be kept of a location as typed; the faults one by one are in test_locations."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from desk.services.shop import LocationDraft, Span, minutes_of, wall_of
from desk.services.shop.site_check import problems_of, read_span

walls = st.integers(0, 1439).map(wall_of)


@given(walls, walls)
def test_a_span_ends_after_it_begins_within_a_day(start, end):
    span = read_span((start, end))
    assert 0 < span.end - span.start <= 1440
    assert (wall_of(span.start), minutes_of(wall_of(span.end)) % 1440) == (start, minutes_of(end))


def test_midnight_may_be_written_in_two_ways():
    assert read_span(("18:00", "24:00")) == read_span(("18:00", "00:00")) == Span(1080, 1440)


def test_all_faults_come_at_once_and_the_rest_is_put_in_order():
    draft = LocationDraft(
        name=" Lyon ",
        timezone="Nowhere",
        phone="04 72 00 00 00",
        opening={0: (("x", "y"), ("09:00", "10:00"), ("09:30", "11:00"))},
        extra={date(2026, 12, 20): (("10:00", "9"),)},
    )
    kept, problems = problems_of(draft)
    assert (kept.name, kept.phone, kept.email) == ("Lyon", "+33472000000", "")
    assert [(problem.code, problem.place) for problem in problems] == [
        ("unknown_timezone", "timezone"),
        ("bad_time", "opening.0.0"),
        ("spans_overlap", "opening.0"),
        ("bad_time", "extra.2026-12-20.0"),
    ]
