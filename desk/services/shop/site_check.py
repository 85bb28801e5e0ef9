# SPDX-License-Identifier: LicenseRef-Desk
"""Decides whether a location as typed can be kept, and in which form."""

from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise

from desk.errors import Problem
from desk.services.shop.addresses import normalise_email, normalise_phone
from desk.services.shop.holiday_tables import CALENDARS
from desk.services.shop.location import LocationDraft, Span, WallSpan
from desk.services.shop.walltime import DAY_MINUTES, minutes_of, zone_named


def read_span(span: WallSpan) -> Span:
    """Return a span in minutes; one that ends before it starts ends the next day. Raises ValueError."""
    start, end = minutes_of(span[0]), minutes_of(span[1])
    if start == DAY_MINUTES:
        raise ValueError(span[0])
    return Span(start, end if end > start else end + DAY_MINUTES)


def problems_of(draft: LocationDraft) -> tuple[LocationDraft, tuple[Problem, ...]]:
    """Return the draft in its kept form, and all that is wrong with it; it may be kept only without."""
    problems = list(_text_problems(draft))
    for weekday, spans in draft.opening.items():
        problems += _span_problems(spans, f"opening.{weekday}")
    for day, spans in draft.extra.items():
        problems += _span_problems(spans, f"extra.{day.isoformat()}")
        if not spans and not draft.opening.get(day.weekday()):
            problems.append(Problem(code="hours_missing", place=f"extra.{day.isoformat()}"))
    phone = normalise_phone(draft.phone, draft.country) if draft.phone.strip() else ""
    email = normalise_email(draft.email) if draft.email.strip() else ""
    if phone is None:
        problems.append(Problem(code="bad_phone", place="phone", details={"value": draft.phone}))
    if email is None:
        problems.append(Problem(code="bad_email", place="email", details={"value": draft.email}))
    kept = replace(draft, name=draft.name.strip(), phone=phone or "", email=email or "")
    return kept, tuple(problems)


def _text_problems(draft: LocationDraft) -> Iterable[Problem]:
    if not draft.name.strip():
        yield Problem(code="name_missing", place="name")
    elif len(draft.name) > 120:
        yield Problem(code="too_long", place="name", details={"max": "120"})
    if zone_named(draft.timezone) is None:
        yield Problem(code="unknown_timezone", place="timezone", details={"value": draft.timezone})
    if len(draft.country) != 2 or not draft.country.isupper():
        yield Problem(code="unknown_country", place="country", details={"value": draft.country})
    if draft.calendar and draft.calendar not in CALENDARS:
        yield Problem(code="unknown_calendar", place="calendar", details={"value": draft.calendar})
    if len(draft.address) > 400:
        yield Problem(code="too_long", place="address", details={"max": "400"})


def _span_problems(spans: tuple[WallSpan, ...], place: str) -> Iterable[Problem]:
    read: list[Span] = []
    for number, span in enumerate(spans):
        try:
            read.append(read_span(span))
        except ValueError as error:
            yield Problem(code="bad_time", place=f"{place}.{number}", details={"value": str(error)})
    if any(later.start < earlier.end for earlier, later in pairwise(sorted(read))):
        yield Problem(code="spans_overlap", place=place)
