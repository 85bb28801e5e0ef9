# SPDX-License-Identifier: LicenseRef-Desk
"""What the list of customers shows: its filters and its rows, page by page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desk.models.identity import LocationId
from desk.services.shop import CustomerFilter, Customers, TagRow
from desk.services.store import Change, Session
from desk.ui.live_query import LiveQuery, PagedQuery
from desk.ui.panes.customers import rows
from desk.ui.panes.customers.readings import Listed, Shop, read_page, read_shop, read_tags
from desk.ui.rows_model import RowsModel

if TYPE_CHECKING:
    from desk.bootstrap import Desk

LISTED = (Change.CUSTOMERS, Change.CONSENT, Change.DELIVERIES)
SHOP = (Change.LOCATIONS, Change.SETTINGS, Change.CUSTOMERS)
COUNTED = (Change.CUSTOMERS,)


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """What the list shows. shown: how many customers it has; None until counted."""

    filters: CustomerFilter = field(default_factory=CustomerFilter)
    shop: Shop = field(default_factory=Shop)
    shown: int | None = None
    error: Exception | None = None

    @property
    def is_narrow(self) -> bool:
        """Whether anything is left out."""
        return self.filters != CustomerFilter()


class CustomersModel(QObject):
    """The list. changed(): the state is another one. loaded(): rows were read."""

    changed = Signal()
    loaded = Signal()

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.state = State()
        self.rows: RowsModel[Listed, str] = RowsModel(
            rows.columns(lambda: self.state.shop), lambda one: one.id, self, rows.sentence
        )
        self.paged: PagedQuery[Listed, str] = PagedQuery(desk, self._page(), LISTED, self.rows, self)
        self.paged.error_changed.connect(self._on_error)
        self._shop = LiveQuery(desk, read_shop, SHOP, self)
        self._shop.rows_changed.connect(self._on_shop)
        self._tags = LiveQuery(desk, read_tags, COUNTED, self, is_paused=True)
        self._tags.rows_changed.connect(self._on_tags)
        self._count = LiveQuery(desk, self._counting(), COUNTED, self, is_paused=True)
        self._count.rows_changed.connect(self._on_count)
        self.rows.modelReset.connect(self.loaded)
        self.rows.rowsInserted.connect(self._on_rows)

    def search(self, text: str) -> None:
        """Show customers in whom every word of `text` occurs."""
        self._narrow(replace(self.state.filters, text=text))

    def choose_tag(self, tag: str) -> None:
        """Show who has a tag, or everybody ("")."""
        self._narrow(replace(self.state.filters, tag=tag))

    def choose_place(self, location_id: str) -> None:
        """Show the customers of one site, or of all ("")."""
        place = LocationId(location_id) if location_id else None
        self._narrow(replace(self.state.filters, location_id=place))

    def show_archived(self, archived: bool) -> None:
        """Show those who were archived, or those who were not."""
        self._narrow(replace(self.state.filters, archived=archived))

    def clear(self) -> None:
        """Leave nothing out."""
        self._narrow(CustomerFilter())

    def look_up(self, text: str, *, archived: bool) -> None:
        """Show one customer among few, so that they are on screen whatever the list showed."""
        self._narrow(CustomerFilter(text=text, archived=archived))

    def refresh(self) -> None:
        """Read again."""
        self.paged.refresh()
        self._count.refresh()

    def retranslate(self) -> None:
        """Say every row in the current language."""
        self.rows.retranslate()

    def _narrow(self, filters: CustomerFilter) -> None:
        if filters == self.state.filters:
            return
        self.state = replace(self.state, filters=filters, shown=None)
        self.paged.use(self._page())
        self._count.use(self._counting())
        self.changed.emit()

    def _page(self) -> Callable[[Session, Listed | None, int], Sequence[Listed]]:
        wanted = self.state.filters

        def page(session: Session, after: Listed | None, limit: int) -> Sequence[Listed]:
            return read_page(session, wanted, after, limit)

        return page

    def _counting(self) -> Callable[[Session], tuple[CustomerFilter, int]]:
        wanted = self.state.filters
        return lambda session: (wanted, Customers(session).count(wanted))

    def _set(self, state: State) -> None:
        self.state = state
        self.changed.emit()

    def _on_error(self, error: Exception | None) -> None:
        for later in (self._count, self._tags):
            later.resume()  # they look at every customer; the first rows do not wait for that
        if error is not self.state.error:
            self._set(replace(self.state, error=error))

    def _on_shop(self, read: Shop) -> None:
        shop = replace(read, tags=self.state.shop.tags)
        if shop != self.state.shop:
            self._set(replace(self.state, shop=shop))
            self.rows.retranslate()

    def _on_tags(self, tags: tuple[TagRow, ...]) -> None:
        if tags != self.state.shop.tags:
            self._set(replace(self.state, shop=replace(self.state.shop, tags=tags)))

    def _on_count(self, counted: tuple[CustomerFilter, int]) -> None:
        filters, shown = counted
        if filters == self.state.filters:
            self._set(replace(self.state, shown=shown))

    def _on_rows(self) -> None:
        self.loaded.emit()
