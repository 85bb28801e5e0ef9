# SPDX-License-Identifier: LicenseRef-Desk
"""Finds the parts of a mail: one walk over its bytes from delimiter to delimiter, however deep they nest; pure.

A parser of our own. A part must have the same position on every machine and in every year, what is broken must
still be readable, and addresses must be taken apart before they are decoded; no library gives the three. It is
also the fastest at hand: nothing is copied but headers, and nothing recursive can be driven deep.
"""

import re
from dataclasses import dataclass, field

from desk.services.inbox.mail.header import Fields, fields
from desk.services.inbox.mail.mail import Flaw
from desk.services.inbox.mail.parameters import Worded, media_type, worded

MOST_HEADER = 1 << 20
MOST_DEPTH = 100
MOST_PARTS = 1000
_PART_HEADER = 1 << 16
_PART_HEADERS = 1 << 20
"""All the headers of parts together; what comes after has short ones."""
_SHORT_HEADER = 1 << 10
_MOST_MISSES = 1_000_000
"""Lines that only look like delimiters; a file with comments of this kind is never so long."""
_BLANK = re.compile(rb"\n\r?\n")
_DELIMITER = re.compile(rb"\n--([^\r\n]{1,500})")
_TEXT = Worded("text/plain", {})
_MESSAGE = Worded("message/rfc822", {})
_ENVELOPE = re.compile(rb"(?:[ \t]{0,100}\r?\n){0,1000}(?:>?From [^\r\n]*\r?\n)?")


@dataclass(slots=True)
class Leaf:
    """A part that holds no other. start, end: of its body in the mail; group: alternatives share one."""

    headers: Fields
    kind: str
    parameters: Worded
    start: int
    end: int
    group: int
    depth: int


@dataclass(slots=True)
class Structure:
    """The header of a mail and its leaves in order."""

    headers: Fields
    leaves: list[Leaf] = field(default_factory=list)
    flaws: list[Flaw] = field(default_factory=list)
    kind: str = ""


@dataclass(slots=True)
class _Open:
    """A multipart whose end was not seen yet. number: of its first leaf."""

    boundary: bytes
    kind: str
    group: int
    number: int
    start: int


def structure(raw: bytes) -> Structure:
    """Return what a mail is made of. Never raises; what is over a limit stays one part as it is."""
    start = _ENVELOPE.match(raw).end()  # type: ignore[union-attr]  # it matches nothing as well
    head, body, is_whole = _head(raw, start, MOST_HEADER)
    found = Structure(fields(head))
    if not is_whole:
        found.flaws.append(Flaw.HEADER_TOO_LONG)
    walk = _Walk(raw, found)
    walk.begin(found.headers, body)
    if walk.open:
        walk.through(body)
    walk.finish()
    return found


def header_of(raw: bytes) -> Fields:
    """Return the header of a mail alone."""
    start = _ENVELOPE.match(raw).end()  # type: ignore[union-attr]
    return fields(_head(raw, start, MOST_HEADER)[0])


def _head(raw: bytes, start: int, most: int) -> tuple[bytes, int, bool]:
    """Return a header block, where its body starts, and whether the block is whole."""
    if raw.startswith((b"\n", b"\r\n"), start):  # no header at all
        return b"", start + (1 if raw.startswith(b"\n", start) else 2), True
    limit = start + most
    blank = _BLANK.search(raw, start, limit)
    if blank:
        return raw[start : blank.start()], blank.end(), True
    if len(raw) <= limit:
        return raw[start:], len(raw), True
    blank = _BLANK.search(raw, limit) if most == MOST_HEADER else None
    return raw[start:limit], blank.end() if blank else limit, False


class _Walk:
    """The state of one walk: the multiparts that are open, and the leaf that is being passed."""

    def __init__(self, raw: bytes, found: Structure) -> None:
        self.raw = raw
        self.found = found
        self.open: list[_Open] = []
        self.leaf: Leaf | None = None
        self.levels: dict[bytes, int] = {}
        self.parts = 0
        self.left = _PART_HEADERS

    def begin(self, headers: Fields, start: int) -> None:
        """Begin a part whose body starts here."""
        self.parts += 1
        values = headers.get("content-type")
        content = worded(values[0]) if values else self._default()
        kind = media_type(content.word)
        if not self.found.kind:
            self.found.kind = kind
        boundary = content.parameters.get("boundary", "").rstrip() if kind.startswith("multipart/") else ""
        if boundary and len(self.open) < MOST_DEPTH:
            group = self.open[-1].group if self.open else 0
            if kind == "multipart/alternative" and not group:
                group = self.parts
            octets = boundary.encode("utf-8", "surrogateescape")
            self.levels[octets] = len(self.open)
            self.open.append(_Open(octets, kind, group, len(self.found.leaves), start))
            return
        if boundary:
            self._flaw(Flaw.TOO_DEEP)
            kind = "application/octet-stream"
        elif kind.startswith("multipart/"):
            self._flaw(Flaw.BAD_STRUCTURE)
            kind = "text/plain"
        group = self.open[-1].group if self.open else 0
        self.leaf = Leaf(headers, kind, content, start, len(self.raw), group, len(self.open))

    def through(self, start: int) -> None:
        """Go from delimiter to delimiter until the end or a limit."""
        misses = 0
        for line in _DELIMITER.finditer(self.raw, max(start - 1, 0)):
            level, is_last = self._level(line[1])
            if level < 0:
                misses += 1
                if misses > _MOST_MISSES:
                    self._flaw(Flaw.BAD_STRUCTURE)
                    return
                continue
            self._end(line.start())
            self._close(level + (0 if is_last else 1), line.start())
            if is_last:
                continue
            if self.parts >= MOST_PARTS:
                self._flaw(Flaw.TOO_MANY_PARTS)
                return
            self._next(line.end())

    def finish(self) -> None:
        """End what is still open."""
        self._end(len(self.raw))
        self._close(0, len(self.raw))

    def _next(self, after: int) -> None:
        newline = self.raw.find(b"\n", after)
        if newline < 0:
            return
        most = min(_PART_HEADER, max(self.left, _SHORT_HEADER))
        head, body, is_whole = _head(self.raw, newline + 1, most)
        self.left -= len(head)
        if not is_whole:
            self._flaw(Flaw.HEADER_TOO_LONG)
        self.begin(fields(head), body)

    def _level(self, line: bytes) -> tuple[int, bool]:
        """Return which open multipart a delimiter belongs to (-1: none), and whether it is the last of it."""
        token = line.rstrip()
        level = self.levels.get(token)
        if level is not None:
            return level, False
        return self.levels.get(token[:-2], -1) if token.endswith(b"--") else -1, True

    def _end(self, at: int) -> None:
        """End the leaf before a delimiter; the line's end before it belongs to the delimiter."""
        leaf = self.leaf
        if leaf is None:
            return
        if at < len(self.raw) and at > 0 and self.raw[at - 1] == 13:
            at -= 1
        leaf.end = max(at, leaf.start)
        self.found.leaves.append(leaf)
        self.leaf = None

    def _close(self, level: int, at: int) -> None:
        """Close the multiparts from a level on; one in which nothing was found is shown as it stands."""
        if len(self.open) <= level:
            return
        while len(self.open) > level:
            closed = self.open.pop()
            if len(self.found.leaves) == closed.number:
                self._flaw(Flaw.BAD_STRUCTURE)
                end = max(at, closed.start)
                self.found.leaves.append(
                    Leaf({}, "text/plain", _TEXT, closed.start, end, closed.group, level)
                )
        self.levels = {one.boundary: number for number, one in enumerate(self.open)}

    def _default(self) -> Worded:
        is_digest = bool(self.open) and self.open[-1].kind == "multipart/digest"
        return _MESSAGE if is_digest else _TEXT

    def _flaw(self, flaw: Flaw) -> None:
        if flaw not in self.found.flaws:
            self.found.flaws.append(flaw)
