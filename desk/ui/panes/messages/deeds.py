# SPDX-License-Identifier: LicenseRef-Desk
"""Changes conversations by a person's word, and takes the word back."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desk import clock
from desk.models.identity import CustomerId
from desk.models.vocabulary import PointKind
from desk.services import delivery, events, inbox
from desk.services.shop import CustomerDraft, Operators, PointDraft
from desk.services.store import Change, Session

if TYPE_CHECKING:
    from desk.bootstrap import Desk
    from desk.services.inbox import ConversationFilter, ConversationRow, Handling, Undo
    from desk.ui.jobs import Jobs

TOUCHED = (
    Change.CONVERSATIONS,
    Change.NOTICES,
    Change.MAILBOXES,
    Change.DRAFTS,
    Change.EVENTS,
    Change.DELIVERIES,
)
"""What a deed changes: the mailboxes too, whose servers are told at once, drafts, which a merge moves, what a rule
may tell the staff, and deliveries, which are called off when that is taken back."""


class Kind(StrEnum):
    """What was done."""

    ARCHIVE = "archive"
    REOPEN = "reopen"
    SNOOZE = "snooze"
    WAKE = "wake"
    FLAG = "flag"
    UNFLAG = "unflag"
    READ = "read"
    UNREAD = "unread"
    ALL_READ = "all_read"
    ASSIGN = "assign"
    UNASSIGN = "unassign"
    TAG = "tag"
    SUBJECT = "subject"
    CUSTOMER = "customer"
    RECORD = "record"
    MERGE = "merge"
    SPLIT = "split"
    DELETE = "delete"
    DELETE_MESSAGE = "delete_message"
    BLOCK_BOT = "block_bot"
    UNBLOCK_BOT = "unblock_bot"
    FOLLOW = "follow"
    UNFOLLOW = "unfollow"
    CANCEL_SEND = "cancel_send"
    PICTURES = "pictures"
    NO_PICTURES = "no_pictures"


QUIET = frozenset(
    {Kind.READ, Kind.PICTURES, Kind.NO_PICTURES, Kind.SUBJECT, Kind.TAG, Kind.ASSIGN, Kind.UNASSIGN}
)
"""What shows for itself and needs no note of several words; undo stays on Ctrl+Z."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """A deed that was done. name: the customer, where it was one. text: until when, to whom. undo: None for never."""

    kind: Kind
    count: int = 1
    name: str = ""
    text: str = ""
    undo: Undo | None = None
    is_silent: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Whom:
    """For which conversations a deed is."""

    ids: tuple[str, ...]
    name: str = ""

    @classmethod
    def of(cls, rows: Sequence[ConversationRow]) -> Whom:
        """Return the conversations of `rows`."""
        return cls(ids=tuple(row.id for row in rows), name=rows[0].name if len(rows) == 1 else "")

    @property
    def count(self) -> int:
        """How many there are."""
        return len(self.ids)


Work = Callable[["Handling", str | None, datetime], "Undo | None"]
"""(handling, who does it, now) → how it is taken back."""
Doing = Coroutine[object, object, None]


class Deeds(QObject):
    """begun(): somebody asked for a deed. done(Done). taken_back(Done)."""

    begun = Signal()
    done = Signal(object)
    taken_back = Signal(object)

    def __init__(self, desk: Desk, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._jobs = jobs

    def do(self, kind: Kind, whom: Whom, work: Work, *, text: str = "", is_silent: bool = False) -> None:
        """Do something to conversations; nothing happens for none."""
        if whom.ids:
            done = Done(kind=kind, count=len(whom.ids), name=whom.name, text=text, is_silent=is_silent)
            self._begin(self._do(done, work))

    def do_unasked(self, whom: Whom, work: Work) -> None:
        """Do what nobody asked for: nothing is said, and it is not what is taken back."""
        if whom.ids:
            self._jobs.start(self._write(work), self)

    def tell(self, kind: Kind, whom: Whom) -> None:
        """Say what was done elsewhere."""
        self.done.emit(Done(kind=kind, count=len(whom.ids), name=whom.name))

    def undo(self, done: Done) -> None:
        """Take a deed back."""
        if done.undo is not None:
            self._jobs.start(self._undo(done), self)

    def mark_all_read(self, asked: ConversationFilter) -> None:
        """Mark every conversation that `asked` shows as read."""
        done = Done(kind=Kind.ALL_READ, count=0)
        self._begin(self._do(done, lambda handling, by, at: handling.mark_all_read(asked, by=by, at=at)))

    def create_customer(self, row: ConversationRow) -> None:
        """Make a customer out of who wrote, and link the conversation."""
        self._begin(self._create(row))

    def cancel_send(self, delivery_id: str) -> None:
        """Call off what waits to be sent."""
        self._begin(self._cancel(delivery_id))

    def _begin(self, doing: Doing) -> None:
        self.begun.emit()
        self._jobs.start(doing, self)

    async def _do(self, done: Done, work: Work) -> None:
        self.done.emit(_with(done, await self._write(work)))

    async def _write(self, work: Work) -> Undo | None:
        def change(session: Session) -> Undo | None:
            person = Operators(session).at_work()
            return work(inbox.Handling(session), person.id if person is not None else None, clock.now())

        return await self._desk.db.write(change, *TOUCHED)

    async def _undo(self, done: Done) -> None:
        undo = done.undo
        assert undo is not None
        await self._desk.db.write(lambda session: inbox.Handling(session).undo(undo, clock.now()), *TOUCHED)
        self.taken_back.emit(done)

    async def _create(self, row: ConversationRow) -> None:
        def change(session: Session) -> Undo | None:
            person = Operators(session).at_work()
            by = person.id if person is not None else None
            customer_id = events.CustomerBook(session).create(draft_of(row), operator=by).customer_id
            return inbox.Handling(session).set_customer((row.id,), customer_id, by=by, at=clock.now())

        undo = await self._desk.db.write(change, *TOUCHED, Change.CUSTOMERS)
        self.done.emit(Done(kind=Kind.CUSTOMER, name=row.name or row.address, undo=undo))

    async def _cancel(self, delivery_id: str) -> None:
        def change(session: Session) -> int:
            return delivery.Cancelling(session).of_deliveries([delivery_id], clock.now())

        count = await self._desk.db.write(change, Change.DELIVERIES)
        self.done.emit(Done(kind=Kind.CANCEL_SEND, count=count))


def draft_of(row: ConversationRow) -> CustomerDraft:
    """Return a customer as far as a conversation tells: the name that came with the address, and the address."""
    named = row.name.strip() if "@" not in row.name else ""
    first, _space, last = named.rpartition(" ")
    kind = PointKind.EMAIL if "@" in row.address else PointKind.PHONE
    points = (PointDraft(kind=kind, address=row.address),) if row.address else ()
    return CustomerDraft(
        first_name=first or last, last_name=last if first else "", language=row.language, points=points
    )


def linked(customer_id: str) -> CustomerId:
    """Return an id as one of a customer."""
    return CustomerId(customer_id)


def _with(done: Done, undo: Undo | None) -> Done:
    count = getattr(undo, "count", 0) or done.count
    return Done(
        kind=done.kind, count=count, name=done.name, text=done.text, undo=undo, is_silent=done.is_silent
    )
