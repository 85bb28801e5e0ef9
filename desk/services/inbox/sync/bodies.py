# SPDX-License-Identifier: LicenseRef-Desk
"""Runs the fetching of bodies in batches, and asks again for what a server lists and does not hand over."""

import logging
from collections import deque
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from desk.errors import DeskError
from desk.services.inbox.imap import Fetched, OpenFolder
from desk.services.inbox.sync import plan

log = logging.getLogger(__name__)

MOST_BYTES = 12_000_000
"""A portion with more than that is handed on in several batches."""
TRIES = 3


@dataclass(frozen=True, slots=True)
class Portion:
    """Messages that came together. low: every message from this UID on was handed on; 0 while that is not sure."""

    low: int
    messages: tuple[Fetched, ...]


class Bodies:
    """The bodies of one folder's messages, the newest first."""

    def __init__(self, opened: OpenFolder) -> None:
        self._open = opened
        self._owed: list[int] = []
        """What did not come although it was asked for."""
        self._cut: list[int] = []
        """What is too big: of these only the header is kept."""
        self.kept_back: tuple[int, ...] = ()
        """What the server listed to the end and never handed over."""

    def fetch(self, wanted: Iterable[Sequence[int]]) -> Iterator[Portion]:
        """Give the messages of portions of UIDs, each portion rising, the portions falling.

        Where the line breaks, what came of a portion is given too, before that is raised.
        """
        lowest = 0
        for portion, asked in self._streamed(wanted):
            lowest = min(asked)
            is_sure = portion.low and not self._owed and not self._cut
            yield portion if is_sure else replace(portion, low=0)
        if self._owed or self._cut:
            yield Portion(lowest, tuple(self._again()))

    def _streamed(self, wanted: Iterable[Sequence[int]]) -> Iterator[tuple[Portion, Collection[int]]]:
        flying: deque[_Flying] = deque()

        def noted() -> Iterator[Sequence[int]]:
            for portion in wanted:
                flying.append(_Flying(portion))
                yield portion

        try:
            for message in self._open.bodies(noted()):
                if message is None:
                    ended = flying.popleft()
                    self._owed += [uid for uid in ended.uids if uid not in ended.came]
                    yield Portion(min(ended.uids), tuple(ended.batch)), ended.uids
                else:
                    yield from self._taken(message, flying)
        except DeskError:  # what came before the line broke is not asked for again
            yield from ((Portion(0, tuple(one.batch)), one.uids) for one in flying if one.batch)
            raise

    def _taken(
        self, message: Fetched, flying: Iterable["_Flying"]
    ) -> Iterator[tuple[Portion, Collection[int]]]:
        """Add a message to the portion that asks for it; a server may begin the next before it has ended one."""
        asker = next((one for one in flying if one.wants(message)), None)
        if asker is None:
            return
        if message.is_cut:
            self._cut.append(message.uid)
        if (some := asker.take(message)) is not None:
            yield Portion(0, some), asker.uids

    def _again(self) -> Iterator[Fetched]:
        for _ in range(TRIES):
            there = self._still_there()
            if not there:
                break
            for message in self._open.bodies([(uid,) for uid in there]):
                if message is not None and message.raw is not None and message.uid in self._owed:
                    self._owed.remove(message.uid)
                    yield message
        self.kept_back = self._still_there()
        if self.kept_back:
            log.warning("the mail server keeps back %d messages that it lists", len(self.kept_back))
        for message in self._open.heads([(uid,) for uid in self._cut]):
            if message is not None and message.raw is not None:
                yield message

    def _still_there(self) -> tuple[int, ...]:
        """Return what is owed and not expunged meanwhile."""
        if not self._owed:
            return ()
        listed = set(plan.listed(self._open.uids(min(self._owed), max(self._owed))))
        self._owed = [uid for uid in self._owed if uid in listed]
        return tuple(self._owed)


class _Flying:
    """A portion that was asked for and has not ended."""

    def __init__(self, uids: Sequence[int]) -> None:
        self.uids = frozenset(uids)
        self.came: set[int] = set()
        self.batch: list[Fetched] = []
        self._size = 0

    def wants(self, message: Fetched) -> bool:
        """Whether a message is asked for here: not flags of another one, nor the same once more."""
        has_body = message.raw is not None or message.is_cut
        return has_body and message.uid in self.uids and message.uid not in self.came

    def take(self, message: Fetched) -> tuple[Fetched, ...] | None:
        """Keep a message; return what has gathered, once that is much."""
        self.came.add(message.uid)
        if message.is_cut:
            return None
        self.batch.append(message)
        self._size += len(message.raw or b"")
        if self._size <= MOST_BYTES:
            return None
        some = tuple(self.batch)
        self.batch, self._size = [], 0
        return some
