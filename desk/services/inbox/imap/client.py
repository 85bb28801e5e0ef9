# SPDX-License-Identifier: LicenseRef-Desk
"""Runs one signed-in connection to an IMAP server: folders, their standing, appending, waiting for news."""

import contextlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from types import TracebackType
from typing import Self

from desk.errors import DeskError, Unavailable
from desk.services.inbox.imap.answers import (
    Listed,
    Standing,
    as_internal_date,
    flag_names,
    foreign_prefixes,
    listed,
    quoted,
    standing,
)
from desk.services.inbox.imap.exchange import Exchange, Reply, refusal
from desk.services.inbox.imap.folder import OpenFolder
from desk.services.inbox.imap.opening import Opened, opened
from desk.services.inbox.imap.server import Server
from desk.services.inbox.imap.wire import Wire
from desk.services.providers import Credential

SMALL_LITERAL = 4096
"""LITERAL- lets only so many bytes leave without being asked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """How far a folder was read, for QRESYNC."""

    uid_validity: int
    modseq: int


class Imap:
    """A connection; every method blocks, and only `interrupt` may be called from another thread.

    Once it raised Unavailable connection_lost, timeout or garbled it is to be thrown away. Refusals: Rejected
    server_refused, folder_missing; Unavailable quota_full, server_busy.
    """

    def __init__(self, connection: Opened) -> None:
        self._wire: Wire = connection.wire
        self._exchange: Exchange = connection.exchange
        self.capabilities = connection.capabilities
        self._foreign: tuple[str, ...] | None = None
        self._has_selected = False
        self._greet()

    @classmethod
    def open(cls, server: Server, credential: Credential) -> "Imap":
        """Connect and sign in; raises what `opening.opened` raises."""
        return cls(opened(server, credential))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def trips(self) -> int:
        """How often it has waited for the server."""
        return self._wire.trips

    def can(self, capability: str) -> bool:
        """Whether the server offers something, by its name in capitals."""
        return capability in self.capabilities

    def folders(self) -> tuple[Listed, ...]:
        """Return the folders that are this account's own, in the server's order."""
        special = b" RETURN (SPECIAL-USE)" if {"SPECIAL-USE", "LIST-EXTENDED"} <= self.capabilities else b""
        commands = [b'LIST "" "*"' + special]
        if self._foreign is None and self.can("NAMESPACE"):
            commands.append(b"NAMESPACE")
        replies = self._exchange.ask_all(*commands)
        if not replies[0].is_ok:
            raise refusal(replies[0])
        self._note_foreign(replies)
        found = [one for answer in replies[0].answers if (one := listed(answer)) is not None]
        foreign = tuple(prefix for prefix in self._foreign or () if prefix)
        return tuple(one for one in found if not (foreign and one.path.startswith(foreign)))

    def standings(self, paths: Sequence[str]) -> dict[str, Standing]:
        """Return what the server claims of folders, all asked for on one trip; those that are gone are missing."""
        modseq = b" HIGHESTMODSEQ" if self.counts_changes else b""
        ask = b" (MESSAGES UIDNEXT UIDVALIDITY" + modseq + b")"
        commands = [b"STATUS " + quoted(path) + ask for path in paths]
        replies = self._exchange.ask_all(*self._freshening(), *commands)[-len(commands) :] if commands else []
        found = {}
        for path, reply in zip(paths, replies, strict=True):
            told = [one for answer in reply.answers if (one := standing(answer)) is not None]
            if reply.is_ok and told:
                found[path] = told[-1][1]
            elif not reply.is_ok and isinstance(error := refusal(reply), Unavailable):
                raise error
        return found

    @property
    def counts_changes(self) -> bool:
        """Whether the server numbers changes (CONDSTORE)."""
        return bool({"CONDSTORE", "QRESYNC"} & self.capabilities)

    def select(self, path: str, known: Known | None = None) -> OpenFolder:
        """Open a folder; known: what changed since then comes along where the server can (QRESYNC)."""
        how = b""
        if known is not None and known.modseq and self.can("QRESYNC"):
            how = b" (QRESYNC (%d %d))" % (known.uid_validity, known.modseq)
        elif self.counts_changes:
            how = b" (CONDSTORE)"
        self._has_selected = True
        reply = self._exchange.ask(b"SELECT " + quoted(path) + how)
        return OpenFolder(self._exchange, self.capabilities, reply, path)

    def create(self, path: str) -> None:
        """Make a folder and subscribe to it."""
        self._exchange.ask(b"CREATE " + quoted(path))
        self._exchange.ask_all(b"SUBSCRIBE " + quoted(path))

    def append(self, path: str, raw: bytes, flags: int, at: datetime) -> int:
        """Put a mail into a folder; return its UID, 0 when the server does not say."""
        head = b"APPEND " + quoted(path) + b" " + flag_names(flags) + b" " + as_internal_date(at)
        may_push = self.can("LITERAL+") or (self.can("LITERAL-") and len(raw) <= SMALL_LITERAL)
        reply = self._exchange.ask_with(head, raw, waits=not may_push)
        words = reply.code_text.split()
        return int(words[1]) if reply.code == "APPENDUID" and len(words) == 2 and words[1].isdigit() else 0

    def idle(self, limit_s: float) -> bool:
        """Wait, in the selected folder, until something happens; False when nothing did for `limit_s`."""
        return self._exchange.idle(limit_s)

    def interrupt(self) -> None:
        """End it from any thread: whoever waits gets connection_lost."""
        self._wire.interrupt()

    def close(self) -> None:
        """Take leave without waiting for an answer."""
        with contextlib.suppress(DeskError, OSError):
            self._exchange.begin(b"LOGOUT")
        self._wire.close()

    def _freshening(self) -> list[bytes]:
        """Return what must go before asking for standings: of the selected folder a server says what it said before."""
        if not self._has_selected:
            return []
        if self.can("UNSELECT"):
            self._has_selected = False
            return [b"UNSELECT"]
        self._exchange.ask(b"NOOP")  # and on a trip of its own: together with others a server may put it off
        return []

    def _greet(self) -> None:
        """Say once, on one trip, what everything later stands on."""
        commands = []
        if "QRESYNC" in self.capabilities:
            commands.append(b"ENABLE QRESYNC")
        if "ID" in self.capabilities:  # some providers show no folder to a program without a name
            commands.append(b'ID ("name" "Desk")')
        tags = self._exchange.begin(*commands) if commands else []
        replies = [self._exchange.reply(tag) for tag in tags]
        if "QRESYNC" in self.capabilities and not replies[0].is_ok:
            self.capabilities -= {"QRESYNC"}

    def _note_foreign(self, replies: Sequence[Reply]) -> None:
        for reply in replies[1:]:
            for answer in reply.answers:
                told = foreign_prefixes(answer)
                if told is not None:
                    self._foreign = told
