# SPDX-License-Identifier: LicenseRef-Desk
"""Fills in what a message can know only when it is made: the time now, today's hours, its own reference; pure."""

from datetime import datetime

from desk.services.shop import LocationView, hours_today, hours_week, written_day, written_week, zone_of

REFERENCE_LENGTH = 8


def sending_fields(
    notification_id: str, location: LocationView | None, shop_zone: str, language: str, now: datetime
) -> dict[str, str]:
    """Return dotted path → value, as the location's clock and the message's language have it."""
    return place_fields(location, shop_zone, language, now) | message_fields(notification_id)


def message_fields(notification_id: str) -> dict[str, str]:
    """Return what each message has of its own."""
    return {
        "message.id": notification_id,
        "message.reference": notification_id[-REFERENCE_LENGTH:].upper(),
    }


def place_fields(
    location: LocationView | None, shop_zone: str, language: str, now: datetime
) -> dict[str, str]:
    """Return what all messages of one moment, place and language share."""
    zone = zone_of(location.zone if location else shop_zone, shop_zone)
    local = now.astimezone(zone)
    fields = {"now.date": local.date().isoformat(), "now.time": local.strftime("%H:%M")}
    if location is not None:
        fields["location.hours_today"] = written_day(hours_today(location, now).spans, language)
        fields["location.hours_week"] = written_week(hours_week(location), language)
    return fields
