# SPDX-License-Identifier: LicenseRef-Desk
"""Keeps consent: an append-only ledger, nothing in it is ever changed or removed."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, func, insert, select
from sqlalchemy.orm import Session

from desk import clock
from desk.errors import Problem, Refused
from desk.models import ConsentEntry, Customer, new_id
from desk.models.identity import CustomerId
from desk.models.vocabulary import Channel
from desk.services.shop import Deed, needs
from desk.services.store import AnyRow, AnySelect, read_rows

SOURCES = ("counter", "import", "preference_page", "reply", "api", "demo")
"""Where a change of mind can come from."""

Granted = frozenset[tuple[str, Channel]]
"""The (topic, channel) pairs that a customer said yes to last."""

_CLOCKS_DIFFER = timedelta(minutes=5)
_TABLE = ConsentEntry.__table__.c
_SAID = (
    select(_TABLE.customer_id, _TABLE.topic, _TABLE.channel, _TABLE.granted)
    .where(_TABLE.customer_id.in_(bindparam("ids", expanding=True)))
    .order_by(_TABLE.at, _TABLE.id)
)
"""ids: customers; all that each has said, in the order of saying."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentDraft:
    """A change of mind with its proof.

    source: one of SOURCES. wording: the words agreed to, as shown. at: when it was said; None means now.
    """

    customer_id: CustomerId
    topic: str
    channel: Channel
    granted: bool
    source: str
    wording: str = ""
    operator: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentRow:
    """One entry of the ledger, as proof."""

    id: str
    customer_id: CustomerId
    topic: str
    channel: Channel
    granted: bool
    at: datetime
    source: str
    wording: str
    operator: str


class Consents:
    """Keeper of the ledger; the newest entry of a customer, topic and channel counts, none means no."""

    def __init__(self, session: Session) -> None:
        self._session = session

    @needs(Deed.EDIT_CONSENTS)
    def record(self, *drafts: ConsentDraft) -> tuple[str, ...]:
        """Append entries, in order, and return their ids; Refused names what is wrong, then none is kept."""
        problems = [problem for number, draft in enumerate(drafts) for problem in _problems(draft, number)]
        problems += self._unknown_customers(drafts)
        if problems:
            raise Refused(*problems)
        rows = [_values(draft, clock.now()) for draft in drafts]
        if rows:
            self._session.execute(insert(ConsentEntry), rows)
        return tuple(row["id"] for row in rows)

    def of(self, customer_ids: Collection[CustomerId]) -> dict[CustomerId, Granted]:
        """Return id → what each customer says yes to now; every id is there, in one query."""
        said: dict[str, dict[tuple[str, Channel], bool]] = {id_: {} for id_ in customer_ids}
        for row in read_rows(self._session, _SAID, customer_ids):  # what was said last comes last
            said[row.customer_id][row.topic, row.channel] = row.granted
        return {
            CustomerId(id_): frozenset(key for key, granted in theirs.items() if granted)
            for id_, theirs in said.items()
        }

    def latest(self, customer_ids: Collection[CustomerId]) -> dict[CustomerId, tuple[ConsentRow, ...]]:
        """Return id → the entries that count now, yes and no, with their proof; every id is there."""
        return self._standing(customer_ids, None)

    def as_of(self, customer_id: CustomerId, at: datetime) -> Granted:
        """Return what a customer said yes to as of `at`."""
        rows = self._standing([customer_id], at)[customer_id]
        return frozenset((row.topic, row.channel) for row in rows if row.granted)

    def history(
        self, customer_id: CustomerId, *, after: str | None = None, limit: int = 200
    ) -> tuple[ConsentRow, ...]:
        """Return a customer's entries, last written first, that follow `after` (a row's id)."""
        query = select(*_TABLE).where(ConsentEntry.customer_id == customer_id)
        if after is not None:
            query = query.where(ConsentEntry.id < after)
        found = self._session.execute(query.order_by(ConsentEntry.id.desc()).limit(limit))
        return tuple(_row(row) for row in found)

    def _standing(
        self, customer_ids: Collection[CustomerId], at: datetime | None
    ) -> dict[CustomerId, tuple[ConsentRow, ...]]:
        found: defaultdict[str, list[ConsentRow]] = defaultdict(list)
        for row in self._session.execute(_newest(customer_ids, at)):
            found[row.customer_id].append(_row(row))
        return {customer_id: tuple(found[customer_id]) for customer_id in customer_ids}

    def _unknown_customers(self, drafts: Collection[ConsentDraft]) -> list[Problem]:
        ids = {draft.customer_id for draft in drafts}
        known = set(self._session.scalars(select(Customer.id).where(Customer.id.in_(ids)).limit(len(ids))))
        return [
            Problem(code="unknown_customer", place="customer_id", details={"value": i}) for i in ids - known
        ]


def _newest(customer_ids: Collection[str], at: datetime | None) -> AnySelect:
    """Select the entries that count: of each key the one said last, of several said at once the last written.

    What was said counts, not when it was written down: an old paper imported today does not undo a later no.
    """
    key = ConsentEntry.customer_id, ConsentEntry.topic, ConsentEntry.channel
    order = ConsentEntry.at.desc(), ConsentEntry.id.desc()
    inner = select(*_TABLE, func.row_number().over(partition_by=key, order_by=order).label("age"))
    inner = inner.where(ConsentEntry.customer_id.in_(customer_ids))
    if at is not None:
        inner = inner.where(ConsentEntry.at <= at)
    ranked = inner.subquery()
    return (
        select(ranked)
        .where(ranked.c.age == 1)
        .order_by(ranked.c.customer_id, ranked.c.topic, ranked.c.channel)
    )


def _problems(draft: ConsentDraft, number: int) -> list[Problem]:
    wrong = {
        "topic": "topic_missing" if not draft.topic.strip() or len(draft.topic) > 40 else "",
        "source": "unknown_source" if draft.source not in SOURCES else "",
        "at": "date_in_future" if draft.at is not None and draft.at > clock.now() + _CLOCKS_DIFFER else "",
    }
    return [Problem(code=code, place=f"{number}.{place}") for place, code in wrong.items() if code]


def _values(draft: ConsentDraft, now: datetime) -> dict[str, Any]:
    return {
        "id": new_id(),
        "customer_id": draft.customer_id,
        "topic": draft.topic,
        "channel": draft.channel,
        "granted": draft.granted,
        "at": draft.at or now,
        "source": draft.source,
        "wording": draft.wording,
        "operator": draft.operator[:120],
    }


def _row(row: AnyRow) -> ConsentRow:
    return ConsentRow(
        id=row.id,
        customer_id=CustomerId(row.customer_id),
        topic=row.topic,
        channel=row.channel,
        granted=row.granted,
        at=row.at,
        source=row.source,
        wording=row.wording,
        operator=row.operator,
    )
