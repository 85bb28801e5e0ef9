# SPDX-License-Identifier: LicenseRef-Desk
"""What the list of records shows: its kind, its filters, its rows, page by page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desk import clock
from desk.services.events import KINDS, RecordKind, record_kind
from desk.services.shop import RecordRow, Records
from desk.services.store import Change, Session
from desk.ui.live_query import LiveQuery, PagedQuery
from desk.ui.panes.records import readings
from desk.ui.panes.records.filters import DueSpan, Filters, wanted
from desk.ui.panes.records.rows import RecordRows
from desk.ui.wording import formats

if TYPE_CHECKING:
    from desk.bootstrap import Desk

LISTED = (Change.RECORDS, Change.CUSTOMERS)
SHOP = (Change.LOCATIONS, Change.SETTINGS)


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """What the list shows. by_due: soonest first, else newest first. figures: None until counted."""

    kind: RecordKind = KINDS[0]
    filters: Filters = field(default_factory=Filters)
    customer_name: str = ""
    by_due: bool = False
    shop: readings.Shop = field(default_factory=readings.Shop)
    figures: readings.Figures | None = None
    error: Exception | None = None


class RecordsModel(QObject):
    """The list. changed(): the state is another one. loaded(): rows were read."""

    changed = Signal()
    loaded = Signal()

    def __init__(self, desk: Desk, parent: QObject | None = None, kind: str = "") -> None:
        super().__init__(parent)
        self.state = State(kind=_kind(kind))
        self.rows = RecordRows(lambda: self.state.kind, lambda: self.state.shop, self)
        self.paged: PagedQuery[RecordRow, str] = PagedQuery(desk, self._page(), LISTED, self.rows, self)
        self.paged.error_changed.connect(self._on_error)
        self._shop = LiveQuery(desk, readings.read_shop, SHOP, self)
        self._shop.rows_changed.connect(self._on_shop)
        self._figures = LiveQuery(desk, self._count(), LISTED, self)
        self._figures.rows_changed.connect(self._on_figures)
        self.rows.modelReset.connect(self.loaded)
        self.rows.rowsInserted.connect(self._on_rows)

    def show_kind(self, name: str) -> None:
        """Show the records of another kind, with no filter left over from the last but text and place."""
        if name != self.state.kind.name:
            kept = Filters(text=self.state.filters.text, location_id=self.state.filters.location_id)
            self._ask(replace(self.state, kind=_kind(name), filters=kept, by_due=False, figures=None))

    def search(self, text: str) -> None:
        """Show records in which every word of `text` occurs."""
        self._narrow(replace(self.state.filters, text=text))

    def choose_status(self, status: str) -> None:
        """Show one status, all open ones (filters.OPEN) or any ("")."""
        self._narrow(replace(self.state.filters, status=status))

    def choose_due(self, due: DueSpan) -> None:
        """Show what is due in a span, soonest first; any span is newest first again."""
        filters = replace(self.state.filters, due=due)
        self._ask(replace(self.state, filters=filters, by_due=due is not DueSpan.ANY))

    def choose_place(self, location_id: str) -> None:
        """Show one site, or all ("")."""
        self._narrow(replace(self.state.filters, location_id=location_id))

    def show_customer(self, customer_id: str, name: str) -> None:
        """Show the records of one customer; "" shows everybody's again."""
        filters = replace(self.state.filters, customer_id=customer_id)
        self._ask(replace(self.state, filters=filters, customer_name=name))

    def sort_by_due(self, *, by_due: bool) -> None:
        """Sort by due date (those without one are left out), else newest first."""
        self._ask(replace(self.state, by_due=by_due))

    def clear(self) -> None:
        """Leave nothing out."""
        self._ask(replace(self.state, filters=Filters(), customer_name="", by_due=False))

    def look_up(self, kind: str, reference: str) -> None:
        """Show one record alone, so that it is on screen whatever the list showed."""
        filters = Filters(text=reference)
        self._ask(replace(self.state, kind=_kind(kind), filters=filters, customer_name="", by_due=False))

    def refresh(self) -> None:
        """Read again."""
        self.paged.refresh()
        self._figures.refresh()

    def retranslate(self) -> None:
        """Say every row in the current language."""
        self.rows.retranslate()

    def _narrow(self, filters: Filters) -> None:
        self._ask(replace(self.state, filters=filters))

    def _ask(self, state: State) -> None:
        if state == self.state:
            return
        has_kind = state.kind is not self.state.kind
        self.state = state
        if has_kind:
            self.rows.set_rows(())
            self.rows.retranslate()
        self.paged.use(self._page())
        self._figures.use(self._count())
        self.changed.emit()

    def _page(self) -> Callable[[Session, RecordRow | None, int], Sequence[RecordRow]]:
        kind, filters, by_due = self.state.kind, self.state.filters, self.state.by_due

        def page(session: Session, after: RecordRow | None, limit: int) -> Sequence[RecordRow]:
            asked = wanted(kind, filters, clock.now(), formats.zone())
            if not by_due:
                return Records(session).page(
                    asked, after=after.id if after is not None else None, limit=limit
                )
            position = (after.due_at, after.id) if after is not None and after.due_at is not None else None
            return Records(session).due(asked, after=position, limit=limit)

        return page

    def _count(self) -> Callable[[Session], readings.Figures]:
        kind, filters = self.state.kind, self.state.filters

        def count(session: Session) -> readings.Figures:
            now = clock.now()
            return readings.read_figures(session, wanted(kind, filters, now, formats.zone()), now)

        return count

    def _set(self, state: State) -> None:
        self.state = state
        self.changed.emit()

    def _on_error(self, error: Exception | None) -> None:
        if error is not self.state.error:
            self._set(replace(self.state, error=error))

    def _on_shop(self, shop: readings.Shop) -> None:
        self._set(replace(self.state, shop=shop))
        self.rows.retranslate()

    def _on_figures(self, figures: readings.Figures) -> None:
        self._set(replace(self.state, figures=figures))

    def _on_rows(self) -> None:
        self.loaded.emit()


def _kind(name: str) -> RecordKind:
    return record_kind(name) if any(kind.name == name for kind in KINDS) else KINDS[0]
