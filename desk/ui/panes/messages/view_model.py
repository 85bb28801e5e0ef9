# SPDX-License-Identifier: LicenseRef-Desk
"""What the list of conversations shows: its filters, its rows page by page, its counters."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from desk import clock
from desk.models.vocabulary import ConversationState
from desk.services.inbox import ConversationRow, Order
from desk.services.store import Change, Session
from desk.ui.live_query import LiveQuery
from desk.ui.panes.messages import readings
from desk.ui.panes.messages.card_look import Looks, Promise
from desk.ui.panes.messages.feed import ConversationFeed
from desk.ui.panes.messages.filters import Filters, asked, cleared, without
from desk.ui.panes.messages.rows import ConversationRows

if TYPE_CHECKING:
    from desk.bootstrap import Desk
    from desk.services.inbox import InboxCounts

CHOICES = (Change.OPERATORS, Change.LOCATIONS, Change.MAILBOXES, Change.SETTINGS, Change.ASSISTANTS)
COUNTED = (Change.CONVERSATIONS,)
MINUTE_MS = 60_000


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """What the list shows. subject: the customer it was opened for, in words.

    is_loading: the first page of what was asked for is not there yet. counts: None until counted.
    """

    filters: Filters = field(default_factory=Filters)
    subject: str = ""
    choices: readings.Choices = field(default_factory=readings.Choices)
    counts: InboxCounts | None = None
    is_loading: bool = True
    error: Exception | None = None


class MessagesModel(QObject):
    """The list. changed(): the state is another one. loaded(): the first page is there."""

    changed = Signal()
    loaded = Signal()

    def __init__(self, desk: Desk, parent: QObject | None = None, order: Order = Order.NEWEST) -> None:
        super().__init__(parent)
        self.state = State(filters=Filters(order=order))
        self.looks = Looks(now=clock.now())
        self.rows = ConversationRows(self.looks, self)
        self.feed = ConversationFeed(desk, self._page(), self.rows, self)
        self.feed.error_changed.connect(self._on_error)
        self.feed.loaded.connect(self._on_loaded)
        self._choices = LiveQuery(desk, readings.read_choices, CHOICES, self, is_paused=True)
        self._choices.rows_changed.connect(self._on_choices)
        self._counts = LiveQuery(desk, readings.read_counts, COUNTED, self, is_paused=True)
        self._counts.rows_changed.connect(self._on_counts)
        self._minute = QTimer(self, interval=MINUTE_MS)
        self._minute.timeout.connect(self._on_minute)
        self._minute.start()

    def search(self, text: str) -> None:
        """Show conversations in which `text` is found."""
        self._narrow(replace(self.state.filters, words=text))

    def show_state(self, state: ConversationState) -> None:
        """Show what is in progress, snoozed or archived."""
        self._narrow(replace(self.state.filters, state=state))

    def narrow(self, **changes: object) -> None:
        """Change some filters by name; a name that is none is a mistake of ours (TypeError)."""
        self._narrow(replace(self.state.filters, **changes))  # type: ignore[arg-type]

    def widen(self, name: str) -> None:
        """Take one filter back."""
        subject = "" if name == "customer_id" else self.state.subject
        self._ask(replace(self.state, filters=without(self.state.filters, name), subject=subject))

    def show_customer(self, customer_id: str, name: str) -> None:
        """Show all conversations with one customer."""
        filters = replace(cleared(self.state.filters), customer_id=customer_id)
        self._ask(replace(self.state, filters=filters, subject=name))

    def clear(self) -> None:
        """Leave nothing out."""
        self._ask(replace(self.state, filters=cleared(self.state.filters), subject=""))

    def refresh(self) -> None:
        """Read again."""
        self._counts.refresh()
        self.feed.refresh()

    def pause(self) -> None:
        """Read nothing while the list is hidden; the counters go on, for the rail."""
        self.feed.pause()

    def resume(self) -> None:
        """Read again what changed meanwhile."""
        self.feed.resume()
        self._on_minute()

    def retranslate(self) -> None:
        """Say everything in the current language."""
        self.rows.retranslate()

    def _narrow(self, filters: Filters) -> None:
        self._ask(replace(self.state, filters=filters))

    def _ask(self, state: State) -> None:
        if state.filters == self.state.filters and state.subject == self.state.subject:
            return
        self.state = replace(state, is_loading=True)
        self.feed.use(self._page())
        self.changed.emit()

    def _page(self) -> Callable[[Session, ConversationRow | None, int], Sequence[ConversationRow]]:
        wanted = asked(self.state.filters, self.state.choices.my_id)
        return lambda session, after, limit: readings.read_page(session, wanted, after, limit)

    def _set(self, state: State) -> None:
        if state != self.state:
            self.state = state
            self.changed.emit()

    def _on_loaded(self) -> None:
        self._set(replace(self.state, is_loading=False))
        self.loaded.emit()
        self._choices.resume()  # what the rows do not need is read after them
        self._counts.resume()

    def _on_error(self, error: Exception | None) -> None:
        if error is not self.state.error:
            self._set(replace(self.state, error=error, is_loading=False))

    def _on_choices(self, choices: readings.Choices) -> None:
        was = self.state.choices.my_id
        self._set(replace(self.state, choices=choices))
        if choices.my_id != was and (self.state.filters.is_mine or self.state.filters.is_followed):
            self.feed.use(self._page())
        self._on_minute()

    def _on_counts(self, counts: InboxCounts) -> None:
        self._set(replace(self.state, counts=counts))

    def _on_minute(self) -> None:
        """Say anew how long everybody waits."""
        choices = self.state.choices
        promise = Promise(within=timedelta(hours=choices.answer_within_hours), places=choices.places)
        if self.looks.tell(clock.now(), choices.names, promise):
            self.rows.retranslate()
