# SPDX-License-Identifier: LicenseRef-Desk
"""Dates, times and amounts, in the language and the shop's zone."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from desk import clock
from desk.ui.wording import formats
from tests.ui.frame import spoken

NOW = datetime(2025, 11, 25, 13, 33, tzinfo=UTC)
NARROW, FIXED = "\u202f", "\u00a0"


@pytest.fixture(autouse=True)
def in_paris():
    formats.use_zone("Europe/Paris")
    with clock.fixed(NOW):
        yield
    formats.use_zone("UTC")


def test_times_are_the_shop_s():
    assert formats.time(NOW) == "14:33"
    formats.use_zone("Nowhere/Land")
    assert str(formats.zone()) == "Europe/Paris"


@pytest.mark.parametrize(
    ("language", "short", "numbers", "full"),
    [
        ("fr", "25 nov. 2025", "25/11/2025", "mardi 25 novembre 2025"),
        ("en", "25 Nov 2025", "25/11/2025", "Tuesday 25 November 2025"),
    ],
)
def test_days(qapp, language, short, numbers, full):
    with spoken(language):
        assert formats.day(NOW) == short
        assert formats.day_in_numbers(NOW) == numbers
        assert formats.day_in_full(date(2025, 11, 25)) == full


def test_a_day_is_the_shop_s_day(qapp):
    with spoken("en"):
        assert formats.day(datetime(2025, 11, 25, 23, 30, tzinfo=UTC)) == "26 Nov 2025"


@pytest.mark.parametrize(
    ("away", "said"),
    [
        (timedelta(0), "14:33"),
        (timedelta(days=-1), "hier 14:33"),
        (timedelta(hours=17), "demain 07:33"),
        (timedelta(days=-5), "20 nov. 14:33"),
        (timedelta(days=-400), "21 oct. 2024 15:33"),
    ],
)
def test_moments_are_as_short_as_can_be(qapp, away, said):
    with spoken("fr"):
        assert formats.moment(NOW + away) == said


def test_months_and_instants(qapp):
    with spoken("fr"):
        assert formats.month(NOW) == "novembre 2025"
        assert formats.instant(NOW) == "mardi 25 novembre 2025, 14:33"


def test_how_long_ago(qapp):
    with spoken("fr"):
        assert formats.ago(NOW - timedelta(minutes=3)) == "il y a 3 minutes"
        assert formats.ago(NOW + timedelta(hours=2)) == "dans 2 heures"
        assert formats.ago(NOW - timedelta(seconds=3)) == "à l’instant"
        assert formats.ago(NOW + timedelta(seconds=3)) == "dans un instant"


@pytest.mark.parametrize(
    ("span", "said"),
    [
        (timedelta(hours=2), "2 hours"),
        (timedelta(days=1, hours=4, minutes=5), "1 day 4 hours"),
        (timedelta(days=1, minutes=5), "1 day"),
        (timedelta(seconds=45), "45 seconds"),
        (timedelta(0), "0 minutes"),
    ],
)
def test_spans(qapp, span, said):
    with spoken("en"):
        assert formats.duration(span) == said


def test_short_spans(qapp):
    assert formats.short_span(timedelta(hours=5, minutes=28)) == "5 h 28"
    assert formats.short_span(timedelta(minutes=12)) == "12 min"


def test_amounts_numbers_and_shares(qapp):
    with spoken("fr"):
        assert formats.money(Decimal("1234.5"), "EUR") == f"1{NARROW}234,50{FIXED}€"
        assert formats.money("12.50", "") == f"12,50{FIXED}€"
        assert formats.money("soon", "EUR") == "soon"
        assert formats.number(18402) == f"18{NARROW}402"
        assert formats.percent(0.94) == f"94{NARROW}%"
        assert formats.percent(0.123, 1) == f"12,3{NARROW}%"
        assert formats.size(1_234_000) == f"1,2{FIXED}Mo"
        assert formats.size(512) == f"512{FIXED}o"


def test_names_of_days_languages_and_countries(qapp):
    with spoken("fr"):
        assert formats.weekday(0) == "lundi"
        assert formats.weekday(6, short=True) == "dim."
        assert formats.language_name("en") == "anglais"
        assert formats.language_name("fr-CA") == "français (Canada)"
        assert formats.language_name("??") == "??"
        assert formats.country_name("DE") == "Allemagne"
        assert formats.country_name("X9") == "X9"
        names = dict(formats.countries())
        assert names["FR"] == "France"
        assert "ZZ" not in names


def test_numbers_as_they_are_dialled():
    assert formats.phone("+33612345678", "FR") == "06 12 34 56 78"
    assert formats.phone("+33612345678") == "+33 6 12 34 56 78"
    assert formats.phone("no number", "FR") == "no number"
    assert formats.phone("") == ""
    formats.load()
