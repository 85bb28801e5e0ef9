# SPDX-License-Identifier: LicenseRef-Desk
"""The holiday calendars: what is free in the whole country, or in nearly all of it (Switzerland)."""

from collections.abc import Mapping
from datetime import date

from desk.services.shop.holiday_rules import Calendar, HolidayRule, Substitute, fixed, from_easter, nth, once
from desk.translation import N_

LABELS: Mapping[str, str] = {
    "new_year": N_("New Year’s Day"),
    "epiphany": N_("Epiphany"),
    "martin_luther_king": N_("Martin Luther King Jr. Day"),
    "washington": N_("Washington’s Birthday"),
    "good_friday": N_("Good Friday"),
    "easter_monday": N_("Easter Monday"),
    "liberation_day": N_("Liberation Day"),
    "labour_day": N_("Labour Day"),
    "early_may": N_("Early May bank holiday"),
    "victory_1945": N_("Victory Day 1945"),
    "europe_day": N_("Europe Day"),
    "ascension": N_("Ascension Day"),
    "whit_monday": N_("Whit Monday"),
    "spring_bank": N_("Spring bank holiday"),
    "memorial_day": N_("Memorial Day"),
    "republic_day": N_("Republic Day"),
    "juneteenth": N_("Juneteenth"),
    "national_day": N_("National Day"),
    "assumption": N_("Assumption Day"),
    "summer_bank": N_("Summer bank holiday"),
    "german_unity": N_("Day of German Unity"),
    "saint_francis": N_("Saint Francis’ Day"),
    "columbus": N_("Columbus Day"),
    "reformation": N_("Reformation Day"),
    "all_saints": N_("All Saints’ Day"),
    "armistice": N_("Armistice Day"),
    "veterans": N_("Veterans Day"),
    "thanksgiving": N_("Thanksgiving"),
    "constitution": N_("Constitution Day"),
    "immaculate_conception": N_("Immaculate Conception"),
    "christmas": N_("Christmas Day"),
    "boxing_day": N_("Saint Stephen’s Day"),
    "royal": N_("Royal bank holiday"),
}
"""Code of a holiday → English msgid."""

_MONDAY, _THURSDAY = 0, 3

_NEW_YEAR = fixed("new_year", 1, 1)
_EPIPHANY = fixed("epiphany", 1, 6)
_GOOD_FRIDAY = from_easter("good_friday", -2)
_EASTER_MONDAY = from_easter("easter_monday", 1)
_MAY_1 = fixed("labour_day", 5, 1)
_ASCENSION = from_easter("ascension", 39)
_WHIT_MONDAY = from_easter("whit_monday", 50)
_ASSUMPTION = fixed("assumption", 8, 15)
_ALL_SAINTS = fixed("all_saints", 11, 1)
_ARMISTICE = fixed("armistice", 11, 11)
_CONCEPTION = fixed("immaculate_conception", 12, 8)
_CHRISTMAS = fixed("christmas", 12, 25)
_BOXING_DAY = fixed("boxing_day", 12, 26)

_FRANCE: tuple[HolidayRule, ...] = (
    _NEW_YEAR,
    _EASTER_MONDAY,
    _MAY_1,
    fixed("victory_1945", 5, 8),
    _ASCENSION,
    _WHIT_MONDAY,
    fixed("national_day", 7, 14),
    _ASSUMPTION,
    _ALL_SAINTS,
    _ARMISTICE,
    _CHRISTMAS,
)

_GREAT_BRITAIN: tuple[HolidayRule, ...] = (
    _NEW_YEAR,
    _GOOD_FRIDAY,
    _EASTER_MONDAY,
    nth("early_may", 1, _MONDAY, 5).years(1978, without=(1995, 2020)),
    once("early_may", date(1995, 5, 8)),
    once("early_may", date(2020, 5, 8)),
    nth("spring_bank", -1, _MONDAY, 5).years(1971, without=(2002, 2012, 2022)),
    once("spring_bank", date(2002, 6, 4)),
    once("spring_bank", date(2012, 6, 4)),
    once("spring_bank", date(2022, 6, 2)),
    nth("summer_bank", -1, _MONDAY, 8).years(1971),
    _CHRISTMAS,
    _BOXING_DAY,
    once("royal", date(2002, 6, 3)),
    once("royal", date(2011, 4, 29)),
    once("royal", date(2012, 6, 5)),
    once("royal", date(2022, 6, 3)),
    once("royal", date(2022, 9, 19)),
    once("royal", date(2023, 5, 8)),
)

_UNITED_STATES: tuple[HolidayRule, ...] = (
    _NEW_YEAR,
    nth("martin_luther_king", 3, _MONDAY, 1).years(1986),
    nth("washington", 3, _MONDAY, 2).years(1971),
    nth("memorial_day", -1, _MONDAY, 5).years(1971),
    fixed("juneteenth", 6, 19).years(2021),
    fixed("national_day", 7, 4),
    nth("labour_day", 1, _MONDAY, 9),
    nth("columbus", 2, _MONDAY, 10).years(1971),
    fixed("veterans", 11, 11),
    nth("thanksgiving", 4, _THURSDAY, 11),
    _CHRISTMAS,
)

_ALL: tuple[Calendar, ...] = (
    Calendar(code="FR", label=N_("France"), rules=_FRANCE),
    Calendar(code="FR-AM", label=N_("France, Alsace-Moselle"), rules=(*_FRANCE, _GOOD_FRIDAY, _BOXING_DAY)),
    Calendar(
        code="BE",
        label=N_("Belgium"),
        rules=(
            _NEW_YEAR,
            _EASTER_MONDAY,
            _MAY_1,
            _ASCENSION,
            _WHIT_MONDAY,
            fixed("national_day", 7, 21),
            _ASSUMPTION,
            _ALL_SAINTS,
            _ARMISTICE,
            _CHRISTMAS,
        ),
    ),
    Calendar(
        code="CH",
        label=N_("Switzerland"),
        rules=(
            _NEW_YEAR,
            _GOOD_FRIDAY,
            _EASTER_MONDAY,
            _ASCENSION,
            _WHIT_MONDAY,
            fixed("national_day", 8, 1),
            _CHRISTMAS,
            _BOXING_DAY,
        ),
    ),
    Calendar(
        code="LU",
        label=N_("Luxembourg"),
        rules=(
            _NEW_YEAR,
            _EASTER_MONDAY,
            _MAY_1,
            fixed("europe_day", 5, 9).years(2019),
            _ASCENSION,
            _WHIT_MONDAY,
            fixed("national_day", 6, 23),
            _ASSUMPTION,
            _ALL_SAINTS,
            _CHRISTMAS,
            _BOXING_DAY,
        ),
    ),
    Calendar(
        code="DE",
        label=N_("Germany"),
        rules=(
            _NEW_YEAR,
            _GOOD_FRIDAY,
            _EASTER_MONDAY,
            _MAY_1,
            _ASCENSION,
            _WHIT_MONDAY,
            fixed("german_unity", 10, 3).years(1990),
            once("reformation", date(2017, 10, 31)),
            _CHRISTMAS,
            _BOXING_DAY,
        ),
    ),
    Calendar(
        code="ES",
        label=N_("Spain"),
        rules=(
            _NEW_YEAR,
            _EPIPHANY,
            _GOOD_FRIDAY,
            _MAY_1,
            _ASSUMPTION,
            fixed("national_day", 10, 12),
            _ALL_SAINTS,
            fixed("constitution", 12, 6),
            _CONCEPTION,
            _CHRISTMAS,
        ),
    ),
    Calendar(
        code="IT",
        label=N_("Italy"),
        rules=(
            _NEW_YEAR,
            _EPIPHANY,
            _EASTER_MONDAY,
            fixed("liberation_day", 4, 25),
            _MAY_1,
            fixed("republic_day", 6, 2),
            _ASSUMPTION,
            fixed("saint_francis", 10, 4).years(2026),
            _ALL_SAINTS,
            _CONCEPTION,
            _CHRISTMAS,
            _BOXING_DAY,
        ),
    ),
    Calendar(code="GB", label=N_("United Kingdom"), rules=_GREAT_BRITAIN, substitute=Substitute.NEXT_WEEKDAY),
    Calendar(
        code="US", label=N_("United States"), rules=_UNITED_STATES, substitute=Substitute.NEAREST_WEEKDAY
    ),
)

CALENDARS: Mapping[str, Calendar] = {calendar.code: calendar for calendar in _ALL}
"""Code → calendar, in the order of a list to choose from."""
