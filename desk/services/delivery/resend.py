# SPDX-License-Identifier: LicenseRef-Desk
"""Keeps resending: the same message once more by a person's word, through the one outbox."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from desk.models import Delivery, Notification, TemplateVersion, new_id
from desk.models.columns import Json
from desk.models.vocabulary import Channel, DeliveryState, NotificationState, VersionState
from desk.services.delivery.repeating import Repeat, Repeating
from desk.services.delivery.replies import NOWHERE
from desk.services.delivery.standing import standing_of
from desk.services.delivery.totals import Placed, Totals, day_of
from desk.services.delivery.written import WRITTEN
from desk.services.shop import Deed, Settings, needs
from desk.services.store import held

ENDED = (
    DeliveryState.SENT,
    DeliveryState.DELIVERED,
    DeliveryState.BOUNCED,
    DeliveryState.FAILED,
    DeliveryState.UNDELIVERABLE,
    DeliveryState.CANCELLED,
)
"""What may be sent again; what is open or in doubt may not."""
AT_ONCE = timedelta(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Resent:
    """made: the new deliveries.

    left_out: those that are still open or in doubt, are on their way again already (pressed twice is sent once),
    or are gone.
    """

    made: tuple[str, ...]
    left_out: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A delivery that somebody would like to send again."""

    id: str
    state: DeliveryState
    channel: Channel
    customer_id: str
    rule_id: str
    location_id: str | None
    event_id: str
    event_kind: str
    template_version_id: str | None
    notification_id: str = ""
    address: str = ""
    again: DeliveryState | None = None
    """What became of it when it was sent again before: the state of the newest resend that was not called off."""


class Resend:
    """Sending again is a new notification that names the old delivery; consent is asked as ever."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def candidates(self, delivery_ids: Collection[str]) -> tuple[Candidate, ...]:
        """Return what sending again would go by, of those that exist; meant for a few hundred at a time."""
        query = (
            select(
                Delivery.id,
                Delivery.state,
                Delivery.channel,
                Delivery.customer_id,
                Delivery.rule_id,
                Delivery.location_id,
                Delivery.notification_id,
                Delivery.address,
                Notification.event_id,
                Notification.event_kind,
                Notification.template_version_id,
            )
            .join(Notification, Notification.id == Delivery.notification_id)
            .where(Delivery.id.in_(list(delivery_ids)))
        )
        found = self._session.execute(query).mappings().all()
        again = self._again([row["id"] for row in found])
        return tuple(Candidate(**row, again=again.get(row["id"])) for row in found)

    @needs(Deed.RESEND)
    def again(
        self,
        delivery_ids: Collection[str],
        now: datetime,
        *,
        newest_version: bool = False,
        grace: timedelta = AT_ONCE,
    ) -> Resent:
        """Queue deliveries again, with the pinned texts or the newest published ones.

        grace: how long it can still be taken back before it leaves.
        """
        found = self._possible(delivery_ids)
        is_trial = Settings(self._session).get().trial_mode
        made: list[Json] = []
        intentions: list[Json] = []
        repeats: list[Repeat] = []
        for delivery, notification in found:
            version = self._newest(notification.template_version_id) if newest_version else None
            times = {"created_at": now, "due_at": now + grace}
            intention = _copy_notification(notification, delivery, version) | times | {"is_trial": is_trial}
            intentions.append(intention)
            made.append(_copy_delivery(delivery, intention["id"]) | times)
            if notification.event_kind == WRITTEN:
                repeats.append(_repeat(delivery, made[-1]))
        if made:
            self._session.execute(insert(Notification), intentions)
            self._session.execute(insert(Delivery), made)
            Repeating(self._session).repeat(repeats)
            Totals(self._session).move((), [_placed(one, now) for one in made])
        done = {delivery.id for delivery, _ in found}
        left = tuple(id_ for id_ in delivery_ids if id_ not in done)
        return Resent(made=tuple(m["id"] for m in made), left_out=left)

    def _possible(self, delivery_ids: Collection[str]) -> list[tuple[Delivery, Notification]]:
        """Return what can be sent again, held; what was written and taken back is nobody's to send."""
        query = (
            select(Delivery, Notification)
            .join(Notification, Notification.id == Delivery.notification_id)
            .where(Delivery.id.in_(list(delivery_ids)), Delivery.state.in_(ENDED))
        )
        found = self._session.execute(held(query, of=Delivery)).all()
        again = self._again(delivery_ids)
        written = {notification.id for _, notification in found if notification.event_kind == WRITTEN}
        gone = written - Repeating(self._session).possible(written)
        return [
            (delivery, notification)
            for delivery, notification in found
            if again.get(delivery.id, DeliveryState.FAILED) in ENDED and notification.id not in gone
        ]

    def _again(self, delivery_ids: Collection[str]) -> dict[str, DeliveryState]:
        """Return delivery → the state of its newest resend that was not called off."""
        query = (
            select(Delivery.resend_of, Delivery.state)
            .where(Delivery.resend_of.in_(list(delivery_ids)), Delivery.state != DeliveryState.CANCELLED)
            .order_by(Delivery.id)
        )
        return {row.resend_of: row.state for row in self._session.execute(query)}

    def _newest(self, version_id: str | None) -> str | None:
        pinned = select(TemplateVersion.template_id).where(TemplateVersion.id == version_id).scalar_subquery()
        query = (
            select(TemplateVersion.id)
            .where(TemplateVersion.template_id == pinned, TemplateVersion.state == VersionState.PUBLISHED)
            .order_by(TemplateVersion.number.desc())
            .limit(1)
        )
        return self._session.execute(query).scalar()


def _copy_notification(old: Notification, delivery: Delivery, version: str | None) -> Json:
    kept = {column.key: getattr(old, column.key) for column in Notification.__table__.columns}
    leg = {"channel": delivery.channel.value, "address": delivery.address, "point_id": None}
    return kept | {
        "id": new_id(),
        "state": NotificationState.PLANNED,
        "reason": None,
        "route": [leg],
        "leg": 0,
        "template_version_id": version or old.template_version_id,
    }


def _copy_delivery(old: Delivery, notification_id: str) -> Json:
    state = DeliveryState.QUEUED
    return {
        "id": new_id(),
        "notification_id": notification_id,
        "message_id": None,
        "leg": 0,
        "channel": old.channel,
        "address": old.address,
        "state": state,
        "standing": standing_of(state, None),
        "reason": None,
        "urgency": old.urgency,
        "resend_of": old.id,
        "customer_id": old.customer_id,
        "rule_id": old.rule_id,
        "record_id": old.record_id,
        "location_id": old.location_id,
    }


def _repeat(old: Delivery, new: Json) -> Repeat:
    """Give the new delivery of a written message its Message-ID now, for its conversation to know it by."""
    new["message_id"] = f"{new['id']}@{(old.message_id or '').rpartition('@')[2] or NOWHERE}"
    return Repeat(
        old_notification=old.notification_id,
        old_delivery=old.id,
        new_notification=new["notification_id"],
        new_delivery=new["id"],
        header_id=new["message_id"],
    )


def _placed(made: Json, now: datetime) -> Placed:
    return Placed(
        rule_id=made["rule_id"], day=day_of(now), channel=made["channel"], standing=made["standing"]
    )
