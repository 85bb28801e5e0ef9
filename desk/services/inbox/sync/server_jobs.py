# SPDX-License-Identifier: LicenseRef-Desk
"""Keeps what is still to be done on the mail servers: durable, in order, done until it is done."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from sqlalchemy import ColumnElement, delete, select, update
from sqlalchemy.orm import Session, aliased

from desk.models import Folder, Mailbox, Placement, ServerJob, new_id
from desk.models.columns import Json
from desk.models.vocabulary import FolderRole
from desk.services.store import insert_rows, portions

FLAGS, MOVE, DELETE, APPEND = "flags", "move", "delete", "append"
AT_ONCE = 400
NEVER = datetime(9999, 1, 1, tzinfo=UTC)
"""When a job is due that was given up; its error says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class JobRow:
    """One thing to do. detail: as `ServerJob.detail`."""

    id: str
    mailbox_id: str
    message_id: str | None
    kind: str
    detail: Json = field(default_factory=dict)
    created_at: datetime
    due_at: datetime
    attempts: int
    error: str


_COLUMNS = tuple(getattr(ServerJob, name) for name in JobRow.__dataclass_fields__)


class ServerJobs:
    """What is to be done. Whoever adds some announces Change.MAILBOXES, which wakes the worker."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def flags(self, message_ids: Collection[str], *, add: int = 0, remove: int = 0, at: datetime) -> int:
        """Set and take flags (bits of models.mailbox) wherever these messages lie; return how many jobs that is."""
        return self._for_each(message_ids, FLAGS, {"add": add, "remove": remove}, at)

    def move(self, message_ids: Collection[str], role: FolderRole, *, at: datetime) -> int:
        """Move messages out of the inbox (or back into it) to the folder with this role."""
        return self._for_each(message_ids, MOVE, {"role": role.value}, at)

    def delete(self, message_ids: Collection[str], *, at: datetime, for_good: bool = False) -> int:
        """Delete messages on the server: into its trash, or for good."""
        return self._for_each(message_ids, DELETE, {"for_good": for_good}, at)

    def append(self, mailbox_id: str, message_id: str, sha256: str, *, flags: int, at: datetime) -> None:
        """Put what was sent (bytes in `blob`) into the Sent folder."""
        detail = {"sha256": sha256, "flags": flags}
        self._add([(mailbox_id, message_id)], APPEND, detail, at)

    def due(self, mailbox_id: str, now: datetime, limit: int = AT_ONCE) -> tuple[JobRow, ...]:
        """Return what can be done now, oldest first; a message whose earlier job waits is left out."""
        wanted = select(*_COLUMNS).where(ServerJob.mailbox_id == mailbox_id, ServerJob.due_at < NEVER)
        rows = self._session.execute(wanted.order_by(ServerJob.id).limit(limit * 4))
        found: list[JobRow] = []
        waiting: set[str | None] = set()
        for row in rows:
            job = JobRow(**row._mapping)  # noqa: SLF001 - SQLAlchemy's public name for a row as a mapping
            if job.due_at > now or job.message_id in waiting:
                waiting.add(job.message_id)
            elif len(found) < limit:
                found.append(job)
        return tuple(found)

    def next_due(self, mailbox_id: str) -> datetime | None:
        """Return when the next job is due; None when there is none."""
        wanted = (
            select(ServerJob.due_at)
            .where(ServerJob.mailbox_id == mailbox_id, ServerJob.due_at < NEVER)
            .order_by(ServerJob.due_at)
            .limit(1)
        )
        return self._session.execute(wanted).scalar_one_or_none()

    def has_due(self, now: datetime) -> bool:
        """Whether a mailbox that is synced, and answers, has something to do now that never failed."""
        wanted = (
            select(ServerJob.id)
            .join(Mailbox, Mailbox.id == ServerJob.mailbox_id)
            .where(
                Mailbox.is_active,
                Mailbox.health == "ok",
                ServerJob.due_at <= now,
                ServerJob.attempts == 0,
                ~_held_up(now),
            )
        )
        return self._session.execute(wanted.limit(1)).first() is not None

    def newest(self, mailbox_id: str) -> str:
        """Return the id of the job that was added last; "" when there is none."""
        wanted = select(ServerJob.id).where(ServerJob.mailbox_id == mailbox_id).order_by(ServerJob.id.desc())
        return self._session.execute(wanted.limit(1)).scalar_one_or_none() or ""

    def of(self, mailbox_id: str, limit: int = 200) -> tuple[JobRow, ...]:
        """Return the jobs of a mailbox, those given up too."""
        wanted = select(*_COLUMNS).where(ServerJob.mailbox_id == mailbox_id).order_by(ServerJob.id)
        return tuple(JobRow(**row._mapping) for row in self._session.execute(wanted.limit(limit)))  # noqa: SLF001

    def pending_flags(self, message_ids: Iterable[str]) -> dict[str, tuple[int, int]]:
        """Return message → flags still to be set and to be taken on the server."""
        found: dict[str, tuple[int, int]] = {}
        for some in portions(message_ids):
            wanted = (
                select(ServerJob.message_id, ServerJob.detail)
                .where(ServerJob.kind == FLAGS, ServerJob.message_id.in_(some), ServerJob.due_at < NEVER)
                .order_by(ServerJob.id)
            )
            for message_id, detail in self._session.execute(wanted):
                add, remove = found.get(message_id or "", (0, 0))
                more, less = int(detail.get("add", 0)), int(detail.get("remove", 0))
                found[message_id or ""] = ((add | more) & ~less, (remove | less) & ~more)
        return found

    def done(self, job_ids: Sequence[str]) -> None:
        """Forget jobs that are done."""
        for some in portions(job_ids):
            self._session.execute(delete(ServerJob).where(ServerJob.id.in_(some)))

    def later(self, job_ids: Sequence[str], due_at: datetime, error: str) -> None:
        """Keep why jobs could not be done, and when they are tried again (NEVER: given up)."""
        for some in portions(job_ids):
            self._session.execute(
                update(ServerJob)
                .where(ServerJob.id.in_(some))
                .values(due_at=due_at, error=error[:300], attempts=ServerJob.attempts + 1)
            )

    def _for_each(self, message_ids: Collection[str], kind: str, detail: Json, at: datetime) -> int:
        """Add one job for each message and mailbox that it lies in."""
        pairs: dict[tuple[str, str], None] = {}
        for some in portions(message_ids):
            wanted = (
                select(Folder.mailbox_id, Placement.message_id)
                .join(Placement, Placement.folder_id == Folder.id)
                .where(Placement.message_id.in_(some))
            )
            pairs.update(((row[0], row[1]), None) for row in self._session.execute(wanted))
        order = {message_id: place for place, message_id in enumerate(message_ids)}
        self._add(sorted(pairs, key=lambda pair: order[pair[1]]), kind, detail, at)
        return len(pairs)

    def _add(self, pairs: Sequence[tuple[str, str]], kind: str, detail: Json, at: datetime) -> None:
        rows = [
            {
                "id": new_id(),
                "mailbox_id": mailbox_id,
                "message_id": message_id,
                "kind": kind,
                "detail": detail,
                "created_at": at,
                "due_at": at,
            }
            for mailbox_id, message_id in pairs
        ]
        insert_rows(self._session, ServerJob, rows)


def _held_up(now: datetime) -> ColumnElement[bool]:
    """Whether an earlier job of the same message waits, or has failed."""
    earlier = aliased(ServerJob)
    waits = (earlier.due_at > now) | (earlier.attempts > 0)
    same = (earlier.mailbox_id == ServerJob.mailbox_id) & (earlier.message_id == ServerJob.message_id)
    return select(earlier.id).where(same, earlier.id < ServerJob.id, waits).exists()
