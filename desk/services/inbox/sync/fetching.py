# SPDX-License-Identifier: LicenseRef-Desk
"""Runs the reading of one folder: what changed, what is new, what is older; written before the next step."""

import logging
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Self

from desk import clock
from desk.errors import DeskError
from desk.services.inbox.imap import Fetched, Imap, Known, OpenFolder, Ranges, expanded
from desk.services.inbox.rows import FolderRow
from desk.services.inbox.sync import plan
from desk.services.inbox.sync.bodies import MOST_BYTES, Bodies, Portion
from desk.services.inbox.sync.folders import Folders
from desk.services.inbox.sync.intake import Batch, Intake
from desk.services.inbox.sync.placements import Placements
from desk.services.store import Change, Database, Session

log = logging.getLogger(__name__)


@dataclass(slots=True)
class Memory:
    """What a worker remembers of a folder while it runs. passed_over: UIDs that are left out on purpose."""

    passed_over: set[int] = field(default_factory=set)
    compared_at: float | None = None
    """When all of it was last compared (monotonic seconds)."""
    has_recounted: bool = False
    """Whether a count that does not fit was looked into at least once."""


@dataclass(frozen=True, slots=True)
class News:
    """What happened to messages that are kept. flags: UID → bits; gone: the UIDs of those that went."""

    flags: Mapping[int, int] = field(default_factory=dict)
    gone: Ranges = ()

    @classmethod
    def of(cls, messages: Iterable[Fetched], gone: Ranges) -> Self:
        """Return what a server told."""
        return cls({message.uid: message.flags for message in messages if message.flags is not None}, gone)


class FolderReading:
    """One folder, opened, in one pass. Raises what `Imap` and `Database` raise; what was written stays."""

    def __init__(self, db: Database, imap: Imap, row: FolderRow, intake: Intake, memory: Memory) -> None:
        self._db = db
        self._imap = imap
        self._intake = intake
        self._memory = memory
        self.row = row
        self._open = self._selected()

    def catch_up(self) -> bool:
        """Take over what changed and fetch what is new; return whether anything was."""
        told = self._open.standing
        news = self._news()
        fresh, top = self._fresh()
        reached = {"uid_next": max(top + 1, self.row.uid_next), "highest_modseq": told.modseq}
        if told.uid_next > reached["uid_next"] and told.modseq:
            reached["uid_next"] = told.uid_next  # the newest are gone already
        is_moved = reached != {"uid_next": self.row.uid_next, "highest_modseq": self.row.highest_modseq}
        has_changed = self._tell(news, reached if is_moved and not fresh else {})
        if fresh:
            self._fetch(fresh, reached)
        if is_moved or fresh:
            self.row = _moved_on(self.row, reached)
        return has_changed or bool(fresh)

    def older(self, since: date | None) -> tuple[int, ...]:
        """Return the UIDs still to be fetched below what was read, without those that a broken pass has written."""
        if self.row.uid_low <= 1:
            return ()
        there = plan.listed(self._open.uids(1, self.row.uid_low - 1, since=since))
        kept = set(self._kept(1, self.row.uid_low - 1))
        return tuple(uid for uid in there if uid not in kept)

    def fetch_older(
        self,
        uids: Sequence[int],
        progress: Callable[[int], tuple[int, int]],
        may_go_on: Callable[[], bool],
    ) -> int:
        """Fetch older messages, the newest first, until all are here or something else is to do; return how many.

        progress: given how many were taken, done and total of the mailbox.
        """
        taken = 0
        self._intake.expect(len(uids))

        def portions() -> Iterator[tuple[int, ...]]:
            for portion in plan.portions(uids):
                if not may_go_on():
                    return
                yield portion

        try:
            for portion in self._bodies(portions()):
                taken += len(portion.messages)
                reached = {"uid_low": portion.low} if portion.low else {}
                self._intake.take(
                    Batch(
                        folder=self.row, messages=portion.messages, reached=reached, progress=progress(taken)
                    )
                )
                self.row = _moved_on(self.row, reached)
        except DeskError:
            self._intake.settle()  # what came before the line broke is kept
            raise
        self._intake.settle()
        return taken

    def finish_older(self) -> None:
        """Keep that nothing older is wanted."""
        self._intake.take(Batch(folder=self.row, messages=(), reached={"uid_low": 1}))
        self._intake.settle()
        self.row = replace(self.row, uid_low=1)

    def compare(self) -> int:
        """Look for what the server's news did not say: list all, drop what is gone, fetch what is missing."""
        row = self.row
        self._memory.compared_at = clock.monotonic()
        there = plan.listed(self._open.uids(row.uid_low))
        found = plan.gap(row, self._kept(1, row.uid_next), there, self._memory.passed_over)
        self._tell(News(gone=tuple((uid, uid) for uid in found.gone)))
        self._fetch(found.missing)
        self._memory.passed_over = set(there) - set(self._kept(1, row.uid_next))
        return len(found.gone) + len(found.missing)

    @property
    def is_miscounted(self) -> bool:
        """Whether the server's count is another than ours."""
        kept = self._db.read_now(lambda session: Placements(session).count([self.row.id]))[self.row.id]
        return plan.has_miscounted(self.row, self._open.standing, kept, len(self._memory.passed_over))

    def _selected(self) -> OpenFolder:
        row = self.row
        known = None
        if row.uid_validity is not None and row.highest_modseq:
            known = Known(uid_validity=row.uid_validity, modseq=row.highest_modseq)
        opened = self._imap.select(row.path, known)
        if plan.must_restart(row, opened.standing):
            self._restart(opened)
        return opened

    def _restart(self, opened: OpenFolder) -> None:
        """Begin afresh: what lay in the folder is read again and known again by its content."""
        told = opened.standing
        if self.row.uid_validity is not None:
            log.info("the folder %s was numbered anew; it is read again", self.row.id)
        # The list of what is there says where to begin, whatever the server claims to be next.
        above = max((last for _, last in opened.uids()), default=0) + 1

        def work(session: Session) -> FolderRow:
            folders = Folders(session)
            folders.restart(self.row.id, told.uid_validity, above, told.modseq)
            return folders.get(self.row.id)

        self._memory.passed_over.clear()
        self.row = self._db.write_now(work, Change.MAILBOXES)

    def _fresh(self) -> tuple[tuple[int, ...], int]:
        """Return the UIDs above what was looked at and not kept by a pass that broke off; and the highest of all."""
        row, told = self.row, self._open.standing
        if told.modseq and told.uid_next == row.uid_next:
            return (), 0
        found = plan.listed(self._open.uids(row.uid_next))
        if not found:
            return (), 0
        kept = set(self._kept(row.uid_next, found[-1]))
        return tuple(uid for uid in found if uid not in kept), found[-1]

    def _news(self) -> "News":
        """Return what happened to the messages that are kept."""
        row = self.row
        how = plan.look(row, self._open.standing, has_qresync=self._imap.can("QRESYNC"))
        if how is plan.Look.NOTHING:
            return News()
        if how is plan.Look.TOLD:
            return News.of(self._open.changed.messages, self._open.changed.gone)
        # What lies above was written by a pass that broke off before it was through.
        top = max((*self._kept(row.uid_next), row.uid_next - 1))
        if how is plan.Look.CHANGES:
            changed = self._open.flags(row.uid_low, top, since_modseq=row.highest_modseq)
            return News.of(changed.messages, self._unlisted(self._open.uids(row.uid_low, top), top))
        everything = self._open.flags(row.uid_low, top)
        there = tuple((message.uid, message.uid) for message in everything.messages)
        return News.of(everything.messages, self._unlisted(there, top))

    def _unlisted(self, there: Ranges, top: int) -> Ranges:
        """Return the kept UIDs that the server does not list any more."""
        low = self.row.uid_low
        listed = expanded(there, low, top)
        return tuple((uid, uid) for uid in self._kept(low, top) if uid not in listed)

    def _tell(self, news: "News", reached: Mapping[str, int] | None = None) -> bool:
        """Write what happened, and with it how far the folder is read then; return whether anything changed."""
        if not news.flags and not news.gone and not reached:
            return False
        now = clock.now()

        def work(session: Session) -> int:
            places = Placements(session)
            count = places.forget(self.row.id, news.gone) + places.tell(self.row.id, news.flags)
            if reached:
                Folders(session).advance(self.row.id, now, **reached)
            return count

        topics = (Change.CONVERSATIONS, Change.NOTICES) if news.flags or news.gone else ()
        return bool(self._db.write_now(work, *topics, *((Change.MAILBOXES,) if reached else ())))

    def _fetch(self, uids: Sequence[int], reached: Mapping[str, int] | None = None) -> None:
        """Fetch messages; how far the folder is read then is written with the last of them, never before another."""
        self._intake.expect(len(uids))
        gathered = self._intake.gather()
        try:
            for portion in self._bodies(plan.portions(uids, plan.FRESH_PORTIONS)):
                if len(gathered.messages) >= plan.FRESH_BATCH or gathered.size > MOST_BYTES:
                    self._intake.take(Batch(folder=self.row), gathered)
                    gathered = self._intake.gather()
                gathered.add(portion.messages)
        except DeskError:
            self._intake.take(Batch(folder=self.row), gathered)
            self._intake.settle()  # what came before the line broke is kept
            raise
        if reached:
            self._intake.settle()
        if gathered.messages or reached:
            self._intake.take(Batch(folder=self.row, reached=dict(reached or {})), gathered)
        self._intake.settle()

    def _bodies(self, wanted: Iterable[Sequence[int]]) -> Iterator[Portion]:
        bodies = Bodies(self._open)
        yield from bodies.fetch(wanted)
        self._memory.passed_over.update(bodies.kept_back)

    def _kept(self, low: int, high: int = 0xFFFFFFFF) -> tuple[int, ...]:
        return self._db.read_now(lambda session: Placements(session).uids(self.row.id, low, high))


def _moved_on(row: FolderRow, reached: Mapping[str, int]) -> FolderRow:
    return replace(
        row,
        uid_next=reached.get("uid_next", row.uid_next),
        uid_low=reached.get("uid_low", row.uid_low),
        highest_modseq=reached.get("highest_modseq", row.highest_modseq),
    )
