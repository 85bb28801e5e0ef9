# SPDX-License-Identifier: LicenseRef-Desk
"""Keeps the history quick to search: which index a filter walks, so that none goes through a million rows.

The indexes of the table read (…, standing, id): a filter without a standing is the merge of one walk for each
of the seven standings, none longer than a page. A second filter is hidden from the database's planner, which
would rather sort than walk.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, func, select, union_all
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from desk.models import Customer, Delivery, Record, Rule
from desk.models.vocabulary import Channel, DeliveryState, Reason, Standing
from desk.services.events import KINDS
from desk.services.shop import fold, terms
from desk.services.store import AnyRow, AnySelect

FEW = 500
"""Up to so many matching customers a search goes through their own rows."""
WINDOW = 2_000
"""With more of them it looks through so many of the newest rows first,"""
MOST_WALKED = 12_000
"""and through so many while they promise to fill the page."""
RARE = 20_000
"""A channel with no more rows than this is walked rather than a location."""
MOST_NAMED = 20
"""So many records, and so many rules, are followed when a search names them."""

_LAST = "zzzz"
"""Sorts behind whatever follows in a number, whichever way the database sorts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryFilter:
    """What to show; empty means everything. since, until: of making, until is not included.

    waiting: planned or held, but not for a person. awaiting: only what a person has to approve.
    unhandled: only failures that were not sent again.
    """

    text: str = ""
    standing: Standing | None = None
    channel: Channel | None = None
    rule_id: str | None = None
    location_id: str | None = None
    customer_id: str | None = None
    record_id: str | None = None
    since: datetime | None = None
    until: datetime | None = None
    waiting: bool = False
    awaiting: bool = False
    unhandled: bool = False


@dataclass(frozen=True, slots=True)
class _Walk:
    """One stretch of one index: what leads it (an index begins with it), and what is asked of each row."""

    led: tuple[ColumnElement[bool], ...]
    aside: tuple[ColumnElement[bool], ...]


class Finding:
    """Finds deliveries by filter, newest first."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def ids(self, wanted: HistoryFilter, after: str | None, limit: int) -> list[str]:
        """Return the ids that follow `after`, newest first, at most `limit`."""
        if wanted.text.strip():
            return self._matching(wanted, after, limit)
        return self._run(self._merged(self._walks(wanted), _span(wanted, after), limit))

    # ------------------------------------------------------------------------------ without words

    def _walks(self, wanted: HistoryFilter) -> tuple[_Walk, ...]:
        """Return the stretches of one index that hold every row of a filter, words aside."""
        standings = _standings(wanted)
        own = next((name for name in ("customer_id", "record_id") if getattr(wanted, name)), None)
        if own is not None:
            return (_Walk((_COLUMNS[own] == getattr(wanted, own),), _asides(wanted, own)),)
        leader = self._leader(wanted)
        rest = _rest(wanted, leader)
        if leader is None and not standings:
            return (_Walk((), rest),)
        led = () if leader is None else (_COLUMNS[leader] == getattr(wanted, leader),)
        return tuple(_Walk((*led, Delivery.standing == one), rest) for one in standings or Standing)

    def _leader(self, wanted: HistoryFilter) -> str | None:
        """Return the filter whose index is walked; None for none of them."""
        if wanted.rule_id is not None:
            return "rule_id"
        if wanted.location_id is not None and wanted.channel is not None:
            return "channel" if self._is_rare(wanted.channel) else "location_id"
        return next((n for n in ("location_id", "channel") if getattr(wanted, n) is not None), None)

    def _is_rare(self, channel: Channel) -> bool:
        some = select(Delivery.id).where(Delivery.channel == channel).limit(RARE + 1).subquery()
        return self._session.execute(select(func.count()).select_from(some)).scalar_one() <= RARE

    def _merged(
        self,
        walks: Iterable[_Walk],
        span: Sequence[ColumnElement[bool]],
        limit: int,
        columns: Sequence[InstrumentedAttribute[Any]] = (Delivery.id,),
    ) -> AnySelect:
        """Return the newest `limit` rows of all walks together."""
        parts = [
            select(*columns).where(*walk.led, *walk.aside, *span).order_by(Delivery.id.desc()).limit(limit)
            for walk in walks
        ]
        if len(parts) == 1:
            return parts[0]
        merged = union_all(*(select(part.subquery()) for part in parts)).subquery()
        return select(merged).order_by(merged.c.id.desc()).limit(limit)

    # --------------------------------------------------------------------------------- with words

    def _matching(self, wanted: HistoryFilter, after: str | None, limit: int) -> list[str]:
        found = set(self._of_customers(wanted, after, limit))
        for rule_id in self._rules_named(wanted):
            found.update(self._plain(replace(wanted, rule_id=rule_id), after, limit))
        for record_id in self._records_named(wanted):
            found.update(self._plain(replace(wanted, record_id=record_id), after, limit))
        return sorted(found, reverse=True)[:limit]

    def _plain(self, wanted: HistoryFilter, after: str | None, limit: int) -> list[str]:
        return self.ids(replace(wanted, text=""), after, limit)

    def _of_customers(self, wanted: HistoryFilter, after: str | None, limit: int) -> list[str]:
        """Few customers: through their rows. Many: through the newest rows, then through all of theirs."""
        like = [Customer.search_text.contains(term, autoescape=True) for term in terms(wanted.text)]
        few = self._run(select(Customer.id).where(*like).limit(FEW + 1))
        if not few:
            return []
        span = _span(wanted, after)
        if len(few) <= FEW:
            return self._theirs(wanted, span, Delivery.customer_id.in_(few), limit)
        found, after = self._near(wanted, like, after, limit)
        if after is None or len(found) == limit:
            return found
        every = Delivery.customer_id.in_(select(Customer.id).where(*like))
        return found + self._theirs(wanted, _span(wanted, after), every, limit - len(found))

    def _near(
        self, wanted: HistoryFilter, like: Sequence[ColumnElement[bool]], after: str | None, limit: int
    ) -> tuple[list[str], str | None]:
        """Look through the newest rows while that promises to fill the page.

        Return what was found, and the id it came to; None: to the end.
        """
        found: list[str] = []
        seen, size = 0, WINDOW
        while size:
            rows = self._window(wanted, like, after, size)
            found += [row.id for row in rows if row.is_hit]
            if len(rows) < size:
                return found[:limit], None
            after = rows[-1].id
            seen += size
            still = (limit - len(found)) * seen // max(len(found), 1) * 5 // 4
            size = max(still, 0) if seen + still <= MOST_WALKED else 0
        return found[:limit], after

    def _window(
        self, wanted: HistoryFilter, like: Sequence[ColumnElement[bool]], after: str | None, size: int
    ) -> Sequence[AnyRow]:
        """Return the next `size` rows whether they match or not: (id, is_hit)."""
        columns = (Delivery.id, Delivery.customer_id)
        newest = self._merged(self._walks(wanted), _span(wanted, after), size, columns).subquery()
        is_hit = and_(*like).label("is_hit")
        query = select(newest.c.id, is_hit).outerjoin(Customer, Customer.id == newest.c.customer_id)
        return self._session.execute(query.order_by(newest.c.id.desc())).all()

    def _theirs(
        self,
        wanted: HistoryFilter,
        span: Sequence[ColumnElement[bool]],
        customers: ColumnElement[bool],
        limit: int,
    ) -> list[str]:
        query = select(Delivery.id).where(customers, *_asides(wanted), *span)
        return self._run(query.order_by(Delivery.id.desc()).limit(limit))

    def _rules_named(self, wanted: HistoryFilter) -> list[str]:
        if wanted.rule_id is not None:
            return []
        words = terms(wanted.text)
        rows = self._session.execute(select(Rule.id, Rule.name).order_by(Rule.id.desc()).limit(FEW))
        named = [row.id for row in rows if all(word in fold(row.name) for word in words)]
        return named[:MOST_NAMED]

    def _records_named(self, wanted: HistoryFilter) -> list[str]:
        """Return the records whose number begins with the text."""
        if wanted.record_id is not None:
            return []
        text = wanted.text.strip()
        kinds = Record.kind.in_([kind.name for kind in KINDS])
        found: dict[str, None] = {}
        for start in dict.fromkeys((text, text.upper(), text.lower())):
            here = kinds, Record.reference >= start, Record.reference < f"{start}{_LAST}"
            query = select(Record.id).where(*here).order_by(Record.reference).limit(MOST_NAMED)
            found.update(dict.fromkeys(self._run(query)))
        return list(found)[:MOST_NAMED]

    def _run(self, query: AnySelect) -> list[str]:
        return list(self._session.scalars(query))


def id_floor(at: datetime) -> str:
    """Return the smallest id that can have been made at `at`; ids begin with the millisecond."""
    return f"{int(at.timestamp() * 1000):012x}" + "0" * 20


_COLUMNS: dict[str, InstrumentedAttribute[Any]] = {
    "channel": Delivery.channel,
    "rule_id": Delivery.rule_id,
    "location_id": Delivery.location_id,
    "customer_id": Delivery.customer_id,
    "record_id": Delivery.record_id,
}


def _standings(wanted: HistoryFilter) -> tuple[Standing, ...]:
    """Return the standings a filter leaves; empty for all."""
    if wanted.waiting:
        return Standing.HELD, Standing.PLANNED
    if wanted.awaiting:
        return (Standing.HELD,)
    if wanted.unhandled:
        return (Standing.FAILED,)
    return (wanted.standing,) if wanted.standing else ()


def _span(wanted: HistoryFilter, after: str | None) -> list[ColumnElement[bool]]:
    """Return the ids a page may hold."""
    span = [Delivery.id < after] if after is not None else []
    if wanted.since is not None:
        span.append(Delivery.id >= id_floor(wanted.since))
    if wanted.until is not None:
        span.append(Delivery.id < id_floor(wanted.until))
    return span


def _asides(wanted: HistoryFilter, *but: str | None) -> tuple[ColumnElement[bool], ...]:
    """Return what is asked of each row, wrapped so that no other index is chosen for it."""
    standings = _standings(wanted)
    asked = [func.coalesce(Delivery.standing, Delivery.standing).in_(standings)] if standings else []
    return (*asked, *_rest(wanted, *but))


def _rest(wanted: HistoryFilter, *but: str | None) -> tuple[ColumnElement[bool], ...]:
    """Return what is asked of each row whose standing is right."""
    values = [(column, getattr(wanted, name)) for name, column in _COLUMNS.items() if name not in but]
    asked = [func.coalesce(column, column) == value for column, value in values if value is not None]
    if wanted.waiting:
        asked.append(Delivery.reason.is_distinct_from(Reason.AWAITING_APPROVAL))
    if wanted.awaiting:
        asked.append(func.coalesce(Delivery.state, Delivery.state) == DeliveryState.QUEUED)
        asked.append(Delivery.reason == Reason.AWAITING_APPROVAL)
    if wanted.unhandled:
        later = aliased(Delivery)
        again = later.resend_of == Delivery.id, later.standing != Standing.CANCELLED
        asked.append(~select(later.id).where(*again).exists())
    return tuple(asked)
