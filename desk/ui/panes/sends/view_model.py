# SPDX-License-Identifier: LicenseRef-Desk
"""What the list of sends shows: its filters, its rows page by page, its counters."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desk import clock
from desk.models.vocabulary import Channel
from desk.services.delivery import DeliveryRow, History
from desk.services.store import Change, Session
from desk.ui.live_query import LiveQuery
from desk.ui.panes.sends import readings
from desk.ui.panes.sends.feed import SendsFeed
from desk.ui.panes.sends.filters import Filters, Period, Shown, cleared, dated, span, standing_of, wanted
from desk.ui.panes.sends.rows import SendRows
from desk.ui.wording import formats

if TYPE_CHECKING:
    from desk.bootstrap import Desk

CHOICES = (Change.RULES, Change.LOCATIONS)


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """What the list shows. subject: the customer or record it was opened for, in words.

    is_loading: the first page of what was asked for is not there yet. figures: None until counted.
    """

    filters: Filters = field(default_factory=Filters)
    subject: str = ""
    choices: readings.Choices = field(default_factory=readings.Choices)
    figures: readings.Figures | None = None
    is_loading: bool = True
    error: Exception | None = None

    @property
    def is_approving(self) -> bool:
        """Whether only what waits for a person's word is shown."""
        return self.filters.shown is Shown.AWAITING

    @property
    def total(self) -> int | None:
        """How many rows the list has; None where no counter knows."""
        if self.figures is None or not self.filters.is_counted:
            return None
        return self.figures.count(self.filters.channel, standing_of(self.filters.shown))


class SendsModel(QObject):
    """The list. changed(): the state is another one. loaded(): the first page is there."""

    changed = Signal()
    loaded = Signal()

    def __init__(self, desk: Desk, parent: QObject | None = None, period: Period = Period.TODAY) -> None:
        super().__init__(parent)
        self.state = State(filters=Filters(period=period))
        self._day = clock.now().astimezone(formats.zone()).date()
        self.rows = SendRows(self)
        self.feed = SendsFeed(desk, self._page(), self.rows, self)
        self.feed.error_changed.connect(self._on_error)
        self.feed.loaded.connect(self._on_loaded)
        self._choices = LiveQuery(desk, readings.read_choices, CHOICES, self)
        self._choices.rows_changed.connect(self._on_choices)
        self._figures = LiveQuery(desk, self._count(), (Change.DELIVERIES,), self)
        self._figures.rows_changed.connect(self._on_figures)

    def search(self, text: str) -> None:
        """Show sends to customers, of rules or about records in which `text` occurs."""
        self._narrow(replace(self.state.filters, text=text))

    def choose_period(self, period: Period) -> None:
        """Show what was made in a period."""
        self._narrow(replace(self.state.filters, period=period, first=None, last=None))

    def choose_dates(self, first: date, last: date) -> None:
        """Show what was made from one day to another, both included."""
        self._narrow(dated(self.state.filters, first, last))

    def choose(self, shown: Shown, period: Period | None = None) -> None:
        """Show some states only, at once with another period where one is given."""
        filters = replace(self.state.filters, shown=shown)
        if period is not None:
            filters = replace(filters, period=period, first=None, last=None)
        self._narrow(filters)

    def choose_channel(self, channel: str) -> None:
        """Show one channel, or all ("")."""
        self._narrow(replace(self.state.filters, channel=Channel(channel) if channel else None))

    def choose_rule(self, rule_id: str) -> None:
        """Show one rule, or all ("")."""
        self._narrow(replace(self.state.filters, rule_id=rule_id))

    def choose_place(self, location_id: str) -> None:
        """Show one site, or all ("")."""
        self._narrow(replace(self.state.filters, location_id=location_id))

    def show_about(self, subject: str, *, customer_id: str = "", record_id: str = "") -> None:
        """Show all sends to one customer or about one record; neither shows everybody's again."""
        filters = Filters(period=Period.ALL, customer_id=customer_id, record_id=record_id)
        if not (customer_id or record_id):
            filters = replace(self.state.filters, customer_id="", record_id="")
        self._ask(replace(self.state, filters=filters, subject=subject))

    def clear(self) -> None:
        """Leave nothing out but what is outside the period."""
        self._ask(replace(self.state, filters=cleared(self.state.filters), subject=""))

    def refresh(self) -> None:
        """Read again; after midnight "today" is another day."""
        today = clock.now().astimezone(formats.zone()).date()
        if today != self._day:
            self._day = today
            self._figures.use(self._count())
            self.feed.use(self._page())
        else:
            self._figures.refresh()
            self.feed.refresh()

    def pause(self) -> None:
        """Read nothing while the list is hidden; the counters go on, for the rail."""
        self.feed.pause()

    def resume(self) -> None:
        """Read again what changed meanwhile."""
        self.feed.resume()

    def _narrow(self, filters: Filters) -> None:
        self._ask(replace(self.state, filters=filters))

    def _ask(self, state: State) -> None:
        before = self.state.filters
        if state.filters == before and state.subject == self.state.subject:
            return
        self.state = replace(state, is_loading=True)
        self.feed.use(self._page())
        if (state.filters.period, state.filters.first, state.filters.last) != (
            before.period,
            before.first,
            before.last,
        ):
            self._figures.use(self._count())
        self.changed.emit()

    def _page(self) -> Callable[[Session, DeliveryRow | None, int], Sequence[DeliveryRow]]:
        filters = self.state.filters

        def page(session: Session, after: DeliveryRow | None, limit: int) -> Sequence[DeliveryRow]:
            asked = wanted(filters, clock.now(), formats.zone())
            return History(session).page(asked, after.key if after else None, limit)

        return page

    def _count(self) -> Callable[[Session], readings.Figures]:
        filters = self.state.filters
        return lambda session: readings.read_figures(session, *span(filters, clock.now(), formats.zone()))

    def _set(self, state: State) -> None:
        if state != self.state:
            self.state = state
            self.changed.emit()

    def _on_loaded(self) -> None:
        self._set(replace(self.state, is_loading=False))
        self.loaded.emit()

    def _on_error(self, error: Exception | None) -> None:
        if error is not self.state.error:
            self._set(replace(self.state, error=error, is_loading=False))

    def _on_choices(self, choices: readings.Choices) -> None:
        self._set(replace(self.state, choices=choices))

    def _on_figures(self, figures: readings.Figures) -> None:
        self._set(replace(self.state, figures=figures))
