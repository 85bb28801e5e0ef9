# SPDX-License-Identifier: LicenseRef-Desk
"""Keeps the shop's sites."""

from collections.abc import Collection, Mapping
from dataclasses import asdict, fields
from datetime import date
from typing import Any

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from desk import clock
from desk.errors import Conflict, NotFound, Refused
from desk.models import Location, new_id
from desk.models.identity import LocationId
from desk.services.shop.location import Brand, LocationDraft, LocationView, Span, Week
from desk.services.shop.rights import needs
from desk.services.shop.roles import Deed
from desk.services.shop.settings import Settings
from desk.services.shop.site_check import problems_of, read_span
from desk.services.shop.walltime import wall_of, zone_named
from desk.services.store import AnyRow, changed_rows

_TABLE = Location.__table__.c
_BRAND = frozenset(field.name for field in fields(Brand))


class Locations:
    """Keeper of locations."""

    def __init__(self, session: Session) -> None:
        self._session = session

    @needs(Deed.EDIT_SHOP)
    def create(self, draft: LocationDraft) -> LocationId:
        """Keep a new site; the first is the default one. Refused names every field that is wrong."""
        values = _values(self._checked(draft))
        location_id = LocationId(new_id())
        now = clock.now()
        is_first = not self.all(limit=1)
        if draft.is_default or is_first:
            self._clear_default()
            values["is_default"] = True
        self._session.execute(
            insert(Location).values(id=location_id, created_at=now, updated_at=now, **values)
        )
        return location_id

    @needs(Deed.EDIT_SHOP)
    def edit(self, location_id: LocationId, draft: LocationDraft, *, seen_version: int) -> int:
        """Replace what is known of a site and return the new version.

        Conflict when somebody changed it since `seen_version`; Refused as in create. The default stays so.
        """
        values = _values(self._checked(draft))
        if draft.is_default:
            self._clear_default()
        else:
            del values["is_default"]
        where = Location.id == location_id, Location.version == seen_version
        stamp = {"version": seen_version + 1, "updated_at": clock.now()}
        if not changed_rows(self._session, update(Location).where(*where).values(**values, **stamp)):
            self.get(location_id)
            raise Conflict("location_changed", id=location_id)
        return seen_version + 1

    def get(self, location_id: LocationId) -> LocationView:
        """Return a site; NotFound."""
        found = self.some([location_id])
        if not found:
            raise NotFound("location_not_found", id=location_id)
        return found[location_id]

    def some(self, location_ids: Collection[LocationId]) -> dict[LocationId, LocationView]:
        """Return id → site of those that exist."""
        query = select(*_TABLE).where(Location.id.in_(location_ids)).limit(len(location_ids))
        shop_zone = Settings(self._session).get().timezone
        return {LocationId(row.id): _view(row, shop_zone) for row in self._session.execute(query)}

    def all(self, *, limit: int = 200) -> tuple[LocationView, ...]:
        """Return the sites, the default one first, then in the order they were made."""
        query = select(*_TABLE).order_by(Location.is_default.desc(), Location.id).limit(limit)
        shop_zone = Settings(self._session).get().timezone
        return tuple(_view(row, shop_zone) for row in self._session.execute(query))

    def default(self) -> LocationView | None:
        """Return the site that counts where a record names none; None in a shop without sites."""
        return next(iter(self.all(limit=1)), None)

    def _checked(self, draft: LocationDraft) -> LocationDraft:
        checked, problems = problems_of(draft)
        if problems:
            raise Refused(*problems)
        return checked

    def _clear_default(self) -> None:
        self._session.execute(update(Location).where(Location.is_default).values(is_default=False))


def _values(draft: LocationDraft) -> dict[str, Any]:
    extra = [
        {"day": day.isoformat(), "spans": [list(s) for s in spans]}
        for day, spans in sorted(draft.extra.items())
    ]
    return {
        "name": draft.name,
        "timezone": draft.timezone,
        "country": draft.country,
        "address": draft.address,
        "phone": draft.phone,
        "email": draft.email,
        "opening": {
            str(weekday): [list(span) for span in spans] for weekday, spans in sorted(draft.opening.items())
        },
        "holidays": {
            "calendar": draft.calendar,
            "closed": [day.isoformat() for day in sorted(set(draft.closed))],
            "open": extra,
        },
        "brand": asdict(draft.brand),
        "is_default": draft.is_default,
    }


def _view(row: AnyRow, shop_zone: str) -> LocationView:
    days: Mapping[str, Any] = row.holidays or {}
    return LocationView(
        id=LocationId(row.id),
        version=row.version,
        name=row.name,
        zone=row.timezone if zone_named(row.timezone) else shop_zone,
        timezone=row.timezone,
        country=row.country,
        address=row.address,
        phone=row.phone,
        email=row.email,
        opening=_week(row.opening or {}),
        calendar=days.get("calendar", ""),
        closed=frozenset(date.fromisoformat(day) for day in days.get("closed", ())),
        extra=dict(_extra(entry) for entry in days.get("open", ())),
        brand=Brand(**{name: str(value) for name, value in (row.brand or {}).items() if name in _BRAND}),
        is_default=row.is_default,
    )


def _week(opening: Mapping[str, Any]) -> Week:
    return tuple(_spans(opening.get(str(weekday), ())) for weekday in range(7))


def _extra(entry: str | Mapping[str, Any]) -> tuple[date, tuple[Span, ...]]:
    """Read a day that is open all the same; a bare date means the weekday's own hours."""
    if isinstance(entry, str):
        return date.fromisoformat(entry), ()
    return date.fromisoformat(entry["day"]), _spans(entry.get("spans", ()))


def _spans(kept: Collection[Any]) -> tuple[Span, ...]:
    return tuple(sorted(read_span((start, end)) for start, end in kept))


def draft_of(view: LocationView) -> LocationDraft:
    """Return a site as the form shows it, to edit."""
    return LocationDraft(
        name=view.name,
        timezone=view.timezone,
        country=view.country,
        address=view.address,
        phone=view.phone,
        email=view.email,
        opening={weekday: _walls(spans) for weekday, spans in enumerate(view.opening) if spans},
        calendar=view.calendar,
        closed=tuple(sorted(view.closed)),
        extra={day: _walls(spans) for day, spans in view.extra.items()},
        brand=view.brand,
        is_default=view.is_default,
    )


def _walls(spans: tuple[Span, ...]) -> tuple[tuple[str, str], ...]:
    return tuple((wall_of(span.start), wall_of(span.end)) for span in spans)
