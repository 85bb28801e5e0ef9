# SPDX-License-Identifier: LicenseRef-Desk
"""Fills in what a message can know only when it is made: the time now, today's hours, its own reference; pure."""

from datetime import datetime
from functools import lru_cache

from babel import Locale, UnknownLocaleError
from babel.dates import format_time, get_day_names

from desk.services.shop import DAY_MINUTES, LocationView, Span, Week, hours_today, hours_week, zone_of

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
        fields["location.hours_today"] = _spans(hours_today(location, now).spans, language)
        fields["location.hours_week"] = _week(hours_week(location), language)
    return fields


@lru_cache(maxsize=256)
def _week(week: Week, language: str) -> str:
    names = get_day_names("abbreviated", locale=_locale(language))
    days = [(names[day], _spans(spans, language)) for day, spans in enumerate(week)]
    return " · ".join(f"{name} {spans}" for name, spans in days if spans)


@lru_cache(maxsize=1024)
def _spans(spans: tuple[Span, ...], language: str) -> str:
    locale = _locale(language)
    return ", ".join(f"{_wall(span.start, locale)}–{_wall(span.end, locale)}" for span in spans)


def _wall(minutes: int, locale: Locale) -> str:
    at = minutes % DAY_MINUTES
    return format_time(datetime(2000, 1, 1, at // 60, at % 60), "short", locale=locale)  # noqa: DTZ001 - a wall time


def _locale(language: str) -> Locale:
    try:
        return Locale.parse(language or "fr", sep="-")
    except (UnknownLocaleError, ValueError):
        return Locale("fr")
