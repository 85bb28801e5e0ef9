# SPDX-License-Identifier: LicenseRef-Desk
"""Dates, times and amounts as people type them."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.ui.panes.records import moment_text

PARIS = ZoneInfo("Europe/Paris")
TODAY = date(2026, 11, 24)
NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("25/11/2026", date(2026, 11, 25)),
        (" 5.1.27 ", date(2027, 1, 5)),
        ("5-1", date(2027, 1, 5)),
        ("24/11", TODAY),
        ("20/11", date(2026, 11, 20)),
        ("2026-02-03", date(2026, 2, 3)),
    ],
)
def test_a_day_is_read_as_it_is_typed(text, day):
    assert moment_text.read_day(text, TODAY) == day


@pytest.mark.parametrize("text", ["", "soon", "31/02/2026", "25/13", "1/2/3/4", "20261125"])
def test_what_is_no_day_is_refused(text):
    with pytest.raises(ValueError):
        moment_text.read_day(text, TODAY)


@pytest.mark.parametrize(
    ("text", "minute"),
    [("17:30", 1050), ("17h30", 1050), ("17h", 1020), ("9", 540), ("0815", 495), ("8.5", None)],
)
def test_a_time_of_day_is_read(text, minute):
    if minute is None:
        with pytest.raises(ValueError):
            moment_text.read_minute(text)
    else:
        assert moment_text.read_minute(text) == minute


@pytest.mark.parametrize("text", ["24:00", "12:60", "noon", "", "-1", "7 8"])
def test_what_is_no_time_is_refused(text):
    with pytest.raises(ValueError):
        moment_text.read_minute(text)


def test_a_date_without_a_time_means_the_evening():
    assert moment_text.read_moment("25/11", PARIS, NOW) == datetime(2026, 11, 25, 17, 0, tzinfo=UTC)
    assert moment_text.read_moment("  ", PARIS, NOW) is None


@pytest.mark.parametrize(
    ("text", "kept"), [("84,50", "84.50"), ("1 234,5 €", "1234.50"), ("12", "12.00"), ("-3.456", "-3.46")]
)
def test_an_amount_is_read(text, kept):
    assert moment_text.read_amount(text) == kept


@pytest.mark.parametrize("text", ["douze", "", "1,2,3", "nan", "1e40"])
def test_what_is_no_amount_is_refused(text):
    with pytest.raises(ValueError):
        moment_text.read_amount(text)


@given(
    at=st.datetimes(datetime(2000, 1, 1), datetime(2099, 1, 1), timezones=st.just(UTC)).map(  # noqa: DTZ001
        lambda at: at.replace(second=0, microsecond=0, minute=at.minute // 15 * 15)
    )
)
def test_what_is_written_is_read_again(at):
    """Except in the hour that the clocks show twice, whose first pass is meant."""
    again = moment_text.read_moment(moment_text.write_moment(at, PARIS), PARIS, NOW)
    assert again.astimezone(PARIS).replace(tzinfo=None) == at.astimezone(PARIS).replace(tzinfo=None)
    assert again <= at


@given(st.text(max_size=12))
def test_reading_never_fails_otherwise(text):
    for read in (
        lambda: moment_text.read_moment(text, PARIS, NOW),
        lambda: moment_text.read_amount(text),
        lambda: moment_text.read_minute(text),
    ):
        try:
            read()
        except ValueError:
            continue


@pytest.mark.parametrize(
    ("text", "is_past"),
    [
        ("20/11/2020", True),
        ("24/11/2026 10:29", True),
        ("24/11/2026 10:31", False),
        ("", False),
        ("soon", False),
    ],
)
def test_what_has_passed_is_known(text, is_past):
    assert moment_text.is_past(text, PARIS, NOW) is is_past
