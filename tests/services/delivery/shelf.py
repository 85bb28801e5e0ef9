# SPDX-License-Identifier: LicenseRef-Desk
"""Puts deliveries of any kind into the history, counted as the outbox counts them."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import insert

from desk.models import Customer, Delivery, Event, Location, Notification, Record, Rule, new_id
from desk.models.vocabulary import (
    Channel,
    DeliveryState,
    NotificationState,
    RuleState,
    Urgency,
)
from desk.services.delivery.finding import id_floor
from desk.services.delivery.standing import standing_of
from desk.services.delivery.totals import Placed, Totals, day_of
from desk.services.shop import fold

NOON = datetime(2026, 3, 10, 12, 0, tzinfo=UTC)


class Shelf:
    """Makes what a history hangs on; every id is told by its name."""

    def __init__(self, session):
        self.session = session
        self.names = {}
        self._last = 0

    def customer(self, name, *, email=""):
        first, _space, last = name.partition(" ")
        id_ = new_id()
        self.session.execute(
            insert(Customer).values(
                id=id_, created_at=NOON, updated_at=NOON, first_name=first, last_name=last,
                search_text=fold(f"{name} {email}"), name_key=fold(name),
            )
        )  # fmt: skip
        return id_

    def rule(self, name, state=RuleState.ACTIVE):
        id_ = new_id()
        self.session.execute(
            insert(Rule).values(
                id=id_, created_at=NOON, updated_at=NOON, version=1, name=name, state=state,
                event_kind="order.ready", spec={},
            )
        )  # fmt: skip
        return id_

    def place(self, name="Atelier"):
        id_ = new_id()
        self.session.execute(
            insert(Location).values(
                id=id_, created_at=NOON, updated_at=NOON, name=name, timezone="Europe/Paris", opening={},
                holidays={}, brand={},
            )
        )  # fmt: skip
        return id_

    def record(self, reference, customer_id, kind="order"):
        id_ = new_id()
        self.session.execute(
            insert(Record).values(
                id=id_, created_at=NOON, updated_at=NOON, kind=kind, reference=reference, customer_id=customer_id,
                status="ready", people={}, fields={}, search_text=fold(reference),
            )
        )  # fmt: skip
        return id_

    def delivery(
        self,
        customer_id,
        rule_id,
        *,
        at=None,
        state=DeliveryState.SENT,
        reason=None,
        channel=Channel.EMAIL,
        **more,
    ):
        """Keep one; without `at` each is a minute younger than the one before."""
        self._last += 1
        at = at or NOON + timedelta(minutes=self._last)
        id_ = id_floor(at)[:12] + new_id()[12:]
        notification_id, event_id = new_id(), new_id()
        due_at = more.pop("due_at", at)
        self.session.execute(
            insert(Event).values(
                id=event_id, kind="order.ready", key=event_id, occurred_at=at, recorded_at=at, source="cli",
                snapshot={},
            )
        )  # fmt: skip
        intended = more.pop("notification", {})
        self.session.execute(
            insert(Notification).values(
                id=notification_id, created_at=at, evaluation_id=new_id(), event_id=event_id,
                event_kind="order.ready", rule_id=rule_id, customer_id=customer_id, language="fr",
                topic="operational", urgency=Urgency.NORMAL, due_at=at, route=[], leg=0, reason=reason,
                **{"state": NotificationState.PLANNED, **intended},
            )
        )  # fmt: skip
        standing = standing_of(state, reason)
        self.session.execute(
            insert(Delivery).values(
                id=id_, created_at=at, notification_id=notification_id, leg=0, channel=channel, state=state,
                standing=standing, reason=reason, urgency=Urgency.NORMAL, due_at=due_at, customer_id=customer_id,
                rule_id=rule_id, **{"address": "zoe@example.org", **more},
            )
        )  # fmt: skip
        placed = Placed(rule_id=rule_id, day=day_of(at), channel=channel, standing=standing)
        Totals(self.session).move((), [placed])
        return id_
