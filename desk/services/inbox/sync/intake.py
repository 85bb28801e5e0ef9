# SPDX-License-Identifier: LicenseRef-Desk
"""Runs what was fetched into the database: one batch is written while the next is read and the one after fetched."""

import logging
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime
from types import TracebackType
from typing import Self

from desk import clock
from desk.errors import Misconfigured, Unavailable
from desk.models.vocabulary import FolderRole
from desk.services.inbox.filing import Arrival
from desk.services.inbox.imap import Fetched
from desk.services.inbox.rows import FolderRow
from desk.services.inbox.sync.folders import Folders
from desk.services.inbox.sync.mail_process import Read
from desk.services.inbox.sync.mailboxes import Mailboxes
from desk.services.inbox.sync.odd_mail import as_it_came
from desk.services.inbox.sync.reader import MailReader
from desk.services.inbox.sync.taking_in import topics_of
from desk.services.store import Change, Database, Session

log = logging.getLogger(__name__)

AHEAD = 3
"""So many batches may wait to be written; then fetching waits too, and with it the server.

Two would do if each took as long as the next; the others are for when one is read, or written, more slowly.
"""
AHEAD_BYTES = 16_000_000
"""So much may wait, in bytes of mail, when there are two of them."""

File = Callable[[Session, Sequence[Arrival], datetime], None]
"""Takes arrivals into conversations, in the transaction that it is given."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """Messages of one folder that are written together; messages: those that nobody has begun to read.

    reached: how far the folder is read once they are (uid_next, uid_low, highest_modseq); done, total: progress
    of the mailbox then, None to leave it.
    """

    folder: FolderRow
    messages: tuple[Fetched, ...] = ()
    reached: dict[str, int] = field(default_factory=dict)
    progress: tuple[int, int] | None = None


class Gathered:
    """Messages that are read while others still come, and written with them."""

    def __init__(self, reader: MailReader) -> None:
        self._reader = reader
        self._readings: list[Future[list[Read]]] = []
        self.messages: tuple[Fetched, ...] = ()
        self.size = 0
        """In bytes of mail."""

    def add(self, messages: tuple[Fetched, ...]) -> None:
        """Begin to read further ones."""
        raws = [message.raw or b"" for message in messages]
        self.messages += messages
        self.size += sum(map(len, raws))
        self._readings.append(self._reader.read(raws))

    def read(self) -> list[Read]:
        """Return what they say, in order, once all are read."""
        return [one for reading in self._readings for one in reading.result()]


class Intake:
    """A pipeline into the database for one mailbox; used by one thread. Raises later what writing raised."""

    def __init__(self, db: Database, file: File, reader: MailReader) -> None:
        self._db = db
        self._file = file
        self._reader = reader
        self._writer = ThreadPoolExecutor(1, thread_name_prefix="desk-intake")
        self._waiting: deque[tuple[Future[int], int]] = deque()
        """What was handed over, oldest first, each with its bytes of mail."""
        self._broken: BaseException | None = None
        self.kept = 0
        """How many messages were written so far."""
        self.odd = 0
        """How many of them we stumbled over: they are kept as they came."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._writer.shutdown(wait=True, cancel_futures=kind is not None)

    def expect(self, count: int) -> None:
        """Prepare for so many messages that will be handed over."""
        self._reader.expect(count)

    def gather(self) -> Gathered:
        """Return what messages can be added to that are to be taken in one batch, as they come."""
        return Gathered(self._reader)

    def take(self, batch: Batch, gathered: Gathered | None = None) -> None:
        """Hand a batch over; waits while too many are on their way. gathered: its messages, being read already."""
        while self._is_full:
            self._settle_first()
        if gathered is None:
            gathered = self.gather()
            gathered.add(batch.messages)
        self._waiting.append((self._writer.submit(self._write, batch, gathered), gathered.size))

    def settle(self) -> None:
        """Wait until everything that was handed over is written."""
        while self._waiting:
            self._settle_first()

    @property
    def _is_full(self) -> bool:
        count = len(self._waiting)
        return count >= AHEAD or (count > 1 and sum(size for _, size in self._waiting) > AHEAD_BYTES)

    def _settle_first(self) -> None:
        writing, _ = self._waiting.popleft()
        self.kept += writing.result()

    def _write(self, batch: Batch, gathered: Gathered) -> int:
        """Write a batch; after one that could not be written none is: it would say that all before it is here."""
        if self._broken is not None:
            raise self._broken
        try:
            return self._written(batch, gathered)
        except BaseException as error:
            self._broken = error
            raise

    def _written(self, batch: Batch, gathered: Gathered) -> int:
        folder = batch.folder
        arrivals = [
            Arrival(
                raw=message.raw or b"",
                mail=read.mail,
                feedback=read.feedback,
                prepared=read.prepared,
                mailbox_id=folder.mailbox_id,
                folder_id=folder.id,
                folder_role=FolderRole(folder.role),
                uid=message.uid,
                flags=message.flags or 0,
                internal_date=message.internal_date,
            )
            for message, read in zip(gathered.messages, gathered.read(), strict=True)
        ]
        try:
            self._keep(batch, arrivals)
        except (Unavailable, Misconfigured):  # nothing is wrong with the mails
            raise
        except Exception:
            if not arrivals:
                raise
            log.exception("%s mails could not be filed together; each is filed by itself", len(arrivals))
            for arrival in arrivals:
                self._keep_alone(batch.folder, arrival)
            self._keep(batch, ())
        return len(arrivals)

    def _keep(self, batch: Batch, arrivals: Sequence[Arrival]) -> None:
        """Write mails and what is reached with them, whole or not at all."""
        now, folder = clock.now(), batch.folder

        def work(session: Session) -> None:
            if arrivals:
                self._file(session, arrivals, now)
            if batch.reached:
                Folders(session).advance(folder.id, now, **batch.reached)
            if batch.progress is not None:
                done, total = batch.progress
                Mailboxes(session).note(
                    folder.mailbox_id, now, progress_done=done, progress_total=total, synced_at=now
                )

        self._db.write_now(work, *topics_of(arrivals, now), Change.MAILBOXES)

    def _keep_alone(self, folder: FolderRow, arrival: Arrival) -> None:
        """Write one mail: as it was read, else as it came; the others never wait for it."""
        alone = Batch(folder=folder, messages=())
        try:
            self._keep(alone, (arrival,))
        except (Unavailable, Misconfigured):
            raise
        except Exception:
            log.exception("a mail (UID %s) could not be filed; it is kept as it came", arrival.uid)
            self.odd += 1
            self._keep_odd(alone, arrival)

    def _keep_odd(self, alone: Batch, arrival: Arrival) -> None:
        try:
            self._keep(alone, (as_it_came(arrival),))
        except (Unavailable, Misconfigured):
            raise
        except Exception:  # it stays on the server, and is tried again when all is compared
            log.exception("a mail (UID %s) could not even be kept", arrival.uid)
