# SPDX-License-Identifier: LicenseRef-Desk
"""Runs the reading of mails beside everything else: a few in a thread, many in a process of their own.

Mail is written by strangers: one that takes too long, or takes the process down with it, is kept with its bytes
and read as what little is safe to say of it; the others go on.
"""

import contextlib
import logging
import multiprocessing
import pickle
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from threading import Timer
from time import monotonic

from desk.errors import Unavailable
from desk.services.inbox.mail import weight
from desk.services.inbox.sync.mail_process import NAME, READY, Read, read_all, serve, unread

log = logging.getLogger(__name__)

MANY = 150
"""From so many on it pays to have them read by another process."""
AT_ONCE = 150
"""So many are handed over together: more only take memory, here and there."""
LIMIT_S = 10.0
"""So long may one mail take before its process is ended; a batch of ordinary ones takes a tenth of a second."""
PIECE = 25
"""So many are read here at a time while the process is being started."""
START_S = 60.0
AGAIN_S = (5.0, 30.0, 120.0, 600.0)
"""So long after each failure in a row a start is tried again; meanwhile mail is read here."""
REST_S = 20.0
"""After so long without work the process is ended; mail that comes one by one needs none."""
LONG_HEADER = 16_000
"""A mail with a longer header, which hardly any honest one has, is read by the other process too."""
LARGE = 256 << 10
"""So is one with more words than that: whatever should ever take too long takes it by its length, and here nothing
could end it. Photographs and other files that come with a few words do not count."""
HEAVY = 4 << 20
"""And any that is larger than that, if only for the room it takes."""


class MailReader:
    """Reads batches of mails, one after the other; safe to be asked from several threads."""

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="desk-mail")
        self._process = ReadingProcess()
        self._rest: Timer | None = None
        self._failures = 0
        self._not_before = 0.0
        self._is_hurt = False
        """Whether a mail that ended a process was not found yet: without one it, and what lies with it, must wait."""
        self._is_closed = False

    def read(self, raws: Sequence[bytes]) -> "Future[list[Read]]":
        """Begin to read mails; the answer comes in their order and lacks none.

        It raises Unavailable: "closing" when the reader is closed meanwhile, "no_process" when one of the mails has
        ended a process and no other can be had: here it would do the same to everything.
        """
        return self._thread.submit(self._read, tuple(raws))

    def expect(self, count: int) -> None:
        """Have the process started meanwhile, when so many mails are about to come that it pays."""
        if count >= MANY:
            with contextlib.suppress(RuntimeError):  # the reader is closed
                self._thread.submit(self._begin)

    def close(self) -> None:
        """Let the thread and the process go."""
        self._is_closed = True
        self._stop_rest()
        self._process.kill()
        self._thread.shutdown(wait=True, cancel_futures=True)
        self._process.kill()

    def _read(self, raws: Sequence[bytes]) -> list[Read]:
        is_little = len(raws) < MANY and not any(map(_is_odd, raws))
        if not self._process.is_running and (is_little or not self._may_start) and not self._is_hurt:
            return read_all(raws)
        self._stop_rest()
        try:
            found = self._read_meanwhile(raws)
            for at in range(len(found), len(raws), AT_ONCE):
                found += self._asked(raws[at : at + AT_ONCE])
        except Unavailable as error:  # no other process can be had just now: then here
            if self._is_closed or self._is_hurt:
                raise
            self._put_off(error)
            return read_all(raws)
        self._failures = 0
        self._is_hurt = False
        self._rest_soon()
        return found

    def _read_meanwhile(self, raws: Sequence[bytes]) -> list[Read]:
        """Read the first mails here for as long as the process is only being started, up to one that is odd."""
        found: list[Read] = []
        while len(found) < len(raws) and not self._is_hurt and not self._process.is_ready():
            piece = raws[len(found) : len(found) + PIECE]
            if any(map(_is_odd, piece)):
                break
            found += read_all(piece)
        return found

    @property
    def _may_start(self) -> bool:
        return monotonic() >= self._not_before

    def _begin(self) -> None:
        if not self._process.is_running and self._may_start:
            try:
                self._process.begin()
            except Unavailable as error:
                self._put_off(error)
            else:
                self._rest_soon()

    def _put_off(self, error: Unavailable) -> None:
        """Start no process for a while."""
        wait_s = AGAIN_S[min(self._failures, len(AGAIN_S) - 1)]
        self._failures += 1
        self._not_before = monotonic() + wait_s
        log.warning("mail is read without a process of its own for %.0f s: %s", wait_s, error)

    def _asked(self, raws: Sequence[bytes]) -> list[Read]:
        """Ask for mails; when one of them takes too long or the process down, for each half, until it stands alone."""
        found = self._process.ask(raws, LIMIT_S)
        if found is not None:
            return found
        if self._is_closed:  # that is what ended it: no mail's fault
            raise Unavailable("closing")
        self._is_hurt = True
        if len(raws) > 1:
            half = len(raws) // 2
            return self._asked(raws[:half]) + self._asked(raws[half:])
        log.warning("a mail could not be read in time; it is kept as it came")
        return [unread(raws[0])]

    def _end(self) -> None:
        with contextlib.suppress(RuntimeError):  # the reader is closed
            self._thread.submit(self._process.kill)

    def _rest_soon(self) -> None:
        """End the process after a while, unless there is more to read."""
        self._stop_rest()
        self._rest = _started_timer(REST_S, self._end)

    def _stop_rest(self) -> None:
        if self._rest is not None:
            self._rest.cancel()
            self._rest = None


def _started_timer(after_s: float, work: Callable[[], None]) -> Timer | None:
    """Have `work` done later; None where no thread can be had: what was read is not lost for that."""
    timer = Timer(after_s, work)
    timer.daemon = True
    try:
        timer.start()
    except RuntimeError:
        log.warning("no thread could be started to watch over the reading of mail")
        return None
    return timer


def _is_odd(raw: bytes) -> bool:
    if len(raw) > LONG_HEADER and raw.find(b"\r\n\r\n", 0, LONG_HEADER) < 0:
        return True
    return len(raw) > HEAVY or (len(raw) > LARGE and weight(raw) > LARGE)


class ReadingProcess:
    """One process that reads mails; asked by one thread, killed by any."""

    def __init__(self) -> None:
        self._process: SpawnProcess | None = None
        self._connection: Connection | None = None
        self._is_ready = False

    @property
    def is_running(self) -> bool:
        """Whether it was started and not ended since."""
        return self._connection is not None

    def ask(self, raws: Sequence[bytes], limit_s: float) -> list[Read] | None:
        """Return mails, read; None when that took too long or ended the process.

        Raises Unavailable("no_process") when none can be started.
        """
        for _turn in range(2):
            connection = self._started()
            with self._limited(limit_s):
                if not _sent(connection, raws):  # it was gone already, or does not listen: no mail's fault
                    self.kill()
                    continue
                found = _received(connection)
            if found is None:
                self.kill()
                return None
            return found if len(found) == len(raws) else None
        raise Unavailable("no_process")

    @contextlib.contextmanager
    def _limited(self, limit_s: float) -> Iterator[None]:
        """Kill the process if it takes longer, to listen, to read or to answer: then its pipe ends."""
        process = self._process
        assert process is not None

        def end() -> None:
            with contextlib.suppress(ValueError):  # it was closed meanwhile
                process.kill()

        timer = _started_timer(limit_s, end)
        try:
            yield
        finally:
            if timer is not None:
                timer.cancel()

    def kill(self) -> None:
        """End it, if there is one."""
        process, connection = self._process, self._connection
        self._process, self._connection, self._is_ready = None, None, False
        if process is not None:
            process.kill()
            process.join()
            process.close()
        if connection is not None:
            connection.close()

    def begin(self) -> None:
        """Start it, unless it runs; it is ready later. Raises Unavailable("no_process") when none can be had."""
        if self._connection is not None and (self._process is None or not self._process.is_alive()):
            self.kill()
        if self._connection is not None:
            return
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        process = context.Process(target=serve, args=(theirs,), name=NAME, daemon=True)
        try:
            process.start()
        except OSError as error:
            ours.close()
            raise Unavailable("no_process") from error
        finally:
            theirs.close()
        self._process, self._connection, self._is_ready = process, ours, False

    def is_ready(self) -> bool:
        """Whether it would begin to read at once, or never will; starts it where it was not started."""
        if self._connection is None:
            self.begin()
        connection = self._connection
        try:
            return self._is_ready or connection is None or connection.poll()
        except OSError:  # it is gone
            return True

    def _started(self) -> Connection:
        self.begin()
        connection = self._connection
        if connection is None:  # killed meanwhile
            raise Unavailable("no_process")
        if not self._is_ready:
            try:
                self._is_ready = connection.poll(START_S) and connection.recv_bytes() == READY
            except (EOFError, OSError):
                self._is_ready = False
            if not self._is_ready:
                self.kill()
                raise Unavailable("no_process")
        return connection


def _sent(connection: Connection, raws: Sequence[bytes]) -> bool:
    try:
        connection.send_bytes(pickle.dumps(raws, protocol=5))
    except OSError:
        return False
    return True


def _received(connection: Connection) -> list[Read] | None:
    try:
        found: list[Read] = pickle.loads(connection.recv_bytes())  # noqa: S301 - from our own process
    except (EOFError, OSError, pickle.UnpicklingError):
        return None
    except TypeError:  # it was closed between the two halves of the answer
        return None
    return found
