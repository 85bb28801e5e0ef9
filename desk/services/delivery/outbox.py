# SPDX-License-Identifier: LicenseRef-Desk
"""Keeps the outbox: what is to leave, who holds it, and how it ended."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from desk.models import Attempt, Content, Delivery, Notification
from desk.models.vocabulary import Channel, DeliveryState, NotificationState, Urgency
from desk.services.delivery.forgetting import Forgetting
from desk.services.delivery.outbox_rows import (
    CLAIM,
    CONCLUDE,
    DUE_AMONG,
    FIRST_OF,
    FOLLOW,
    HAND_OVER,
    HELD_BY,
    OPEN_AMONG,
    OPEN_STATES,
    QUEUED_OF,
    Answers,
    Mark,
    attempt_values,
    delivery_values,
    due_of,
    mark_of,
    may_become,
    next_leg_values,
    notification_state,
    notification_values,
    outcome_values,
    placed,
)
from desk.services.delivery.plan import Departure, Due, Intention, Settlement, Verdict
from desk.services.delivery.standing import standing_of
from desk.services.delivery.totals import Placed, Totals, day_of
from desk.services.shop import Settings
from desk.services.store import AnyRow, claimable, insert_rows, read_rows, run_rows

FAR_AWAY = datetime(9999, 1, 1, tzinfo=UTC)
"""When what waits for a person's word is due: never by itself."""
Remembered = Callable[[str], Due | None]
"""Gives a delivery as somebody remembers it, by its id; None for one that nobody does."""


def nothing_remembered(_delivery_id: str) -> Due | None:
    """Remember no delivery."""
    return None


class Outbox:
    """The open deliveries; every method is one part of a write block."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._totals = Totals(session)

    def add(self, intentions: Sequence[Intention], now: datetime) -> None:
        """Keep notifications, each with its first delivery."""
        if not intentions:
            return
        is_trial = Settings(self._session).get().trial_mode
        insert_rows(
            self._session,
            Notification,
            [notification_values(i, now, is_trial=is_trial) for i in intentions],
        )
        rows = [delivery_values(i) for i in intentions]
        self._insert(rows, now)

    def due(self, channel: Channel, now: datetime, limit: int) -> tuple[Due, ...]:
        """Return deliveries whose time has come, instant ones first, then oldest due; held for this transaction."""
        return self.read(self.choose(channel, now, limit))

    def choose(self, channel: Channel, now: datetime, limit: int) -> dict[str, Mark]:
        """Return the marks of those deliveries, by id, in that order; held for this transaction."""
        chosen: dict[str, Mark] = {}
        for urgency in Urgency:
            if len(chosen) < limit:
                query = QUEUED_OF.where(Delivery.due_at <= now).order_by(Delivery.due_at)
                query = claimable(query.limit(limit - len(chosen)))
                wanted = {"urgency": urgency, "channel": channel}
                chosen |= {row.id: mark_of(row) for row in self._session.execute(query, wanted)}
        return chosen

    def read(
        self, chosen: Mapping[str, Mark], remembered: Remembered = nothing_remembered
    ) -> tuple[Due, ...]:
        """Return chosen deliveries. remembered: those that need not be read, if they bear the marks they bore."""
        told = {id_: remembered(id_) for id_ in chosen}
        found = {id_: due for id_, due in told.items() if due is not None and mark_of(due) == chosen[id_]}
        others = [id_ for id_ in chosen if id_ not in found]
        if others:
            found |= {row.id: due_of(row) for row in read_rows(self._session, DUE_AMONG, others)}
        return tuple(found[id_] for id_ in chosen)

    def next_due(self, channel: Channel | None = None) -> datetime | None:
        """Return when the next queued delivery (of a channel) is due; None when nothing waits."""
        found = [
            row.due_at
            for urgency in Urgency
            for one in ((channel,) if channel else Channel)
            for row in read_rows(self._session, FIRST_OF, urgency=urgency, channel=one)
        ]
        return min((at for at in found if at < FAR_AWAY), default=None)

    def claim(
        self, references: Mapping[str, str], holder: str, addresses: Mapping[str, str] | None = None
    ) -> None:
        """Mark deliveries `sending` for `holder`.

        references: delivery id → Message-ID chosen for it. addresses: delivery id → where it goes now; None
        keeps what was planned.
        """
        to = addresses or {}
        rows = [
            {"key": id_, "to_holder": holder, "to_message_id": reference, "to_address": to.get(id_)}
            for id_, reference in references.items()
        ]
        run_rows(self._session, CLAIM, rows)

    def hand_over(self, departures: Sequence[Departure], holder: str, now: datetime) -> frozenset[str]:
        """Mark deliveries `handed_over` and keep what they say; return those that may leave.

        One that was cancelled or taken back meanwhile is not among them and must not leave.
        """
        if not departures:
            return frozenset()
        wanted = [d.delivery_id for d in departures]
        leaving = frozenset(row.id for row in read_rows(self._session, HELD_BY, wanted, holder=holder))
        going = [d for d in departures if d.delivery_id in leaving]
        if going:
            run_rows(
                self._session,
                HAND_OVER,
                [
                    {"key": d.delivery_id, "holder": holder, "to_at": now, "to_provider": d.provider_id}
                    for d in going
                ],
            )
            insert_rows(
                self._session,
                Content,
                [{"delivery_id": d.delivery_id, "subject": d.subject, "body": d.content} for d in going],
            )
        return leaving

    def settle(self, settlements: Sequence[Settlement], now: datetime, holder: str = "") -> None:
        """Keep attempts and what they came to; open the next leg where the route says so.

        holder: whose claims these are; what somebody else has claimed meanwhile is left alone ("": not asked).
        What has come to an end is left as it is, so that settling again does no harm.
        """
        if not settlements:
            return
        open_still = self._conclude(
            [
                Verdict(
                    delivery_id=s.delivery_id,
                    state=s.state,
                    reason=s.reason,
                    due_at=s.due_at,
                    error=f"{s.code} {s.reply}".strip() if s.state is not DeliveryState.SENT else "",
                    next_leg=s.next_leg,
                )
                for s in settlements
            ],
            now,
            Answers(
                holder=holder,
                references={s.delivery_id: s.reference for s in settlements if s.reference},
                tried={s.delivery_id: s.number for s in settlements if s.counts},
            ),
        )
        insert_rows(
            self._session, Attempt, [attempt_values(s) for s in settlements if s.delivery_id in open_still]
        )

    def conclude(self, verdicts: Sequence[Verdict], now: datetime, holder: str = "") -> None:
        """End or put back deliveries that did not leave; holder: as in `settle`."""
        if verdicts:
            self._conclude(verdicts, now, Answers(holder=holder))

    def _conclude(self, verdicts: Sequence[Verdict], now: datetime, answers: Answers) -> frozenset[str]:
        """Write verdicts; return the deliveries that were open until then."""
        rows = {
            row.id: row
            for row in read_rows(self._session, OPEN_AMONG, [v.delivery_id for v in verdicts])
            if answers.may_touch(row.claimed_by)
        }
        known = [
            v for v in verdicts if v.delivery_id in rows and may_become(rows[v.delivery_id].state, v.state)
        ]
        run_rows(
            self._session,
            CONCLUDE,
            [outcome_values(rows[v.delivery_id], v, now, answers) for v in known],
        )
        self._totals.move(
            [placed(rows[v.delivery_id], rows[v.delivery_id].standing) for v in known],
            [placed(rows[v.delivery_id], standing_of(v.state, v.reason)) for v in known],
        )
        if again := [v.delivery_id for v in known if v.state is DeliveryState.QUEUED]:
            self._forget_content(again)
        onward = self.open_next([rows[v.delivery_id] for v in known if v.next_leg], now)
        self._follow(known, rows, onward)
        ended = [rows[v.delivery_id] for v in known if v.state not in OPEN_STATES]
        Forgetting(self._session).ended({row.event_id: row.event_kind for row in ended})
        return frozenset(rows)

    def _forget_content(self, delivery_ids: Collection[str]) -> None:
        """Content belongs to what left; a refused try's is written again with the next."""
        self._session.execute(delete(Content).where(Content.delivery_id.in_(delivery_ids)))

    def _follow(self, known: Iterable[Verdict], rows: dict[str, AnyRow], onward: frozenset[str]) -> None:
        changes = []
        for verdict in known:
            row = rows[verdict.delivery_id]
            if row.notification_id in onward:
                continue
            state = notification_state(verdict)
            changes.append({"key": row.notification_id, "to_state": state, "to_reason": verdict.reason})
        run_rows(self._session, FOLLOW, changes)

    def open_next(self, ended: Sequence[AnyRow], now: datetime) -> frozenset[str]:
        """Make the delivery of the next leg; return the notifications that go on."""
        rows = [leg for leg in (next_leg_values(row, now) for row in ended) if leg is not None]
        if not rows:
            return frozenset()
        moved = [
            {"id": leg["notification_id"], "leg": leg["leg"], "state": NotificationState.PLANNED}
            for leg in rows
        ]
        self._session.execute(update(Notification), moved)
        self._insert(rows, now)
        return frozenset(str(leg["notification_id"]) for leg in rows)

    def _insert(self, rows: list[dict[str, Any]], now: datetime) -> None:
        for row in rows:
            row["created_at"] = now
            row["standing"] = standing_of(row["state"], row["reason"])
        insert_rows(self._session, Delivery, rows)
        day = day_of(now)
        self._totals.move(
            (),
            [
                Placed(rule_id=r["rule_id"], day=day, channel=r["channel"], standing=r["standing"])
                for r in rows
            ],
        )
