# SPDX-License-Identifier: LicenseRef-Desk
"""What the simulation shows: whom and what it imagines, when, and what would become of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from desk import clock
from desk.errors import NotFound
from desk.models.identity import CustomerId
from desk.services.events import event_type
from desk.services.rules import TIMED
from desk.services.shop import (
    CustomerFilter,
    CustomerRow,
    Customers,
    RecordFilter,
    RecordRow,
    Records,
    first_instant,
    local_day,
)
from desk.services.simulation import Asked, Imagined, imagine, usual_record
from desk.services.store import Change, Session
from desk.ui.live_query import LiveQuery
from desk.ui.panes.rules.view_model import EditorModel
from desk.ui.wording import formats

if TYPE_CHECKING:
    from desk.bootstrap import Desk

TOPICS = (
    Change.RECORDS, Change.CUSTOMERS, Change.CONSENT, Change.PROVIDERS, Change.SETTINGS, Change.TEMPLATES,
    Change.LOCATIONS,
)  # fmt: skip
REST_MS = 150
MOST_RECORDS = 40
MOST_CUSTOMERS = 12
SATURDAY = 5


class When(StrEnum):
    """Which moment is imagined."""

    NOW = "now"
    DUE = "due"
    TONIGHT = "tonight"
    SATURDAY = "saturday"
    CHOSEN = "chosen"


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Who and what can be chosen. customer: the one that is chosen, by name."""

    records: tuple[RecordRow, ...] = ()
    customers: tuple[CustomerRow, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SimState:
    """What the simulation shows. customer_id: "" lets the record say who. is_read: an answer has come."""

    event_kind: str = ""
    found: Found = Found()
    record_id: str = ""
    customer_id: str = ""
    customer_name: str = ""
    when: When = When.NOW
    chosen_at: datetime | None = None
    imagined: Imagined | None = None
    is_read: bool = False
    error: Exception | None = None

    @property
    def record_kind(self) -> str:
        """The kind of record that is imagined; "" when the event is about a customer."""
        return event_type(self.event_kind).record_kind if self.event_kind else ""


class SimulationModel(QObject):
    """changed(): the state is another one."""

    changed = Signal()

    def __init__(self, desk: Desk, editor: EditorModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.state = SimState()
        self._editor = editor
        self._text = ""
        self._asked: Asked | None = None
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self._ask)
        self._found: LiveQuery[Found] = LiveQuery(desk, _nobody, (Change.RECORDS, Change.CUSTOMERS), self)
        self._found.rows_changed.connect(self._on_found)
        self._answer: LiveQuery[Imagined | None] = LiveQuery(desk, _nothing, TOPICS, self)
        self._answer.rows_changed.connect(self._on_answer)
        for query in (self._found, self._answer):
            query.error_changed.connect(self._on_error)
        editor.changed.connect(self._on_editor)

    def choose_customer(self, customer_id: str, name: str) -> None:
        """Imagine it for a customer; "" lets the record say who."""
        self._set(
            replace(self.state, customer_id=customer_id, customer_name=name, record_id="", is_read=False)
        )
        self._look()

    def look_for(self, text: str) -> None:
        """Find customers by what is typed."""
        self._text = text
        self._look()

    def choose_record(self, record_id: str) -> None:
        """Imagine it for a record."""
        row = next((one for one in self.state.found.records if one.id == record_id), None)
        name = row.customer_name if row else self.state.customer_name
        self._set(replace(self.state, record_id=record_id, customer_name=name))
        self._rest.start()

    def choose_when(self, when: When, at: datetime | None = None) -> None:
        """Imagine it at another moment; at: only for CHOSEN."""
        self._set(replace(self.state, when=when, chosen_at=at or self.state.chosen_at))
        self._rest.start()

    def pause(self) -> None:
        """Read nothing: the dock is hidden."""
        self._found.pause()
        self._answer.pause()

    def resume(self) -> None:
        """Read again."""
        self._found.resume()
        self._answer.resume()

    def _on_editor(self) -> None:
        draft = self._editor.state.draft
        kind = _known(draft.spec.trigger.event_kind) if draft else ""
        if kind != self.state.event_kind:
            is_timed = draft is not None and draft.spec.trigger.kind in TIMED
            self._set(SimState(event_kind=kind, when=When.DUE if is_timed else When.NOW))
            self._look()
        self._rest.start()

    def _look(self) -> None:
        kind, customer_id, text = self.state.record_kind, self.state.customer_id, self._text
        has_rule = bool(self.state.event_kind)
        self._found.use(lambda session: _find(session, kind, customer_id, text) if has_rule else Found())

    def _on_found(self, found: Found) -> None:
        state = replace(self.state, found=found)
        draft = self._editor.state.draft
        if draft is None:
            self._set(state)
            return
        if state.record_kind:
            row = next((one for one in found.records if one.id == state.record_id), None)
            row = row or usual_record(found.records, draft)
            name = row.customer_name if row else state.customer_name
            state = replace(state, record_id=row.id if row else "", customer_name=name)
        elif not state.customer_id and found.customers:
            first = found.customers[0]
            state = replace(state, customer_id=first.id, customer_name=first.name)
        self._set(state)
        self._rest.start()

    def _ask(self) -> None:
        asked = self._asking()
        if asked == self._asked and asked is not None and asked.at is None:
            return
        self._asked = asked
        self._answer.use(lambda session: imagine(session, asked, clock.now()) if asked is not None else None)

    def _asking(self) -> Asked | None:
        card, draft = self._editor.state.card, self._editor.state.draft
        state = self.state
        if card is None or draft is None or not state.event_kind:
            return None
        return Asked(
            draft=draft,
            rule_id=card.id,
            version=card.version,
            state=card.state,
            record_id=state.record_id,
            customer_id=state.customer_id,
            at=moment_of(state.when, state.chosen_at, clock.now()),
            at_due=state.when is When.DUE,
        )

    def _on_answer(self, imagined: Imagined | None) -> None:
        self._set(replace(self.state, imagined=imagined, is_read=True))

    def _on_error(self, error: Exception | None) -> None:
        if error is not self.state.error:
            self._set(replace(self.state, error=error))

    def _set(self, state: SimState) -> None:
        self.state = state
        self.changed.emit()


def moment_of(when: When, chosen: datetime | None, now: datetime) -> datetime | None:
    """Return the moment that is meant; None for now, or when the date says."""
    zone = formats.zone()
    today = local_day(now, zone)
    match when:
        case When.CHOSEN:
            return chosen
        case When.TONIGHT:
            return first_instant(today, 21 * 60 + 15, zone)
        case When.SATURDAY:
            days = (SATURDAY - today.weekday()) % 7 or 7
            return first_instant(today + timedelta(days=days), 10 * 60, zone)
        case _:
            return None


def _find(session: Session, kind: str, customer_id: str, text: str) -> Found:
    records: tuple[RecordRow, ...] = ()
    if kind:
        wanted = RecordFilter(kind=kind, customer_id=CustomerId(customer_id) if customer_id else None)
        records = Records(session).page(wanted, limit=MOST_RECORDS)
    customers = Customers(session).page(CustomerFilter(text=text), limit=MOST_CUSTOMERS)
    return Found(records=records, customers=customers)


def _known(event_kind: str) -> str:
    """Return an event type's name; "" when the catalogue has it no longer."""
    try:
        return event_type(event_kind).name
    except NotFound:
        return ""


def _nobody(_session: Session) -> Found:
    return Found()


def _nothing(_session: Session) -> None:
    return None
