# SPDX-License-Identifier: LicenseRef-Desk
"""Runs the making of the sample shop: reads its story from the resources, writes it by the keepers."""

import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from desk.models.identity import CustomerId, OperatorId, RecordId
from desk.models.vocabulary import Channel, PointKind
from desk.resources import path
from desk.services.preferences import ConsentDraft, Consents
from desk.services.shop import (
    Brand,
    CustomerDraft,
    Customers,
    LocationDraft,
    Locations,
    LocationView,
    OperatorDraft,
    Operators,
    PointDraft,
    RecordDraft,
    Records,
    Settings,
    first_instant,
    is_open,
    local_day,
    minutes_of,
    zone_of,
)
from desk.services.store import Session

WORDING = "Inscription au comptoir de l’atelier"
STOPPED = timedelta(days=20)
"""How long ago some customers of the story answered STOP."""

_KINDS = ("order", "appointment", "lead")
_POINTS = {
    "email": PointKind.EMAIL,
    "mobile": PointKind.PHONE,
    "landline": PointKind.PHONE,
    "postal": PointKind.POSTAL,
}
_DAYS_TRIED = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleShop:
    """What was made. customers, locations, operators: by their key in the story. records: oldest first."""

    customers: Mapping[str, CustomerId]
    locations: Mapping[str, LocationView]
    operators: Mapping[str, OperatorId]
    records: tuple[RecordId, ...]


def build_sample_shop(session: Session, now: datetime) -> SampleShop:
    """Write the sample shop into an empty database, its days counted from `now`; no event is raised."""
    story: dict[str, Any] = tomllib.loads(path("sample_shop/shop.toml").read_text(encoding="utf-8"))
    settings = story["settings"]
    settings["languages"] = tuple(settings["languages"])
    Settings(session).change(**settings, trial_mode=True, is_sample=True)
    locations = {site.pop("key"): _location(session, site) for site in story["locations"]}
    operators = {person.pop("key"): _operator(session, person) for person in story["operators"]}
    customers = {one["key"]: _customer(session, one, locations, now) for one in _lines("customers")}
    shop = SampleShop(customers=customers, locations=locations, operators=operators, records=())
    return SampleShop(
        customers=customers,
        locations=locations,
        operators=operators,
        records=_records(session, shop, now),
    )


def _lines(name: str) -> list[dict[str, Any]]:
    """Read a list of the story."""
    lines: list[dict[str, Any]] = json.loads(path(f"sample_shop/{name}.json").read_text(encoding="utf-8"))
    return lines


def _location(session: Session, site: dict[str, Any]) -> LocationView:
    opening = {
        int(day): tuple((start, end) for start, end in spans) for day, spans in site.pop("opening").items()
    }
    brand = Brand(**site.pop("brand"))
    keeper = Locations(session)
    return keeper.get(keeper.create(LocationDraft(**site, opening=opening, brand=brand)))


def _operator(session: Session, person: dict[str, Any]) -> OperatorId:
    return Operators(session).create(OperatorDraft(**person))


def _customer(
    session: Session, told: dict[str, Any], locations: Mapping[str, LocationView], now: datetime
) -> CustomerId:
    """Write one customer with the consents of the story."""
    place = locations[told["location"]]
    today = local_day(now, zone_of(place.zone, "UTC"))
    registered = timedelta(days=told["registered_days_ago"])
    customer_id = Customers(session).create(
        CustomerDraft(
            first_name=told.get("first_name", ""),
            last_name=told.get("last_name", ""),
            company=told.get("company", ""),
            salutation=told.get("salutation", ""),
            language=told["language"],
            birth_date=_birth_date(told, today),
            registered_at=today - registered,
            location_id=place.id,
            tags=tuple(told.get("tags", ())),
            points=tuple(_points(told)),
            created_at=now - registered,
        )
    )
    Consents(session).record(*_consents(told, customer_id, now))
    return customer_id


def _birth_date(told: Mapping[str, Any], today: date) -> date | str | None:
    """Return the birthday; one that the story counts from today falls on that day of its year."""
    if "birthday_in_days" not in told:
        return told.get("birth_date")
    day = today + timedelta(days=told["birthday_in_days"])
    is_leap_day = (day.month, day.day) == (2, 29)
    return day.replace(year=told["birth_year"] // 4 * 4 if is_leap_day else told["birth_year"])


def _points(told: Mapping[str, Any]) -> list[PointDraft]:
    return [PointDraft(kind=kind, address=told[name]) for name, kind in _POINTS.items() if name in told]


def _consents(told: Mapping[str, Any], customer_id: CustomerId, now: datetime) -> list[ConsentDraft]:
    """Return what the customer said, oldest first: yes at registration, for some a STOP since."""

    def said(channel: str, topic: str, *, granted: bool) -> ConsentDraft:
        return ConsentDraft(
            customer_id=customer_id,
            topic=topic,
            channel=Channel(channel),
            granted=granted,
            source="demo",
            wording=WORDING if granted else "STOP",
            operator="Camille Martin" if granted else "",
            at=now - (timedelta(days=told["registered_days_ago"]) if granted else STOPPED),
        )

    withdrawn = [
        (topic, channel) for topic, channels in told.get("withdrawn", {}).items() for channel in channels
    ]
    granted = [
        (topic, channel) for topic, channels in told.get("consents", {}).items() for channel in channels
    ]
    yes = dict.fromkeys(granted + withdrawn)
    return [said(channel, topic, granted=True) for topic, channel in yes] + [
        said(channel, topic, granted=False) for topic, channel in withdrawn
    ]


def _records(session: Session, shop: SampleShop, now: datetime) -> tuple[RecordId, ...]:
    """Write orders, appointments and leads in the order in which they came in."""
    told = [(kind, line) for kind in _KINDS for line in _lines(f"{kind}s")]
    told.sort(key=lambda one: -one[1]["created_hours_ago"])
    keeper = Records(session)
    return tuple(keeper.create(_record(kind, line, shop, now)) for kind, line in told)


def _record(kind: str, told: Mapping[str, Any], shop: SampleShop, now: datetime) -> RecordDraft:
    place = shop.locations[told["location"]]
    due_at = _open_instant(place, now, told["due_in_days"], told["due_at"])
    settled_at = now - timedelta(hours=told["settled_hours_ago"]) if "settled_hours_ago" in told else None
    fields = dict(told["fields"])
    if "minutes" in told:
        fields["ends_at"] = (due_at + timedelta(minutes=told["minutes"])).isoformat()
        fields["place"] = place.address.replace("\n", ", ")
    if told["status"] == "ready" and settled_at is not None:
        fields["ready_at"] = settled_at.isoformat(timespec="seconds")
    if told["status"] in {"done", "no_show"}:
        settled_at = due_at
    return RecordDraft(
        kind=kind,
        customer_id=shop.customers[told["customer"]],
        status=told["status"],
        title=told["title"],
        location_id=place.id,
        assignee_id=shop.operators[told["assignee"]],
        due_at=due_at,
        closed_at=None if told["status"] == "ready" else settled_at,
        fields=fields,
        created_at=now - timedelta(hours=told["created_hours_ago"]),
    )


def _open_instant(place: LocationView, now: datetime, days: int, wall: str) -> datetime:
    """Return that wall time `days` from today, moved away from today by days until the place is open then."""
    zone = zone_of(place.zone, "UTC")
    day = local_day(now, zone) + timedelta(days=days)
    step = timedelta(days=1 if days >= 0 else -1)
    for _ in range(_DAYS_TRIED):
        at = first_instant(day, minutes_of(wall), zone)
        if is_open(place, at - timedelta(minutes=1)) or is_open(place, at):
            return at
        day += step
    return first_instant(day, minutes_of(wall), zone)
