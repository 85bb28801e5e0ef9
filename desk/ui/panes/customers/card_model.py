# SPDX-License-Identifier: LicenseRef-Desk
"""What the card shows: one customer, and everything about them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desk.models.identity import CustomerId
from desk.services.store import Change, Session
from desk.ui.live_query import LiveQuery
from desk.ui.panes.customers.readings import CardView, read_card

if TYPE_CHECKING:
    from desk.bootstrap import Desk

TOPICS = (
    Change.CUSTOMERS,
    Change.CONSENT,
    Change.DELIVERIES,
    Change.EVALUATIONS,
    Change.RECORDS,
)
FIRST = 40
"""So many sends are shown at first, and as many more each time older ones are asked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CardState:
    """What is shown. customer_id: "" for nobody. view: None while it is read, or when they are gone."""

    customer_id: str = ""
    view: CardView | None = None
    is_loading: bool = False
    error: Exception | None = None

    @property
    def is_gone(self) -> bool:
        """Whether the customer no longer exists."""
        return bool(self.customer_id) and not self.is_loading and self.view is None and self.error is None


class CardModel(QObject):
    """The card. changed(): the state is another one."""

    changed = Signal()

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.state = CardState()
        self._limit = FIRST
        self._query = LiveQuery(desk, _nobody, TOPICS, self)
        self._query.rows_changed.connect(self._on_view)
        self._query.error_changed.connect(self._on_error)

    def show(self, customer_id: str) -> None:
        """Show a customer; "" shows nobody."""
        if customer_id != self.state.customer_id:
            self._limit = FIRST
            self._set(CardState(customer_id=customer_id, is_loading=bool(customer_id)))
            self._ask()

    def show_older(self) -> None:
        """Show more of what was sent."""
        self._limit += 2 * FIRST
        self._ask()

    def refresh(self) -> None:
        """Read again."""
        self._query.refresh()

    def pause(self) -> None:
        """Read nothing: the card is hidden."""
        self._query.pause()

    def resume(self) -> None:
        """Read again from now on."""
        self._query.resume()

    def _ask(self) -> None:
        customer_id, limit = self.state.customer_id, self._limit

        def work(session: Session) -> tuple[str, CardView | None]:
            found = read_card(session, CustomerId(customer_id), limit) if customer_id else None
            return customer_id, found

        self._query.use(work)

    def _on_view(self, answer: tuple[str, CardView | None]) -> None:
        customer_id, view = answer
        if customer_id == self.state.customer_id:
            self._set(replace(self.state, view=view, is_loading=False, error=None))

    def _on_error(self, error: Exception | None) -> None:
        self._set(replace(self.state, error=error, is_loading=False))

    def _set(self, state: CardState) -> None:
        if state != self.state:
            self.state = state
            self.changed.emit()


def _nobody(_session: Session) -> tuple[str, CardView | None]:
    return "", None
