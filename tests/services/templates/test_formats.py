# SPDX-License-Identifier: LicenseRef-Desk
"""Dates, amounts and numbers as each language and zone writes them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.errors import Refused
from desk.services.templates import formats

AT = "2026-11-25T23:30:00+00:00"


@pytest.mark.parametrize(
    ("style", "language", "zone", "written"),
    [
        ("long", "fr", "Europe/Paris", "26 novembre 2026"),
        ("long", "en", "America/New_York", "November 25, 2026"),
        ("short", "fr", "Europe/Paris", "26/11/2026"),
        ("medium", "fr", "Europe/Paris", "26 nov. 2026"),
        ("full", "fr", "Europe/Paris", "jeudi 26 novembre 2026"),
        ("day", "fr", "Europe/Paris", "jeudi 26 novembre"),
        ("day", "en", "Europe/Paris", "Thursday, November 26"),
        ("day", "de", "Europe/Paris", "Donnerstag, 26. November"),
        ("day", "es", "Europe/Paris", "jueves, 26 de noviembre"),
        ("long", "fr-CA", "America/Toronto", "25 novembre 2026"),
        ("long", "xx", "Nowhere/Land", "November 25, 2026"),
        ("long", "", "", "November 25, 2026"),
    ],
)
def test_a_day(style, language, zone, written):
    assert formats.written_date(AT, style, language, zone) == written


@pytest.mark.parametrize(
    ("value", "language", "written"),
    [
        (AT, "fr", "00:30"),
        ("2026-07-01T10:00:00Z", "fr", "12:00"),
        ("2026-07-01T10:00:00.123456+02:00", "fr", "10:00"),
        ("10:30", "fr", "10:30"),
        ("10:30", "en", "10:30\u202fAM"),
    ],
)
def test_an_hour(value, language, written):
    assert formats.written_time(value, language, "Europe/Paris") == written


@pytest.mark.parametrize(
    ("style", "language", "written"),
    [
        ("long", "fr", "26 novembre 2026 à 00:30"),
        ("short", "fr", "26/11/2026 00:30"),
        ("long", "en", "November 26, 2026 at 12:30\u202fAM"),
        ("long", "sv", "26 november 2026 00:30"),
    ],
)
def test_an_instant(style, language, written):
    assert formats.written_instant(AT, style, language, "Europe/Paris") == written


def test_a_day_alone_has_no_hour():
    assert formats.written_instant("2026-11-25", "long", "fr", "Asia/Tokyo") == "25 novembre 2026"
    with pytest.raises(Refused):
        formats.written_time("2026-11-25", "fr", "Europe/Paris")


@pytest.mark.parametrize(
    "value", ["", "tomorrow", "2026-02-30", "25:99", "2026-11-25T99:00", "20261125", "2026-11-25x"]
)
def test_what_is_no_date_is_refused(value):
    with pytest.raises(Refused):
        formats.written_date(value, "long", "fr", "UTC")


@pytest.mark.parametrize(
    ("value", "found"),
    [
        ("12.50", Decimal("12.50")),
        (3, Decimal(3)),
        (0.5, Decimal("0.5")),
        (Decimal(1), Decimal(1)),
        ("", None),
        ("a", None),
        (True, None),
        (None, None),
        ("NaN", None),
        ("Infinity", None),
        (float("inf"), None),
        ("1e999", None),
        ("9" * 50, None),
        (10**16, None),
        ([], None),
    ],
)
def test_a_number(value, found):
    assert formats.decimal_of(value) == found


@given(st.one_of(st.text(), st.floats(), st.integers(), st.decimals(), st.booleans(), st.none()))
def test_a_number_is_finite_or_none(value):
    found = formats.decimal_of(value)
    assert found is None or abs(found) <= formats.LARGEST


@pytest.mark.parametrize(
    ("value", "country", "written"),
    [
        ("+33612345678", "FR", "06 12 34 56 78"),
        ("0612345678", "FR", "06 12 34 56 78"),
        ("+33612345678", "BE", "+33 6 12 34 56 78"),
        ("+33612345678", "", "+33 6 12 34 56 78"),
        ("standard", "FR", "standard"),
    ],
)
def test_a_telephone_number(value, country, written):
    assert formats.written_phone(value, country) == written


def test_money_and_numbers_follow_the_language():
    assert formats.written_money(Decimal("1234.5"), "EUR", "fr") == "1\u202f234,50\u00a0€"
    assert formats.written_money(Decimal("1234.5"), "EUR", "en") == "€1,234.50"
    assert formats.written_money(Decimal(500), "JPY", "en") == "¥500"
    assert formats.written_number(Decimal("1234.567"), "de") == "1.234,567"
    with pytest.raises(Refused):
        formats.written_money(Decimal(1), "euro", "fr")


def test_yes_and_no():
    assert [formats.yes_or_no(value, "fr-CH") for value in (True, False)] == ["oui", "non"]
    assert formats.yes_or_no(value=True, language="sv") == "yes"
