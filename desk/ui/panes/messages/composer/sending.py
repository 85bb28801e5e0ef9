# SPDX-License-Identifier: LicenseRef-Desk
"""Sends what was written, and lets it be taken back while that can be done."""

import asyncio
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QKeySequence

from desk import clock
from desk.errors import Conflict, DeskError, NotFound, Refused, Unavailable
from desk.models.vocabulary import DraftKind
from desk.translation import _
from desk.ui.jobs import Jobs
from desk.ui.leaving import Post
from desk.ui.panes.messages.composer.deeds import Gone, Order, Posting
from desk.ui.widgets import ToastStack
from desk.ui.wording import failure_text, formats, problem_text

SOON_S = 120.0
"""What leaves later than that is not counted down."""
LATELY = timedelta(minutes=2)
"""What was to leave longer ago has left, or waits for something that nobody waits for at the window."""


class Sending(Post):
    """sent(Order, Gone): it is in the outbox, or the note is there.

    taken_back(DraftRow, str): it is a draft again; which message its writer had seen last.
    refused(Order, Exception): it was not sent; what was written stays a draft.
    """

    sent = Signal(object, object)
    refused = Signal(object, object)
    taken_back = Signal(object, str)

    def __init__(self, jobs: Jobs, deeds: Posting, toasts: ToastStack, parent: QObject) -> None:
        super().__init__(parent)
        self._jobs, self._deeds, self._toasts = jobs, deeds, toasts
        self._under_way: list[Order] = []
        self._next: list[Order] = []
        self._gone: dict[str, datetime] = {}
        """Message → when it leaves, of what was sent of late and leaves as soon as may be."""
        self._tasks: set[asyncio.Task[None]] = set()
        self.refusals = 0
        """How many were refused so far."""

    def send(self, order: Order) -> None:
        """Send it, after what is on its way from the same place; the same once more is not sent."""
        known = (*self._under_way, *self._next)
        if any(one.place == order.place and one.content == order.content for one in known):
            return
        if any(one.place == order.place for one in known):
            self._next.append(order)
        else:
            self._begin(order)

    @property
    def unkept(self) -> int:
        """How many are not in the outbox yet."""
        return len(self._under_way) + len(self._next)

    async def settle(self) -> None:
        """Wait until everything is in the outbox, or was refused."""
        while self._tasks:
            await asyncio.wait(self._tasks)

    async def let_go(self) -> int:
        now = clock.now()
        self._forget(now)
        slow = [id_ for id_, leaves_at in self._gone.items() if leaves_at > now]
        unhurried = {id_ for id_ in slow if not await self._hurry(id_, now)}
        due = tuple(id_ for id_ in self._gone if id_ not in unhurried)
        return self.unkept + len(unhurried) + await self._not_left(due)

    async def held_up(self) -> int:
        try:
            return await self._deeds.held_up(tuple(self._gone)) if self._gone else 0
        except Unavailable:
            return 0

    async def _hurry(self, message_id: str, now: datetime) -> bool:
        """Let one leave at once; False when that could not be noted, and is to be tried again."""
        try:
            await self._deeds.send_now(message_id)
        except NotFound:  # taken back meanwhile
            self._gone.pop(message_id, None)
        except DeskError:
            return False
        else:
            self._gone[message_id] = now
        return True

    async def _not_left(self, message_ids: tuple[str, ...]) -> int:
        try:
            return await self._deeds.not_left(message_ids) if message_ids else 0
        except Unavailable:  # nobody knows, until the data can be read again
            return len(message_ids)

    def _begin(self, order: Order) -> None:
        self._under_way.append(order)
        task = self._jobs.start(self._send(order), self, lambda error: self._on_refused(order, error))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def _on_refused(self, order: Order, error: Exception) -> None:
        self._under_way.remove(order)
        self.refusals += 1
        self.refused.emit(order, error)
        self._go_on(order, "")

    async def _send(self, order: Order) -> None:
        gone = await self._deeds.send(order)
        self._under_way.remove(order)
        self._note(order, gone)
        self.sent.emit(order, gone)
        self._go_on(order, gone.message_id)
        self._tell(gone, order.seen_id)

    def _note(self, order: Order, gone: Gone) -> None:
        """Remember what leaves as soon as may be; what was to leave at a moment of its own waits for that."""
        self._forget(clock.now())
        if order.at is None and gone.leaves_at is not None:
            self._gone[gone.message_id] = gone.leaves_at

    def _forget(self, now: datetime) -> None:
        """Count no more on what was to leave long ago."""
        self._gone = {id_: leaves_at for id_, leaves_at in self._gone.items() if leaves_at > now - LATELY}

    def _go_on(self, done: Order, message_id: str) -> None:
        """Send the next from the same place; its writer has seen what was just sent."""
        following = next((one for one in self._next if one.place == done.place), None)
        if following is None:
            return
        self._next.remove(following)
        has_seen = message_id and done.place.kind is DraftKind.REPLY and following.seen_id == done.seen_id
        self._begin(replace(following, seen_id=message_id) if has_seen else following)

    def _tell(self, gone: Gone, seen_id: str) -> None:
        if gone.leaves_at is None:
            self._toasts.show_toast(_("The note was added."), icon="note-pencil")
            return
        back = partial(self._take_back, gone, seen_id)
        undo = f"{_('Undo')} {QKeySequence('Ctrl+Z').toString(QKeySequence.SequenceFormat.NativeText)}"
        left_s = (gone.leaves_at - clock.now()).total_seconds()
        if 0 < left_s <= SOON_S:
            self._toasts.show_toast(
                _("Sending in {seconds} s"),
                [(undo, back), (_("Send now"), lambda: self._send_now(gone))],
                seconds=left_s,
                icon="paper-plane-tilt",
            )
        elif left_s > 0:
            text = _("Leaves {when}").format(when=formats.moment(gone.leaves_at))
            self._toasts.show_toast(text, [(undo, back)], icon="clock")
        else:
            self._toasts.show_toast(_("In the outbox."), icon="paper-plane-tilt")

    def _take_back(self, gone: Gone, seen_id: str) -> None:
        self._jobs.start(self._back(gone, seen_id), self)

    async def _back(self, gone: Gone, seen_id: str) -> None:
        row = await self._deeds.take_back(gone.message_id)
        if row is None:
            self._toasts.show_toast(_("Too late: the message has left."), icon="warning")
        else:
            self.taken_back.emit(row, seen_id)

    def _send_now(self, gone: Gone) -> None:
        self._jobs.start(self._deeds.send_now(gone.message_id), self)


def failure_sentence(error: Exception, after: str) -> tuple[str, str]:
    """Return (what is said, details) of what was not done; after: the sentence at the end."""
    failure = failure_text(error)
    return f"{failure.title} {failure.sentence} {after}".replace("  ", " ").strip(), failure.detail


def is_faulty(error: Exception) -> bool:
    """Say whether somebody must look at it before it can be sent."""
    return isinstance(error, Conflict) or (isinstance(error, Refused) and bool(error.problems))


def refusal(error: Exception, whom: str = "") -> tuple[str, str]:
    """Return (what is said, details) of a letter that was not sent; whom: to whom, where another one is open."""
    why, details = failure_sentence(error, "")
    if isinstance(error, Refused) and error.problems:
        why, details = " ".join(problem_text(one) for one in error.problems), ""
    if not whom:
        return f"{why} {_('What you wrote is kept as a draft.')}", details
    said = _("What you wrote to {name} was not sent. It is kept as a draft.").format(name=whom)
    return said, f"{why}\n{details}".strip()
