# SPDX-License-Identifier: LicenseRef-Desk
"""Locations as values: what is typed, and what the shop's clocks, calendars and messages need of a site."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from desk.models.identity import LocationId


class Span(NamedTuple):
    """From when until when, in minutes since midnight of its first day; an end over 1440: the next day's."""

    start: int
    end: int


Week = tuple[tuple[Span, ...], ...]
"""Seven days, Monday first, each with its spans in order."""

WallSpan = tuple[str, str]
"""From when until when as typed, "HH:MM"; an end not after the start is the next day's; "24:00": midnight."""

NEVER_OPEN: Week = ((),) * 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Brand:
    """How a site presents itself; colour is #rrggbb, logo the name of a kept file."""

    colour: str = ""
    logo: str = ""
    legal_name: str = ""
    website: str = ""
    review_url: str = ""
    vat_no: str = ""
    footer: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LocationDraft:
    """A site as typed.

    opening: weekday (0 is Monday) → spans. calendar: a code of `CALENDARS`, "" keeps no public holidays.
    extra: days that are open although closed or a holiday → their spans; () means the weekday's own.
    """

    name: str
    timezone: str
    country: str = "FR"
    address: str = ""
    phone: str = ""
    email: str = ""
    opening: Mapping[int, tuple[WallSpan, ...]] = field(default_factory=dict)
    calendar: str = ""
    closed: tuple[date, ...] = ()
    extra: Mapping[date, tuple[WallSpan, ...]] = field(default_factory=dict)
    brand: Brand = field(default_factory=Brand)
    is_default: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class LocationView:
    """A site as decisions and messages see it.

    zone: always a known one, the shop's when `timezone` (as kept) is unknown. calendar: public holidays.
    closed: days off of its own. extra: days that are open all the same → spans, () means the weekday's own.
    """

    id: LocationId
    version: int = 1
    name: str = ""
    zone: str = "Europe/Paris"
    timezone: str = "Europe/Paris"
    country: str = "FR"
    address: str = ""
    phone: str = ""
    email: str = ""
    opening: Week = NEVER_OPEN
    calendar: str = ""
    closed: frozenset[date] = frozenset()
    extra: Mapping[date, tuple[Span, ...]] = field(default_factory=dict)
    brand: Brand = field(default_factory=Brand)
    is_default: bool = False
