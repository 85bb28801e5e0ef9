# SPDX-License-Identifier: LicenseRef-Desk
"""Changes customers: their card, what they agreed to, what waits for them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desk import clock
from desk.models.identity import CustomerId
from desk.services import delivery, events, preferences, reminders  # loaded when something is done
from desk.services.preferences import ConsentDraft, Consents
from desk.services.shop import CustomerCard, CustomerDraft, Customers, Operators
from desk.services.store import Change, Session

if TYPE_CHECKING:
    from desk.bootstrap import Desk
    from desk.services.delivery import DeliveryRow
    from desk.services.preferences import SuppressionRow
    from desk.ui.jobs import Jobs, OnError

KEPT = (Change.CUSTOMERS, Change.TIMERS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Archived:
    """A customer who was archived or put back. version: as it is now."""

    customer_id: CustomerId
    name: str
    version: int
    is_archived: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A change of mind that was written down."""

    name: str
    draft: ConsentDraft


class CustomerDeeds(QObject):
    """What can be done, and what was done.

    created(customer id, name), saved(customer id), archived(Archived), said(Said), released(SuppressionRow),
    called_off(DeliveryRow, bool: it could still be stopped).
    """

    created = Signal(str, str)
    saved = Signal(str)
    archived = Signal(object)
    said = Signal(object)
    released = Signal(object)
    called_off = Signal(object, bool)

    def __init__(self, desk: Desk, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._jobs = jobs

    def create(self, draft: CustomerDraft, consents: Sequence[ConsentDraft], on_error: OnError) -> None:
        """Keep a new customer with what they agreed to; the drafts' customer is filled in here."""
        self._jobs.start(self._create(draft, tuple(consents)), self, on_error)

    def save(self, card: CustomerCard, draft: CustomerDraft, on_error: OnError) -> None:
        """Replace what is known of a customer; `on_error` hears of Refused, and of Conflict."""
        self._jobs.start(self._save(card, draft), self, on_error)

    def archive(self, card: CustomerCard) -> None:
        """Take a customer out of the lists, or put one back who was archived."""
        wanted = Archived(
            customer_id=card.id,
            name=card.full_name,
            version=card.version,
            is_archived=card.archived_at is None,
        )
        self._jobs.start(self._archive(wanted), self)

    def undo_archive(self, done: Archived) -> None:
        """Take it back."""
        self._jobs.start(self._archive(replace(done, is_archived=not done.is_archived)), self)

    def say(self, name: str, draft: ConsentDraft, on_error: OnError) -> None:
        """Write down a change of mind of the customer called `name`."""
        self._jobs.start(self._say(name, draft), self, on_error)

    def release(self, line: SuppressionRow) -> None:
        """Let an address be written to again."""
        self._jobs.start(self._release(line), self)

    def undo_release(self, line: SuppressionRow) -> None:
        """Put the address aside again, for the same reason."""
        self._jobs.start(self._suppress(line), self)

    def call_off(self, send: DeliveryRow) -> None:
        """Stop a message that waits."""
        self._jobs.start(self._call_off(send), self)

    async def _create(self, draft: CustomerDraft, consents: tuple[ConsentDraft, ...]) -> None:
        def work(session: Session) -> tuple[CustomerId, str]:
            person = Operators(session).at_work()
            by = person.id if person is not None else None
            made = events.CustomerBook(session).create(draft, operator=by).customer_id
            Consents(session).record(*(replace(one, customer_id=made) for one in consents))
            return made, Customers(session).get(made).full_name

        customer_id, name = await self._desk.db.write(work, *KEPT, Change.EVENTS, Change.CONSENT)
        self.created.emit(customer_id, name)

    async def _save(self, card: CustomerCard, draft: CustomerDraft) -> None:
        def work(session: Session) -> None:
            Customers(session).edit(card.id, draft, seen_version=card.version)
            reminders.Scheduler(session).customers_changed(card.id)

        await self._desk.db.write(work, *KEPT)
        self.saved.emit(card.id)

    async def _archive(self, wanted: Archived) -> None:
        def work(session: Session) -> None:
            customers = Customers(session)
            act: Callable[..., None] = customers.archive if wanted.is_archived else customers.restore
            act(wanted.customer_id, seen_version=wanted.version)
            reminders.Scheduler(session).customers_changed(wanted.customer_id)

        await self._desk.db.write(work, *KEPT)
        self.archived.emit(replace(wanted, version=wanted.version + 1))

    async def _say(self, name: str, draft: ConsentDraft) -> None:
        await self._desk.db.write(lambda session: Consents(session).record(draft), Change.CONSENT)
        self.said.emit(Said(name=name, draft=draft))

    async def _release(self, line: SuppressionRow) -> None:
        await self._desk.db.write(
            lambda session: preferences.Suppressions(session).release(line.id), Change.CONSENT
        )
        self.released.emit(line)

    async def _suppress(self, line: SuppressionRow) -> None:
        draft = preferences.SuppressionDraft(
            channel=line.channel,
            address=line.address,
            topic=line.topic,
            reason=line.reason,
            expires_at=line.expires_at,
            note=line.note,
            is_trial=line.is_trial,
        )
        await self._desk.db.write(
            lambda session: preferences.Suppressions(session).add(draft), Change.CONSENT
        )

    async def _call_off(self, send: DeliveryRow) -> None:
        def work(session: Session) -> int:
            return delivery.Cancelling(session).of_deliveries([send.id], clock.now())

        stopped = await self._desk.db.write(work, Change.DELIVERIES)
        self.called_off.emit(send, bool(stopped))
