# SPDX-License-Identifier: LicenseRef-Desk
"""Changes sends by a person's word, and takes the word back while nothing has left."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desk import clock
from desk.services import delivery  # loaded when something is done
from desk.services.store import Change, Session
from desk.ui.panes.sends.bulk import DeedKind, Plan, awaits, plan_resend
from desk.ui.panes.sends.readings import read_failures, read_operator, read_outlooks

if TYPE_CHECKING:
    from desk.bootstrap import Desk
    from desk.services.delivery import DeliveryRow
    from desk.ui.jobs import Jobs

GRACE = timedelta(seconds=10)
"""How long a word can be taken back before anything leaves."""


AGAIN = frozenset({DeedKind.RESEND, DeedKind.RESEND_NEWEST})


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """A deed that was done. ids: of the sends it was for; made: of the new ones, where there are new ones.

    missed: how many had moved on meanwhile. awaiting: of those called off, the ones that waited for a word.
    """

    kind: DeedKind
    ids: tuple[str, ...] = ()
    made: tuple[str, ...] = ()
    awaiting: tuple[str, ...] = ()
    missed: int = 0
    name: str = ""
    """The customer, where it was one."""

    @property
    def count(self) -> int:
        """How many were done."""
        return len(self.ids) - self.missed


class SendDeeds(QObject):
    """planned(Plan): what a deed on many would do is known. done(Done). taken_back(Done, how many)."""

    planned = Signal(object)
    done = Signal(object)
    taken_back = Signal(object, int)

    def __init__(self, desk: Desk, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._jobs = jobs

    def plan_resend(self, rows: Sequence[DeliveryRow], kind: DeedKind = DeedKind.RESEND) -> None:
        """Look what sending these again would come to."""
        self._jobs.start(self._plan(tuple(rows), kind), self)

    def plan_failures(self) -> None:
        """Look what sending all failures again would come to that nobody has looked after."""
        self._jobs.start(self._plan_failures(), self)

    def do(self, plan: Plan) -> None:
        """Do what was planned."""
        rows = plan.going
        if not rows:
            return
        name = rows[0].customer_name if len(rows) == 1 else ""
        done = Done(
            kind=plan.kind,
            ids=tuple(row.id for row in rows),
            awaiting=tuple(row.id for row in rows if awaits(row)),
            name=name,
        )
        self._jobs.start(self._do(done), self)

    def do_one(self, kind: DeedKind, row: DeliveryRow) -> None:
        """Do it to one send; what has arrived already is asked about first."""
        if kind in AGAIN:
            self.plan_resend([row], kind)
        else:
            self.do(Plan(kind=kind, going=(row,)))

    def undo(self, done: Done) -> None:
        """Take a deed back, as far as nothing has left."""
        self._jobs.start(self._undo(done), self)

    async def _plan(self, rows: tuple[DeliveryRow, ...], kind: DeedKind) -> None:
        ids = [row.id for row in rows]
        outlooks = await self._desk.db.read(lambda session: read_outlooks(session, ids))
        plan = plan_resend(rows, outlooks, kind)
        if len(plan.going) == 1 and not plan.left and not plan.repeated:
            self.do(plan)
        else:
            self.planned.emit(plan)

    async def _plan_failures(self) -> None:
        def work(session: Session) -> Plan:
            rows = read_failures(session)
            outlooks = read_outlooks(session, [row.id for row in rows])
            return plan_resend(rows, outlooks, DeedKind.RESEND)

        self.planned.emit(await self._desk.db.read(work))

    async def _do(self, done: Done) -> None:
        self.done.emit(await self._desk.db.write(lambda session: _work(session, done), Change.DELIVERIES))

    async def _undo(self, done: Done) -> None:
        count = await self._desk.db.write(lambda session: _back(session, done), Change.DELIVERIES)
        self.taken_back.emit(done, count)


def _work(session: Session, done: Done) -> Done:
    now = clock.now()
    made: tuple[str, ...] = ()
    count = 0
    match done.kind:
        case DeedKind.RESEND | DeedKind.RESEND_NEWEST:
            newest = done.kind is DeedKind.RESEND_NEWEST
            sent = delivery.Resend(session).again(done.ids, now, newest_version=newest, grace=GRACE)
            made, count = sent.made, len(sent.made)
        case DeedKind.APPROVE:
            count = delivery.Cancelling(session).approve(done.ids, read_operator(session), now, grace=GRACE)
        case DeedKind.CANCEL:
            count = delivery.Cancelling(session).of_deliveries(done.ids, now)
        case DeedKind.ARRIVED | DeedKind.NOT_ARRIVED:
            arrived = done.kind is DeedKind.ARRIVED
            recovery = delivery.Recovery(session)
            count = sum(recovery.resolve(one, arrived=arrived, now=now) for one in done.ids)
    return Done(
        kind=done.kind,
        ids=done.ids,
        made=made,
        awaiting=done.awaiting,
        missed=max(len(done.ids) - count, 0),
        name=done.name,
    )


def _back(session: Session, done: Done) -> int:
    now = clock.now()
    cancelling = delivery.Cancelling(session)
    match done.kind:
        case DeedKind.RESEND | DeedKind.RESEND_NEWEST:
            return cancelling.of_deliveries(done.made, now)
        case DeedKind.APPROVE:
            return cancelling.withdraw(done.ids)
        case DeedKind.CANCEL:
            return cancelling.restore(done.ids, done.awaiting, now)
        case DeedKind.ARRIVED | DeedKind.NOT_ARRIVED:
            return 0
