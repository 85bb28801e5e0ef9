# SPDX-License-Identifier: LicenseRef-Desk
"""Reads SMTP replies from bytes and tells what a refusal means; pure."""

import re
from collections import deque
from dataclasses import dataclass
from enum import StrEnum

from desk.errors import Unavailable
from desk.services.providers.provider import Blame

MOST_BYTES = 64 * 1024
"""A reply that is longer is not one."""
MOST_REPLIES = 100
"""So many unread replies are no conversation."""
LONGEST_TEXT = 500

_LINE = re.compile(rb"([2-5][0-9]{2})(?:([ -])(.*))?", re.DOTALL)
_ENHANCED = re.compile(r"[245]\.\d{1,3}\.\d{1,3}\b")
_QUEUED = re.compile(r"queued as ([\w.-]{1,100})", re.IGNORECASE)
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f]+")


class Stage(StrEnum):
    """Where in the conversation a reply belongs."""

    BANNER = "banner"
    EHLO = "EHLO"
    STARTTLS = "STARTTLS"
    AUTH = "AUTH"
    MAIL = "MAIL"
    RCPT = "RCPT"
    COPY = "RCPT of a copy"
    DATA = "DATA"
    DOT = "dot"
    RSET = "RSET"


@dataclass(frozen=True, slots=True)
class Reply:
    """One whole reply; `lines` are what follows the code, without line ends."""

    code: int
    lines: tuple[bytes, ...]

    @property
    def text(self) -> str:
        """Return what it says in one line, printable, at most 500 characters."""
        said = " ".join(line.decode("utf-8", "replace") for line in self.lines)
        return _UNPRINTABLE.sub(" ", said)[:LONGEST_TEXT]

    @property
    def enhanced(self) -> str:
        """Return the enhanced status code ("4.7.1"), "" when there is none."""
        found = _ENHANCED.match(self.lines[-1].decode("ascii", "replace"))
        return found[0] if found else ""

    @property
    def label(self) -> str:
        """Return both codes as a receipt shows them: "451 4.7.1"."""
        return f"{self.code} {self.enhanced}".rstrip()

    @property
    def queue_id(self) -> str:
        """Return the id under which the server keeps the message, when it says so."""
        found = _QUEUED.search(self.text)
        return found[1] if found else ""


class ReplyReader:
    """Cuts a stream of bytes into replies; anything else is Unavailable("garbled")."""

    def __init__(self) -> None:
        self.ready: deque[Reply] = deque()
        self._rest = b""
        self._lines: list[bytes] = []
        self._code = b""
        self._size = 0

    @property
    def is_quiet(self) -> bool:
        """Whether nothing has come that nobody asked for."""
        return not (self.ready or self._rest or self._lines)

    def feed(self, data: bytes) -> None:
        """Take what arrived; whole replies are in `ready` afterwards. Raises Unavailable on anything else."""
        if self._rest:
            data = self._rest + data
        *lines, self._rest = data.split(b"\n")
        for line in lines:
            self._take(line.rstrip(b"\r"))
        if self._size + len(self._rest) > MOST_BYTES or len(self.ready) > MOST_REPLIES:
            raise Unavailable("reply_too_long")

    def _take(self, line: bytes) -> None:
        match = _LINE.fullmatch(line)
        if match is None or (self._code and match[1] != self._code):
            raise Unavailable("garbled")
        self._size += len(line) + 2
        if self._size > MOST_BYTES:
            raise Unavailable("reply_too_long")
        self._lines.append(match[3] or b"")
        if match[2] == b"-":
            self._code = match[1]
            return
        self.ready.append(Reply(int(match[1]), tuple(self._lines)))
        self._lines = []
        self._code = b""
        self._size = 0


_ACCOUNT_CODES = frozenset({421, 454, 530, 534, 535, 538})
_SENDER_CODES = frozenset({"1.7", "1.8", "4.5", "7.8", "7.9"})
_SIZE_CODES = frozenset({"2.3", "3.4"})
_MESSAGE_AT_MAIL = frozenset({552, 555})


def blame(stage: Stage, reply: Reply) -> Blame:
    """Tell whose fault a 4xx or 5xx is; before RCPT the recipient is not known, so it is the account's."""
    if reply.code in _ACCOUNT_CODES or reply.enhanced[2:] in _SENDER_CODES:
        return Blame.ACCOUNT
    if stage is Stage.MAIL:
        is_own = reply.enhanced[2:] in _SIZE_CODES or reply.code in _MESSAGE_AT_MAIL
        return Blame.MESSAGE if is_own else Blame.ACCOUNT
    if stage in {Stage.RCPT, Stage.DATA, Stage.DOT}:
        return Blame.MESSAGE
    return Blame.ACCOUNT
