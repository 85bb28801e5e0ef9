# SPDX-License-Identifier: LicenseRef-Desk
"""Runs what is to be done on a mail server: flags, moves, deletions, what was sent put into Sent; each once."""

import logging
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

from desk import clock
from desk.errors import DeskError, Rejected, Unavailable
from desk.models.vocabulary import FolderRole
from desk.services.delivery import Blobs
from desk.services.inbox.imap import Imap, OpenFolder
from desk.services.inbox.rows import FolderRow
from desk.services.inbox.sync import plan
from desk.services.inbox.sync.folders import Folders
from desk.services.inbox.sync.listing import learn
from desk.services.inbox.sync.placements import PlacementRow, Placements, by_folder
from desk.services.inbox.sync.server_jobs import APPEND, FLAGS, MOVE, NEVER, JobRow, ServerJobs
from desk.services.store import Change, Database, Session

log = logging.getLogger(__name__)

PAUSES = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 240))
MOST_TRIES = 20
_NAMES = {FolderRole.ARCHIVE: "Archive", FolderRole.TRASH: "Trash", FolderRole.SENT: "Sent"}
_BROKEN = frozenset({"connection_lost", "timeout", "garbled", "closing"})


@dataclass(frozen=True, slots=True)
class Settled:
    """What a deed on the server changed: places that are no more, places that are new."""

    gone: tuple[PlacementRow, ...] = ()
    new: tuple[PlacementRow, ...] = ()


class Doing:
    """The jobs of one mailbox over one connection."""

    def __init__(self, db: Database, imap: Imap, mailbox_id: str) -> None:
        self._db = db
        self._imap = imap
        self._mailbox_id = mailbox_id
        self._folders: tuple[FolderRow, ...] = ()

    def run(self) -> str:
        """Do what is due, in order; return the code of what could not be done and is tried later, "" if all could.

        Raises Unavailable when the connection broke: what was not settled is done again, and finds itself done.
        """
        trouble = ""
        while jobs := self._db.read_now(lambda s: ServerJobs(s).due(self._mailbox_id, clock.now())):
            self._folders = self._db.read_now(lambda s: Folders(s).of(self._mailbox_id))
            for group in _groups(jobs):
                try:
                    self._do(group)
                except DeskError as error:
                    if error.code in _BROKEN:
                        raise
                    if not self._may_be_elsewhere(group, error):
                        trouble = error.code
                    self._put_off(group, error)
        return trouble

    def _do(self, jobs: Sequence[JobRow]) -> None:
        """Do jobs that are alike; what they changed and that they are done is one transaction."""
        first = jobs[0]
        ids = [job.message_id for job in jobs if job.message_id is not None]
        places = [
            place
            for place in self._db.read_now(lambda s: Placements(s).of_messages(ids))
            if place.mailbox_id == self._mailbox_id
        ]
        if first.kind == FLAGS:
            self._set_flags(jobs, places)
        elif first.kind == APPEND:
            self._settle(jobs, self._append(first))
        elif first.kind == MOVE:
            self._settle(jobs, self._move(places, FolderRole(first.detail["role"])))
        else:
            self._settle(jobs, self._delete(places, for_good=bool(first.detail.get("for_good"))))

    def _set_flags(self, jobs: Sequence[JobRow], places: Sequence[PlacementRow]) -> None:
        add, remove = int(jobs[0].detail.get("add", 0)), int(jobs[0].detail.get("remove", 0))
        done: list[PlacementRow] = []
        for folder_id, there in by_folder(places).items():
            if (opened := self._opened(folder_id)) is not None:
                opened.store([place.uid for place in there], add=add, remove=remove)
                done += there

        def work(session: Session) -> None:
            ServerJobs(session).done([job.id for job in jobs])
            for folder_id, there in by_folder(done).items():
                told = {place.uid: (place.flags | add) & ~remove for place in there}
                Placements(session).tell(folder_id, told)

        self._db.write_now(work, Change.MAILBOXES, Change.CONVERSATIONS)

    def _settle(self, jobs: Sequence[JobRow], settled: Settled) -> None:
        def work(session: Session) -> None:
            places = Placements(session)
            for folder_id, there in by_folder(settled.gone).items():
                places.forget(folder_id, tuple((place.uid, place.uid) for place in there))
            for place in settled.new:
                places.put(place.folder_id, place.uid, place.message_id, place.flags)
            ServerJobs(session).done([job.id for job in jobs])

        self._db.write_now(work, Change.MAILBOXES)

    def _move(self, places: Sequence[PlacementRow], role: FolderRole) -> Settled:
        """Move out of the inbox, or what is archived back into it."""
        source = FolderRole.ARCHIVE if role is FolderRole.INBOX else FolderRole.INBOX
        return self._moved([place for place in places if place.role == source], role)

    def _delete(self, places: Sequence[PlacementRow], *, for_good: bool) -> Settled:
        in_trash = [place for place in places if place.role == FolderRole.TRASH]
        others = [place for place in places if place.role != FolderRole.TRASH]
        if not for_good:
            return self._moved(others, FolderRole.TRASH)
        gone: list[PlacementRow] = []
        for folder_id, there in by_folder([*in_trash, *others]).items():
            if (opened := self._opened(folder_id)) is not None:
                opened.expunge([place.uid for place in there])
                gone += there
        return Settled(gone=tuple(gone))

    def _moved(self, places: Sequence[PlacementRow], role: FolderRole) -> Settled:
        if not places:
            return Settled()
        target = self._with_role(role)
        gone: list[PlacementRow] = []
        new: list[PlacementRow] = []
        for folder_id, there in by_folder(places).items():
            if folder_id == target.id:
                continue
            already = set() if self._imap.can("MOVE") else self._copied(target, there)
            opened = self._opened(folder_id)
            if opened is None:
                continue
            opened.expunge([place.uid for place in there if place.message_id in already])
            rest = [place for place in there if place.message_id not in already]
            uids = opened.move([place.uid for place in rest], target.path)
            gone += there
            new += [_moved_to(place, target, uids[place.uid]) for place in rest if place.uid in uids]
        is_known = target.is_synced and target.uid_validity is not None
        return Settled(gone=tuple(gone), new=tuple(new) if is_known else ())

    def _copied(self, target: FolderRow, places: Sequence[PlacementRow]) -> set[str]:
        """Return the messages that an earlier try, cut off before its end, has copied already."""
        opened = self._imap.select(target.path)
        names = self._db.read_now(lambda s: Placements(s).names([place.message_id for place in places]))
        return {id_ for id_, name in names.items() if _has_name(name) and opened.with_header_id(name)}

    def _append(self, job: JobRow) -> Settled:
        """Put what was sent into Sent, unless it lies there already; proven by reading it back."""
        message_id = job.message_id or ""

        def read(session: Session) -> tuple[bytes, str]:
            name = Placements(session).names([message_id]).get(message_id, "")
            return Blobs(session).body(str(job.detail["sha256"])), name

        raw, name = self._db.read_now(read)
        target = self._with_role(FolderRole.SENT)
        opened = self._imap.select(target.path)
        there = plan.listed(opened.with_header_id(name)) if name else ()
        flags = int(job.detail.get("flags", 0))
        if not there:
            uid = self._imap.append(target.path, raw, flags, job.created_at)
            opened = self._imap.select(target.path)
            there = plan.listed(opened.with_header_id(name)) if name else (uid,) if uid else ()
            if not there:
                raise Unavailable("append_unproven")
        is_known = target.is_synced and target.uid_validity == opened.standing.uid_validity
        if not (message_id and is_known):
            return Settled()
        return Settled(
            new=(
                PlacementRow(
                    folder_id=target.id,
                    uid=there[-1],
                    message_id=message_id,
                    flags=flags,
                    mailbox_id=self._mailbox_id,
                    role=FolderRole.SENT,
                ),
            )
        )

    def _opened(self, folder_id: str) -> OpenFolder | None:
        """Open a folder; None when its numbering is another now: its messages are found again first."""
        row = next((row for row in self._folders if row.id == folder_id), None)
        if row is None:
            return None
        opened = self._imap.select(row.path)
        if opened.standing.uid_validity != row.uid_validity:
            raise Unavailable("folder_renumbered")
        return opened

    def _with_role(self, role: FolderRole) -> FolderRow:
        """Return the folder for `role`, made on the server where there is none."""
        found = _first(self._folders, role)
        if found is None:
            found = _first(self._learnt(), role) or _first(self._made(role), role)
        if found is None:
            raise Rejected("folder_missing", role=role.value)
        return found

    def _learnt(self) -> tuple[FolderRow, ...]:
        self._folders = learn(self._db, self._imap, self._mailbox_id)
        return self._folders

    def _made(self, role: FolderRole) -> tuple[FolderRow, ...]:
        prefix = _prefix(self._folders)
        self._imap.create(f"{prefix}{_NAMES.get(role, role.value.title())}")
        return self._learnt()

    def _may_be_elsewhere(self, jobs: Sequence[JobRow], error: DeskError) -> bool:
        """Look at the server's folders again, once, when one did not take a job: it may have another name now."""
        if not isinstance(error, Rejected) or any(job.attempts for job in jobs):
            return False
        self._learnt()
        return True

    def _put_off(self, jobs: Sequence[JobRow], error: DeskError) -> None:
        tries = max(job.attempts for job in jobs)
        log.info("a job on the mail server is put off: %s", error.code)
        pause = PAUSES[min(tries, len(PAUSES) - 1)]
        if error.code == "folder_renumbered":
            pause = timedelta(seconds=1)
        elif isinstance(error, Rejected) and tries == 0:
            pause = timedelta(0)
        due_at = NEVER if tries + 1 >= MOST_TRIES else clock.now() + pause
        text = f"{error.code} {error.details.get('reply', '')}".strip()
        self._db.write_now(
            lambda s: ServerJobs(s).later([job.id for job in jobs], due_at, text), Change.MAILBOXES
        )


def _groups(jobs: Iterable[JobRow]) -> Iterator[list[JobRow]]:
    """Give neighbouring jobs that can be done by one command; never one message twice."""
    group: list[JobRow] = []
    for job in jobs:
        fits = (
            group
            and job.kind == group[0].kind != APPEND
            and job.detail == group[0].detail
            and all(job.message_id != other.message_id for other in group)
        )
        if group and not fits:
            yield group
            group = []
        group.append(job)
    if group:
        yield group


def _first(folders: Sequence[FolderRow], role: FolderRole) -> FolderRow | None:
    return next((row for row in folders if row.role == role), None)


def _moved_to(place: PlacementRow, target: FolderRow, uid: int) -> PlacementRow:
    return PlacementRow(
        folder_id=target.id,
        uid=uid,
        message_id=place.message_id,
        flags=place.flags,
        mailbox_id=place.mailbox_id,
        role=target.role,
    )


def _has_name(header_id: str) -> bool:
    """Whether a Message-ID came with the mail; one made from its bytes cannot be asked for."""
    return bool(header_id) and not header_id.startswith("sha256:")


def _prefix(folders: Sequence[FolderRow]) -> str:
    """Return what the names of all folders but the inbox begin with ("INBOX." on some servers)."""
    others = [row.path for row in folders if row.path.upper() != "INBOX"]
    if others and all(path.upper().startswith(("INBOX.", "INBOX/")) for path in others):
        return others[0][:6]
    return ""
