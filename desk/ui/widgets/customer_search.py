# SPDX-License-Identifier: LicenseRef-Desk
"""Finds the customer something is for, while one types, and makes one who is not there yet."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from desk.models.identity import CustomerId
from desk.models.vocabulary import PointKind, Topic
from desk.services.events import CustomerBook
from desk.services.preferences import Consents
from desk.services.shop import CustomerDraft, CustomerFilter, CustomerRow, Customers, PointDraft
from desk.services.store import Change, Session

if TYPE_CHECKING:
    from desk.bootstrap import Desk
    from desk.ui.jobs import Jobs, OnError

MOST = 7
REST_MS = 60
"""So long after the last key the store is asked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A customer, and the channels on which they agreed to be told about their orders."""

    row: CustomerRow
    agreed: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchState:
    """What was found for `text`. chosen: who was taken; None: nobody yet."""

    text: str = ""
    found: tuple[Found, ...] = ()
    is_asked: bool = False
    chosen: CustomerRow | None = None

    @property
    def has_none(self) -> bool:
        """Whether nobody matches what was typed."""
        return self.is_asked and bool(self.text.strip()) and not self.found


class CustomerSearch(QObject):
    """changed(): the state is another one. chosen_changed(CustomerRow | None): somebody else was chosen."""

    changed = Signal()
    chosen_changed = Signal(object)

    def __init__(self, desk: Desk, jobs: Jobs, parent: QObject) -> None:
        super().__init__(parent)
        self.state = SearchState()
        self._desk, self._jobs = desk, jobs
        self._wanted = ""
        """Who is to be taken once they are read; whoever was wanted before is not."""
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self._ask)

    def find(self, text: str) -> None:
        """Look for customers in whom every word of `text` occurs."""
        found = self.state.found if text.strip() else ()
        self._set(replace(self.state, text=text, is_asked=False, found=found))
        if text.strip():
            self._rest.start()

    def choose(self, row: CustomerRow | None) -> None:
        """Take a customer; None takes nobody."""
        self._wanted = ""
        if row != self.state.chosen:
            self._set(replace(self.state, chosen=row))
            self.chosen_changed.emit(row)

    def choose_id(self, customer_id: str) -> None:
        """Take a customer by id; nothing happens when there is none."""
        self._wanted = customer_id
        self._jobs.start(self._choose(CustomerId(customer_id)), self)

    def create(self, draft: CustomerDraft, on_error: OnError) -> None:
        """Keep a new customer and take them; `on_error` hears what is wrong (Refused)."""
        self._jobs.start(self._create(draft), self, on_error)

    def clear(self) -> None:
        """Begin again."""
        self._wanted = ""
        self._set(SearchState())

    def _ask(self) -> None:
        self._jobs.start(self._find(self.state.text), self)

    async def _find(self, text: str) -> None:
        found = await self._desk.db.read(lambda session: _search(session, text))
        if text == self.state.text:
            self._set(replace(self.state, found=found, is_asked=True))

    async def _choose(self, customer_id: CustomerId) -> None:
        found = await self._desk.db.read(lambda session: Customers(session).rows([customer_id]))
        if customer_id in found and customer_id == self._wanted:
            self.choose(found[customer_id])

    async def _create(self, draft: CustomerDraft) -> None:
        def work(session: Session) -> CustomerRow:
            made = CustomerBook(session).create(draft).customer_id
            return Customers(session).rows([made])[made]

        self.choose(await self._desk.db.write(work, Change.CUSTOMERS, Change.EVENTS))

    def _set(self, state: SearchState) -> None:
        if state != self.state:
            self.state = state
            self.changed.emit()


def _search(session: Session, text: str) -> tuple[Found, ...]:
    rows = Customers(session).page(CustomerFilter(text=text), limit=MOST)
    granted = Consents(session).of([row.id for row in rows])
    return tuple(
        Found(
            row=row,
            agreed=frozenset(
                channel.value
                for topic, channel in granted.get(row.id, frozenset())
                if topic == Topic.OPERATIONAL.value
            ),
        )
        for row in rows
    )


def draft_from(text: str) -> CustomerDraft:
    """Guess a customer from what was typed in search of them: an address, a number, or a name."""
    plain = " ".join(text.split())
    if "@" in plain:
        return CustomerDraft(points=(PointDraft(kind=PointKind.EMAIL, address=plain),))
    digits = sum(sign.isdigit() for sign in plain)
    if digits >= 6 and not any(sign.isalpha() for sign in plain):
        return CustomerDraft(points=(PointDraft(kind=PointKind.PHONE, address=plain),))
    first, _space, last = plain.partition(" ")
    return CustomerDraft(first_name=first, last_name=last) if last else CustomerDraft(last_name=first)
