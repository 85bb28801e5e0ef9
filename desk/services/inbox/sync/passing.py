# SPDX-License-Identifier: LicenseRef-Desk
"""Runs one pass over a mailbox: what is to be done on the server, its folders, what is new, then older mail."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import partial

from desk import clock
from desk.errors import Rejected
from desk.services.inbox.imap import Imap, Standing
from desk.services.inbox.rows import FolderRow, MailboxRow
from desk.services.inbox.sync import plan
from desk.services.inbox.sync.doing import Doing
from desk.services.inbox.sync.fetching import FolderReading, Memory
from desk.services.inbox.sync.folders import Folders
from desk.services.inbox.sync.intake import File, Intake
from desk.services.inbox.sync.listing import learn
from desk.services.inbox.sync.mailboxes import Mailboxes
from desk.services.inbox.sync.placements import Placements
from desk.services.inbox.sync.reader import MailReader
from desk.services.store import Change, Database

LIST_EVERY_S = 600.0
COMPARE_EVERY_S = 3600.0
RECOUNT_EVERY_S = 600.0
"""A count that does not fit is looked into that often: some servers never count right."""
ODD_TOLD_S = 3600.0
"""So long it is told that a mail could not be read."""
TOLD = frozenset({"quota_full", "mail_unreadable"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Tools:
    """What every mailbox's pass needs."""

    db: Database
    file: File
    reader: MailReader


@dataclass(slots=True)
class MailboxMemory:
    """What a worker remembers of a mailbox between passes."""

    folders: dict[str, Memory] = field(default_factory=lambda: defaultdict(Memory))
    listed_at: float | None = None
    odd_at: float | None = None
    """When a mail was last kept as it came, because we stumbled over it."""


class Pass:
    """One pass; may_go_on: asked between portions of older mail, which wait for everything else."""

    def __init__(
        self,
        tools: Tools,
        imap: Imap,
        mailbox: MailboxRow,
        memory: MailboxMemory,
        may_go_on: Callable[[], bool],
    ) -> None:
        self._tools = tools
        self._db = tools.db
        self._imap = imap
        self._mailbox = mailbox
        self._memory = memory
        self._may_go_on = may_go_on
        self._has_fetched_older = False

    def run(self) -> bool:
        """Do all of it; False when older mail is left because something else came up."""
        trouble = Doing(self._db, self._imap, self._mailbox.id).run()
        with Intake(self._db, self._tools.file, self._tools.reader) as intake:
            rows = [row for row in self._folders() if row.is_synced]
            standings = self._imap.standings([row.path for row in rows])
            if len(standings) < len(rows):  # one went since it was listed
                self._memory.listed_at = None
            rows = [
                self._caught_up(row, standings[row.path], intake) for row in rows if row.path in standings
            ]
            is_done = self._mailbox.is_paused or self._fetch_older(rows, intake)
        self._note(trouble or self._odd(intake), is_done=is_done)
        if is_done and self._has_fetched_older:
            self._db.carry_over()
        return is_done

    def _odd(self, intake: Intake) -> str:
        """Return what to tell of mails that had to be kept as they came, for a while; else ""."""
        memory, now = self._memory, clock.monotonic()
        if intake.odd:
            memory.odd_at = now
        return "mail_unreadable" if memory.odd_at is not None and now - memory.odd_at < ODD_TOLD_S else ""

    def _folders(self) -> Sequence[FolderRow]:
        now = clock.monotonic()
        if self._memory.listed_at is None or now - self._memory.listed_at > LIST_EVERY_S:
            rows = learn(self._db, self._imap, self._mailbox.id)
            self._memory.listed_at = now
            return rows
        return self._db.read_now(lambda session: Folders(session).of(self._mailbox.id))

    def _caught_up(self, row: FolderRow, told: Standing, intake: Intake) -> FolderRow:
        memory = self._memory.folders[row.id]
        if memory.compared_at is None:
            memory.compared_at = clock.monotonic()
        is_due = clock.monotonic() - memory.compared_at > COMPARE_EVERY_S
        if plan.is_unchanged(row, told) and not is_due:
            return row
        try:
            reading = FolderReading(self._db, self._imap, row, intake, memory)
        except Rejected:  # it went, or may not be read
            self._memory.listed_at = None
            return row
        reading.catch_up()
        has_waited = clock.monotonic() - memory.compared_at > RECOUNT_EVERY_S
        if is_due or ((has_waited or not memory.has_recounted) and reading.is_miscounted):
            memory.has_recounted = True
            reading.compare()
        return reading.row

    def _fetch_older(self, rows: Sequence[FolderRow], intake: Intake) -> bool:
        """Fetch older mail folder by folder; False when it was interrupted."""
        since = self._since()
        waiting: list[tuple[FolderReading, tuple[int, ...]]] = []
        for row in rows:
            if row.uid_low > 1 and row.uid_validity is not None:
                reading = FolderReading(self._db, self._imap, row, intake, self._memory.folders[row.id])
                waiting.append((reading, reading.older(since)))
        if not waiting:
            return True
        self._has_fetched_older = True
        done = sum(self._db.read_now(lambda s: Placements(s).count([row.id for row in rows])).values())
        total = done + sum(len(uids) for _, uids in waiting)
        for reading, uids in waiting:
            if uids:
                again = FolderReading(
                    self._db, self._imap, reading.row, intake, self._memory.folders[reading.row.id]
                )
                taken = again.fetch_older(uids, partial(_progress, done, total), self._may_go_on)
                done += taken
                if taken < len(uids) and not self._may_go_on():
                    return False
                reading = again  # noqa: PLW2901 - opened anew, since another folder was open meanwhile
            reading.finish_older()
        return True

    def _since(self) -> date | None:
        days = self._mailbox.backfill_days
        return None if days is None else (clock.now() - timedelta(days=days)).date()

    def _note(self, trouble: str, *, is_done: bool) -> None:
        now = clock.now()
        values: dict[str, object] = {"synced_at": now}
        if is_done and (self._mailbox.total or self._has_fetched_older):
            values |= {"progress_done": 0, "progress_total": 0}
        health = "failing" if trouble in TOLD else "ok"
        if (self._mailbox.health, self._mailbox.health_code) != (health, trouble if health != "ok" else ""):
            code = trouble if health != "ok" else ""
            values |= {"health": health, "health_code": code, "health_text": "", "health_at": now}
        self._db.write_now(
            lambda session: Mailboxes(session).note(self._mailbox.id, now, **values), Change.MAILBOXES
        )


def _progress(before: int, total: int, taken: int) -> tuple[int, int]:
    return before + taken, total
