# SPDX-License-Identifier: LicenseRef-Desk
"""Keeps leases: which process runs a worker, until when."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from desk import clock
from desk.models import Lease
from desk.models.columns import Json
from desk.services.store.dialects import changed_rows, database_now, upsert

LONGEST = timedelta(minutes=5)
"""No right is given for longer: one that stands further ahead was written by a clock that went wrong."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaseRow:
    """A right, its holder, and what the holder says of itself. expires_at: by this process's clock."""

    name: str
    holder: str
    expires_at: datetime
    report: Json


class Leases:
    """The named rights; a right that ran out can be taken by anybody.

    They run by the database's clock: workstations whose own clocks differ agree on who is alive.
    """

    def __init__(self, session: Session) -> None:
        self._session = session

    def now(self) -> datetime:
        """Return the instant by the database's clock."""
        return database_now(self._session)

    def take(self, name: str, holder: str, now: datetime, ttl: timedelta) -> bool:
        """Take or renew `name`; False while another holder's time has not run out. now: by the database's clock."""
        table = Lease.__table__
        made = upsert(self._session, table).values(name=name, holder=holder, expires_at=now + ttl, report={})  # type: ignore[arg-type]
        self._session.execute(made.on_conflict_do_nothing())
        is_over = (Lease.expires_at <= now) | (Lease.expires_at > now + max(LONGEST, ttl))
        mine = (Lease.holder == holder) | is_over
        taken = update(Lease).where(Lease.name == name, mine).values(holder=holder, expires_at=now + ttl)
        return changed_rows(self._session, taken) == 1

    def report(self, name: str, holder: str, report: Json) -> None:
        """Leave word of how the holder fares; nothing happens when it holds no longer."""
        self._session.execute(
            update(Lease).where(Lease.name == name, Lease.holder == holder).values(report=report)
        )

    def release(self, holder: str) -> None:
        """Give every right of `holder` back."""
        self._session.execute(delete(Lease).where(Lease.holder == holder))

    def all(self, limit: int = 100) -> tuple[LeaseRow, ...]:
        """Return the rights, by name; expired ones too."""
        rows = self._session.execute(
            select(Lease.name, Lease.holder, Lease.expires_at, Lease.report).order_by(Lease.name).limit(limit)
        )
        theirs, ours = self.now(), clock.now()
        return tuple(
            LeaseRow(
                name=r.name, holder=r.holder, expires_at=ours + _left(r.expires_at - theirs), report=r.report
            )
            for r in rows
        )


def _left(span: timedelta) -> timedelta:
    """Return how long a right still stands; what no right lasts is nothing."""
    return span if span <= LONGEST else timedelta(0)
