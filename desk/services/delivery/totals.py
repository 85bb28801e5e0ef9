# SPDX-License-Identifier: LicenseRef-Desk
"""Keeps the counters of deliveries, so that no tile and no list counts a million rows."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, cast

from sqlalchemy import Table, func, select
from sqlalchemy.orm import Session

from desk.models import Delivery, DeliveryTotal, RuleTotal
from desk.models.vocabulary import Channel, Standing
from desk.services.delivery.finding import id_floor
from desk.services.store import adding, run_rows


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """Where one delivery counts: its rule, day of making (UTC, ISO), channel and standing."""

    rule_id: str
    day: str
    channel: Channel
    standing: Standing


def day_of(at: datetime) -> str:
    """Return the day that a delivery made `at` counts under."""
    return at.date().isoformat()


class Totals:
    """The counters per rule and per day; moved in the same transaction as the rows they count."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def move(self, out: Iterable[Placed], into: Iterable[Placed]) -> None:
        """Take deliveries out of where they counted and count them where they stand now."""
        deltas: Counter[Placed] = Counter(into)
        deltas.subtract(out)
        rules: Counter[tuple[str, Standing]] = Counter()
        days: Counter[tuple[str, Channel, Standing]] = Counter()
        for placed, change in deltas.items():
            rules[placed.rule_id, placed.standing] += change
            days[placed.day, placed.channel, placed.standing] += change
        self._add(
            cast("Table", RuleTotal.__table__),
            [{"rule_id": r, "standing": s, "count": n} for (r, s), n in sorted(rules.items()) if n],
        )
        self._add(
            cast("Table", DeliveryTotal.__table__),
            [
                {"day": d, "channel": c, "standing": s, "count": n}
                for (d, c, s), n in sorted(days.items())
                if n
            ],
        )

    def wrong(self) -> int:
        """Return how many counters do not say what the rows say; it counts every row, so only a check-up asks."""
        return _differing(
            self._count(Delivery.rule_id, Delivery.standing, func.count()),
            self._count(RuleTotal.rule_id, RuleTotal.standing, func.sum(RuleTotal.count)),
        ) + _differing(
            self._count(Delivery.channel, Delivery.standing, func.count()),
            self._count(DeliveryTotal.channel, DeliveryTotal.standing, func.sum(DeliveryTotal.count)),
        )

    def since(self, day: str) -> dict[Standing, int]:
        """Return standing → count over the days from `day` on ("" for all)."""
        query = (
            select(DeliveryTotal.standing, func.sum(DeliveryTotal.count))
            .where(DeliveryTotal.day >= day)
            .group_by(DeliveryTotal.standing)
        )
        return {standing: int(count) for standing, count in self._session.execute(query)}

    def between(self, since: datetime | None, until: datetime | None) -> dict[tuple[Channel, Standing], int]:
        """Return (channel, standing) → how many were made from `since` until `until` (None: no bound).

        Whole days come from the counters, what is left of the first and the last from the rows.
        """
        counts: Counter[tuple[Channel, Standing]] = Counter()
        first, last = _midnight_from(since), _midnight_until(until)
        if first is not None and last is not None and first > last:
            return dict(self._rows(since, until))
        query = select(DeliveryTotal.channel, DeliveryTotal.standing, func.sum(DeliveryTotal.count))
        if first is not None:
            query = query.where(DeliveryTotal.day >= day_of(first))
        if last is not None:
            query = query.where(DeliveryTotal.day < day_of(last))
        grouped = query.group_by(DeliveryTotal.channel, DeliveryTotal.standing)
        counts.update(
            {(channel, standing): int(n) for channel, standing, n in self._session.execute(grouped)}
        )
        if since is not None and first is not None and since < first:
            counts.update(self._rows(since, first))
        if until is not None and last is not None and last < until:
            counts.update(self._rows(last, until))
        return dict(counts)

    def _count(self, what: Any, standing: Any, count: Any) -> dict[tuple[str, str], int]:  # noqa: ANN401 - columns
        rows = self._session.execute(select(what, standing, count).group_by(what, standing))
        return {(key, state): int(number) for key, state, number in rows}

    def _rows(self, since: datetime | None, until: datetime | None) -> dict[tuple[Channel, Standing], int]:
        """Count rows of less than two days one by one."""
        query = select(Delivery.channel, Delivery.standing, func.count()).group_by(
            Delivery.channel, Delivery.standing
        )
        if since is not None:
            query = query.where(Delivery.id >= id_floor(since))
        if until is not None:
            query = query.where(Delivery.id < id_floor(until))
        return {(channel, standing): int(n) for channel, standing, n in self._session.execute(query)}

    def _add(self, table: Table, rows: list[dict[str, object]]) -> None:
        if rows:
            run_rows(self._session, adding(self._session, table, "count"), rows)


def _differing(rows: Mapping[tuple[str, str], int], counters: Mapping[tuple[str, str], int]) -> int:
    return sum(rows.get(key, 0) != counters.get(key, 0) for key in rows.keys() | counters.keys())


def _midnight_from(at: datetime | None) -> datetime | None:
    """Return the first midnight (UTC) that is not before `at`."""
    if at is None:
        return None
    midnight = _midnight_until(at)
    return midnight if midnight is None or midnight == at else midnight + timedelta(days=1)


def _midnight_until(at: datetime | None) -> datetime | None:
    """Return the last midnight (UTC) that is not after `at`."""
    return None if at is None else at.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
