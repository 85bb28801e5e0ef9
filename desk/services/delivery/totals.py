# SPDX-License-Identifier: LicenseRef-Desk
"""Keeps the counters of deliveries, so that no tile and no list counts a million rows."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from sqlalchemy import Table, func, select
from sqlalchemy.orm import Session

from desk.models import DeliveryTotal, RuleTotal
from desk.models.vocabulary import Channel, Standing
from desk.services.store import upsert


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

    def of_rules(self, rule_ids: Iterable[str]) -> dict[str, dict[Standing, int]]:
        """Return rule id → standing → count."""
        found: dict[str, dict[Standing, int]] = {}
        for row in self._session.execute(
            select(RuleTotal).where(RuleTotal.rule_id.in_(list(rule_ids)))
        ).scalars():
            found.setdefault(row.rule_id, {})[row.standing] = row.count
        return found

    def since(self, day: str) -> dict[Standing, int]:
        """Return standing → count over the days from `day` on ("" for all)."""
        query = (
            select(DeliveryTotal.standing, func.sum(DeliveryTotal.count))
            .where(DeliveryTotal.day >= day)
            .group_by(DeliveryTotal.standing)
        )
        return {standing: int(count) for standing, count in self._session.execute(query)}

    def _add(self, table: Table, rows: list[dict[str, object]]) -> None:
        if not rows:
            return
        made = upsert(self._session, table)
        keys = [column.name for column in table.primary_key]
        self._session.execute(
            made.on_conflict_do_update(
                index_elements=keys, set_={"count": table.c["count"] + made.excluded["count"]}
            ),
            rows,
        )
