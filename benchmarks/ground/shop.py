# SPDX-License-Identifier: LicenseRef-Desk
"""Makes shops to measure on: one that sends, one with a hundred thousand customers and a million deliveries."""

import random
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import insert

from benchmarks.ground.report import line
from desk import clock
from desk.models import (
    ConsentEntry,
    ContactPoint,
    Customer,
    Delivery,
    DeliveryTotal,
    Event,
    Location,
    Notification,
    Provider,
    Record,
    Rule,
    RuleTotal,
    Setting,
    Template,
    TemplateVersion,
    new_id,
)
from desk.models.vocabulary import (
    Channel,
    DeliveryState,
    NotificationState,
    PointKind,
    PointState,
    Reason,
    RuleState,
    Standing,
    Urgency,
    VersionState,
)
from desk.services.rules import Leg, RuleSpec, Timing, Trigger
from desk.services.rules import spec_to_json as rule_json
from desk.services.shop import fold
from desk.services.store import Database, Session, open_database

CHUNK = 5_000
FIRST = ("Sophie", "Marc", "Nadia", "Hugo", "Amina", "Théo", "Lina", "Élodie", "Kenji", "Jeanne", "Omar", "Zoë")
LAST = ("Bernard", "Delaunay", "Ferrand", "Besson", "Rahmani", "Vasseur", "Nowak", "Garnier", "Tanaka", "Collet")


def insert_many(session: Session, table: Any, rows: Iterator[dict[str, Any]] | list[dict[str, Any]]) -> None:  # noqa: ANN401
    """Insert rows in chunks."""
    chunk: list[dict[str, Any]] = []
    for row in rows:
        chunk.append(row)
        if len(chunk) == CHUNK:
            session.execute(insert(table), chunk)
            chunk = []
    if chunk:
        session.execute(insert(table), chunk)


def location(session: Session) -> str:
    """Keep one location, open around the clock; return its id."""
    id_ = new_id()
    now = clock.now()
    always = {str(day): [["00:00", "24:00"]] for day in range(7)}
    session.execute(
        insert(Location).values(
            id=id_, created_at=now, updated_at=now, name="Atelier Lyon 2", timezone="Europe/Paris",
            opening=always, holidays={}, brand={}, is_default=True,
        )
    )  # fmt: skip
    return id_


def live(session: Session) -> None:
    """Take the shop out of trial mode."""
    session.execute(insert(Setting), [{"name": "trial_mode", "value": False}])


def mail_account(session: Session, port: int, connections: int = 64) -> str:
    """Keep an account at a local server without encryption; return its id."""
    id_ = new_id()
    now = clock.now()
    settings = {"host": "127.0.0.1", "port": port, "security": "none", "connections": connections}
    session.execute(
        insert(Provider).values(
            id=id_, created_at=now, updated_at=now, version=1, kind="smtp", channel=Channel.EMAIL, name="Sink",
            settings=settings, sender_address="contact@shop.example", sender_name="Café des Lilas",
        )
    )  # fmt: skip
    return id_


def customers(session: Session, count: int, location_id: str) -> list[str]:
    """Keep customers who agreed to operational e-mail; return their ids."""
    now = clock.now()
    ids = [new_id() for _ in range(count)]

    def name(at: int) -> tuple[str, str]:
        return FIRST[at % len(FIRST)], f"{LAST[at // len(FIRST) % len(LAST)]} {at}"

    def row(at: int) -> dict[str, Any]:
        first, last = name(at)
        return {
            "id": ids[at], "created_at": now, "updated_at": now, "first_name": first, "last_name": last,
            "language": "fr", "location_id": location_id, "name_key": fold(f"{last} {first}"),
            "search_text": fold(f"{first} {last} client{at}@example.org"), "registered_at": now.date(),
        }  # fmt: skip

    insert_many(session, Customer, (row(at) for at in range(count)))
    insert_many(
        session,
        ContactPoint,
        (
            {"id": new_id(), "customer_id": id_, "kind": PointKind.EMAIL, "address": f"client{at}@example.org",
             "state": PointState.OK, "position": 0}
            for at, id_ in enumerate(ids)
        ),
    )  # fmt: skip
    insert_many(
        session,
        ConsentEntry,
        (
            {"id": new_id(), "customer_id": id_, "topic": "operational", "channel": Channel.EMAIL, "granted": True,
             "at": now, "source": "import"}
            for id_ in ids
        ),
    )  # fmt: skip
    return ids


def template(session: Session, texts: dict[str, Any]) -> tuple[str, str]:
    """Keep a published template; return its id and its version's."""
    id_, version_id = new_id(), new_id()
    now = clock.now()
    session.execute(insert(Template).values(id=id_, created_at=now, updated_at=now, name="Prête"))
    session.execute(
        insert(TemplateVersion).values(
            id=version_id, template_id=id_, number=1, state=VersionState.PUBLISHED, created_at=now, updated_at=now,
            published_at=now, texts=texts, policies={},
        )
    )  # fmt: skip
    return id_, version_id


def rule(session: Session, template_id: str, spec: RuleSpec, name: str = "Commande prête") -> str:
    """Keep an active rule; return its id."""
    id_ = new_id()
    now = clock.now()
    session.execute(
        insert(Rule).values(
            id=id_, created_at=now, updated_at=now, version=1, name=name, state=RuleState.ACTIVE,
            event_kind=spec.trigger.event_kind, spec=rule_json(spec), template_id=template_id,
        )
    )  # fmt: skip
    return id_


def at_once(kind: str) -> RuleSpec:
    """Return a rule that sends an e-mail as soon as an event of `kind` happens."""
    return RuleSpec(
        trigger=Trigger(event_kind=kind),
        legs=(Leg(channel=Channel.EMAIL),),
        timing=Timing(quiet=None),
        grace_minutes=0,
    )


def large_shop(file: Path, *, customer_count: int = 100_000, delivery_count: int = 1_000_000) -> str:
    """Make a large shop in `file` unless it is there; return its URL."""
    url = f"sqlite:///{file}"
    if file.exists():
        return url
    file.parent.mkdir(parents=True, exist_ok=True)
    line(f"making a shop with {customer_count:,} customers and {delivery_count:,} deliveries (once)…")
    half_made = file.with_suffix(".part")
    half_made.unlink(missing_ok=True)
    database = open_database(f"sqlite:///{half_made}")
    database.write_now(lambda session: _fill(session, customer_count, delivery_count))
    database.write_now(lambda session: session.connection().exec_driver_sql("ANALYZE"))
    database.close()
    _checkpointed(half_made)
    half_made.rename(file)
    return url


def _checkpointed(file: Path) -> None:
    import sqlite3  # noqa: PLC0415 - only here

    with sqlite3.connect(file) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()


_STATES = (
    (DeliveryState.SENT, None, Standing.SENT),
    (DeliveryState.DELIVERED, None, Standing.SENT),
    (DeliveryState.UNDELIVERABLE, Reason.NO_CONSENT, Standing.NOT_SUBSCRIBED),
    (DeliveryState.FAILED, None, Standing.FAILED),
    (DeliveryState.CANCELLED, Reason.SUBJECT_CHANGED, Standing.CANCELLED),
)
_WEIGHTS = (70, 15, 10, 2, 3)


def _fill(session: Session, customer_count: int, delivery_count: int) -> None:
    luck = random.Random(7)  # noqa: S311 - the same shop every time
    site = location(session)
    other = location(session)
    people = customers(session, customer_count, site)
    texts = {"email": {"fr": {"subject": "Prête", "body": "Bonjour {{ customer.first_name }}"}}}
    template_id, version_id = template(session, texts)
    rules = [rule(session, template_id, at_once("order.ready"), f"Règle {n}") for n in range(20)]
    session.execute(Rule.__table__.update().values(state=RuleState.PAUSED))
    start = datetime(2024, 11, 1, tzinfo=UTC)
    step = timedelta(days=730) / delivery_count
    records = _records(session, people, site)
    rule_totals: Counter[tuple[str, Standing]] = Counter()
    day_totals: Counter[tuple[str, Channel, Standing]] = Counter()
    events, notifications, deliveries = [], [], []
    for n in range(delivery_count):
        at = start + step * n
        head = f"{int(at.timestamp() * 1000):012x}7"
        event_id, notification_id, delivery_id = (f"{head}{k:03x}8{n:015x}" for k in (1, 2, 3))
        state, reason, standing = luck.choices(_STATES, _WEIGHTS)[0]
        channel = Channel.SMS if n % 4 == 0 else Channel.EMAIL
        customer_id, rule_id = people[luck.randrange(customer_count)], rules[luck.randrange(len(rules))]
        site_id = other if n % 10 == 0 else site
        record_id = records[luck.randrange(len(records))]
        rule_totals[rule_id, standing] += 1
        day_totals[at.date().isoformat(), channel, standing] += 1
        if n % 10 == 0:
            events.append({
                "id": event_id, "kind": "order.ready", "key": event_id, "occurred_at": at, "recorded_at": at,
                "source": "window", "record_id": record_id, "customer_id": customer_id, "location_id": site_id,
                "snapshot": {}, "planned_at": at,
            })  # fmt: skip
            last_event = event_id
        notifications.append({
            "id": notification_id, "created_at": at, "evaluation_id": notification_id, "event_id": last_event,
            "event_kind": "order.ready", "rule_id": rule_id, "template_version_id": version_id,
            "customer_id": customer_id, "record_id": record_id, "location_id": site_id, "language": "fr",
            "topic": "operational", "urgency": Urgency.NORMAL, "state": NotificationState.DONE, "reason": reason,
            "due_at": at, "route": [], "leg": 0,
        })  # fmt: skip
        deliveries.append({
            "id": delivery_id, "created_at": at, "notification_id": notification_id, "leg": 0, "channel": channel,
            "address": f"client{n % customer_count}@example.org", "state": state, "standing": standing,
            "reason": reason, "due_at": at, "urgency": Urgency.NORMAL, "attempts": 1,
            "message_id": f"{delivery_id}@shop.example", "settled_at": at, "customer_id": customer_id,
            "rule_id": rule_id, "record_id": record_id, "location_id": site_id,
        })  # fmt: skip
        if len(deliveries) == CHUNK:
            _flush(session, events, notifications, deliveries)
    _flush(session, events, notifications, deliveries)
    insert_many(session, RuleTotal, [{"rule_id": r, "standing": s, "count": c} for (r, s), c in rule_totals.items()])
    insert_many(
        session,
        DeliveryTotal,
        [{"day": d, "channel": ch, "standing": s, "count": c} for (d, ch, s), c in day_totals.items()],
    )


def _flush(session: Session, *lists: list[dict[str, Any]]) -> None:
    for table, rows in zip((Event, Notification, Delivery), lists, strict=True):
        if rows:
            session.execute(insert(table), rows)
            rows.clear()


def _records(session: Session, people: list[str], site: str) -> list[str]:
    now = clock.now()
    ids = [new_id() for _ in range(20_000)]
    insert_many(
        session,
        Record,
        (
            {"id": id_, "created_at": now, "updated_at": now, "kind": "order", "reference": str(1000 + at),
             "title": "Révision complète", "customer_id": people[at % len(people)], "location_id": site,
             "status": "ready", "people": {}, "fields": {}, "search_text": str(1000 + at)}
            for at, id_ in enumerate(ids)
        ),
    )  # fmt: skip
    return ids


def fresh_database(folder: Path) -> Database:
    """Return an empty database in `folder`."""
    return open_database(f"sqlite:///{folder / 'desk.db'}")
