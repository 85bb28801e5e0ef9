# SPDX-License-Identifier: LicenseRef-Desk
"""Fills in what a message can know only when it is made: the time now, today's hours, its own reference; pure."""

from datetime import datetime

from babel import Locale, UnknownLocaleError
from babel.dates import format_time, get_day_names

from desk.services.shop import DAY_MINUTES, LocationView, Span, hours_today, hours_week, zone_of

REFERENCE_LENGTH = 8


def sending_fields(
    notification_id: str, location: LocationView | None, shop_zone: str, language: str, now: datetime
) -> dict[str, str]:
    """Return dotted path → value, as the location's clock and the message's language have it."""
    zone = zone_of(location.zone if location else shop_zone, shop_zone)
    local = now.astimezone(zone)
    fields = {
        "now.date": local.date().isoformat(),
        "now.time": local.strftime("%H:%M"),
        "message.id": notification_id,
        "message.reference": notification_id[-REFERENCE_LENGTH:].upper(),
    }
    if location is not None:
        locale = _locale(language)
        fields["location.hours_today"] = _spans(hours_today(location, now).spans, locale)
        fields["location.hours_week"] = _week(location, locale)
    return fields


def _week(location: LocationView, locale: Locale) -> str:
    names = get_day_names("abbreviated", locale=locale)
    days = [(names[day], _spans(spans, locale)) for day, spans in enumerate(hours_week(location))]
    return " · ".join(f"{name} {spans}" for name, spans in days if spans)


def _spans(spans: tuple[Span, ...], locale: Locale) -> str:
    return ", ".join(f"{_wall(span.start, locale)}–{_wall(span.end, locale)}" for span in spans)


def _wall(minutes: int, locale: Locale) -> str:
    at = minutes % DAY_MINUTES
    return format_time(datetime(2000, 1, 1, at // 60, at % 60), "short", locale=locale)  # noqa: DTZ001 - a wall time


def _locale(language: str) -> Locale:
    try:
        return Locale.parse(language or "fr", sep="-")
    except (UnknownLocaleError, ValueError):
        return Locale("fr")
