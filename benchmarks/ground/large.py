# SPDX-License-Identifier: LicenseRef-Desk
"""Makes a shop with a past: a hundred thousand customers, a million deliveries over two years."""

import random
import sqlite3
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import update

from benchmarks.ground.report import line
from benchmarks.ground.shop import CHUNK, at_once, customers, insert_many, location, rule, template
from desk import clock
from desk.models import Delivery, DeliveryTotal, Event, Notification, Record, Rule, RuleTotal, new_id
from desk.models.vocabulary import (
    Channel,
    DeliveryState,
    NotificationState,
    Reason,
    RuleState,
    Standing,
    Urgency,
)
from desk.services.store import Session, insert_rows, open_database

FILE = Path("build/bench/large/desk.db")
START = datetime(2024, 11, 1, tzinfo=UTC)
SPAN = timedelta(days=730)
TEXTS = {"email": {"fr": {"subject": "Prête", "body": "Bonjour {{ customer.first_name }}"}}}
STATES = (
    (DeliveryState.SENT, None, Standing.SENT),
    (DeliveryState.DELIVERED, None, Standing.SENT),
    (DeliveryState.UNDELIVERABLE, Reason.NO_CONSENT, Standing.NOT_SUBSCRIBED),
    (DeliveryState.FAILED, None, Standing.FAILED),
    (DeliveryState.CANCELLED, Reason.SUBJECT_CHANGED, Standing.CANCELLED),
)
WEIGHTS = (70, 15, 10, 2, 3)


def large_shop(file: Path = FILE, *, customer_count: int = 100_000, delivery_count: int = 1_000_000) -> str:
    """Make the large shop in `file` unless it is there; return its URL."""
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
    connection = sqlite3.connect(half_made)
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    half_made.rename(file)
    return url


def _fill(session: Session, customer_count: int, delivery_count: int) -> None:
    site, other = location(session), location(session)
    people = customers(session, customer_count, site)
    template_id, version_id = template(session, TEXTS)
    rules = [rule(session, template_id, at_once("order.ready"), f"Règle {n}") for n in range(20)]
    session.execute(update(Rule).values(state=RuleState.PAUSED))
    records = _records(session, people, site)
    past = Past(people=people, rules=rules, records=records, sites=(site, other), version_id=version_id)
    for n in range(delivery_count):
        past.add(n, START + SPAN * n / delivery_count)
        if len(past.deliveries) == CHUNK:
            past.flush(session)
    past.flush(session)
    past.count(session)


@dataclass(slots=True, kw_only=True)
class Past:
    """What happened, written down in chunks; the same every time."""

    people: list[str]
    rules: list[str]
    records: list[str]
    sites: tuple[str, str]
    version_id: str
    luck: random.Random = field(default_factory=lambda: random.Random(7))
    events: list[dict[str, Any]] = field(default_factory=list)
    notifications: list[dict[str, Any]] = field(default_factory=list)
    deliveries: list[dict[str, Any]] = field(default_factory=list)
    last_event: str = ""
    rule_totals: Counter[tuple[str, Standing]] = field(default_factory=Counter)
    day_totals: Counter[tuple[str, Channel, Standing]] = field(default_factory=Counter)

    def add(self, n: int, at: datetime) -> None:
        """Note the `n`-th delivery, and every tenth time an event."""
        head = f"{int(at.timestamp() * 1000):012x}7"
        event_id, notification_id, delivery_id = (f"{head}{k:03x}8{n:015x}" for k in (1, 2, 3))
        state, reason, standing = self.luck.choices(STATES, WEIGHTS)[0]
        channel = Channel.SMS if n % 4 == 0 else Channel.EMAIL
        about = {
            "customer_id": self.luck.choice(self.people),
            "record_id": self.luck.choice(self.records),
            "location_id": self.sites[n % 10 == 0],
        }
        rule_id = self.luck.choice(self.rules)
        self.rule_totals[rule_id, standing] += 1
        self.day_totals[at.date().isoformat(), channel, standing] += 1
        if n % 10 == 0:
            self.last_event = event_id
            self.events.append({
                "id": event_id, "kind": "order.ready", "key": event_id, "occurred_at": at, "recorded_at": at,
                "source": "window", "snapshot": {}, "planned_at": at, **about,
            })  # fmt: skip
        self.notifications.append({
            "id": notification_id, "created_at": at, "evaluation_id": notification_id, "event_id": self.last_event,
            "event_kind": "order.ready", "rule_id": rule_id, "template_version_id": self.version_id,
            "language": "fr", "topic": "operational", "urgency": Urgency.NORMAL, "state": NotificationState.DONE,
            "reason": reason, "due_at": at, "route": [], "leg": 0, **about,
        })  # fmt: skip
        self.deliveries.append({
            "id": delivery_id, "created_at": at, "notification_id": notification_id, "leg": 0, "channel": channel,
            "address": f"client{n % len(self.people)}@example.org", "state": state, "standing": standing,
            "reason": reason, "due_at": at, "urgency": Urgency.NORMAL, "attempts": 1, "rule_id": rule_id,
            "message_id": f"{delivery_id}@shop.example", "settled_at": at, **about,
        })  # fmt: skip

    def flush(self, session: Session) -> None:
        """Write down what was noted."""
        pairs = ((Event, self.events), (Notification, self.notifications), (Delivery, self.deliveries))
        for model, rows in pairs:
            insert_rows(session, model, rows)
            rows.clear()

    def count(self, session: Session) -> None:
        """Write down the counters."""
        rules = [{"rule_id": r, "standing": s, "count": c} for (r, s), c in self.rule_totals.items()]
        insert_rows(session, RuleTotal, rules)
        days = [
            {"day": d, "channel": ch, "standing": s, "count": c} for (d, ch, s), c in self.day_totals.items()
        ]
        insert_rows(session, DeliveryTotal, days)


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
