# SPDX-License-Identifier: LicenseRef-Desk
"""Reads what an IMAP server answers: flags, bodies, lists, sets of UIDs; pure."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from functools import lru_cache

from imapclient.exceptions import ProtocolError
from imapclient.imap_utf7 import decode, encode
from imapclient.response_parser import parse_response

from desk.errors import Unavailable
from desk.models.mailbox import ANSWERED, DELETED, DRAFT, FLAGGED, SEEN
from desk.services.inbox.imap.wire import Answer

Ranges = tuple[tuple[int, int], ...]
"""UIDs as pairs of the first and the last."""

MOST_UID = 0xFFFFFFFF
FLAG_NAMES = {
    SEEN: b"\\Seen",
    FLAGGED: b"\\Flagged",
    ANSWERED: b"\\Answered",
    DELETED: b"\\Deleted",
    DRAFT: b"\\Draft",
}
_BITS = {name.lower(): bit for bit, name in FLAG_NAMES.items()}
_MONTHS = {
    month: number
    for number, month in enumerate(b"jan feb mar apr may jun jul aug sep oct nov dec".split(), start=1)
}

_FETCH = re.compile(rb"\* \d+ FETCH ", re.IGNORECASE)
_UID = re.compile(rb"[( ]UID (\d{1,10})", re.IGNORECASE)
_FLAGS = re.compile(rb"[( ]FLAGS \(([^)]*)\)", re.IGNORECASE)
_DATE = re.compile(rb'INTERNALDATE "([^"]{20,30})"', re.IGNORECASE)
_MODSEQ = re.compile(rb"MODSEQ \((\d{1,20})\)", re.IGNORECASE)
_SIZE = re.compile(rb"RFC822\.SIZE (\d{1,12})", re.IGNORECASE)
_QUOTED = re.compile(rb'BODY\[[^\]]*\](?:<\d+>)? ("(?:[^"\\]|\\.)*"|NIL)', re.IGNORECASE)
_CODE = re.compile(rb"\[([A-Za-z0-9-]+)(?: ([^\]]*))?\]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """What came of one message. raw: None when no bytes were asked for; is_cut: it was too big to be taken."""

    uid: int
    flags: int | None = None
    raw: bytes | None = None
    internal_date: datetime | None = None
    modseq: int = 0
    size: int = 0
    is_cut: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A folder of the server's list. marks: its attributes in lower case, without the backslash."""

    path: str
    delimiter: str
    marks: frozenset[str]

    @property
    def is_selectable(self) -> bool:
        """Whether messages can lie in it."""
        return not self.marks & {"noselect", "nonexistent"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What a server claims of a folder; 0 where it says nothing. None of it is believed without need."""

    uid_validity: int = 0
    uid_next: int = 0
    messages: int = 0
    modseq: int = 0


def fetched(answer: Answer) -> Fetched | None:
    """Read a FETCH response; None for any other, and for one that names no UID."""
    text = answer.line if len(answer.texts) == 1 else b" ".join(answer.texts)
    uid = _UID.search(text)
    if uid is None or _FETCH.match(answer.line) is None:
        return None
    flags, date, modseq, size = (find.search(text) for find in (_FLAGS, _DATE, _MODSEQ, _SIZE))
    raw = answer.literals[0] if answer.literals else _quoted_body(text)
    return Fetched(
        uid=int(uid[1]),
        flags=None if flags is None else flag_bits(flags[1]),
        raw=raw,
        internal_date=None if date is None else internal_date(date[1]),
        modseq=0 if modseq is None else int(modseq[1]),
        size=0 if size is None else int(size[1]),
        is_cut=bool(answer.literals) and raw is None,
    )


def _quoted_body(text: bytes) -> bytes | None:
    """Return a body that came between quotes instead of as a literal; None for NIL, which is no empty mail.

    A server says so of what it cannot hand over just now, or what another client has expunged (RFC 2180, 4.1.3).
    """
    found = _QUOTED.search(text)
    if found is None or found[1].upper() == b"NIL":
        return None
    return re.sub(rb"\\(.)", rb"\1", found[1][1:-1])


@lru_cache(maxsize=512)
def flag_bits(names: bytes) -> int:
    """Return system flags as bits; keywords are passed over."""
    bits = 0
    for name in names.lower().split():
        bits |= _BITS.get(name, 0)
    return bits


def flag_names(bits: int) -> bytes:
    r"""Return bits as a list of flags: "(\Seen \Flagged)"."""
    return b"(" + b" ".join(name for bit, name in FLAG_NAMES.items() if bits & bit) + b")"


def internal_date(text: bytes) -> datetime | None:
    """Read "17-Jul-1996 02:44:25 -0700"; None when it is none."""
    try:
        day, month, rest = text.strip().split(b"-", 2)
        year, clock, zone = rest.split()
        hour, minute, second = clock.split(b":")
        shift = timedelta(hours=int(zone[:3]), minutes=int(zone[:1] + zone[3:5]))
        at = datetime(
            int(year), _MONTHS[month.lower()], int(day), int(hour), int(minute), min(int(second), 59),
            tzinfo=timezone(shift),
        )  # fmt: skip
        return at.astimezone(UTC)
    except (ValueError, KeyError, OverflowError):
        return None


def as_internal_date(at: datetime) -> bytes:
    """Return an instant as APPEND wants it."""
    month = [*_MONTHS][at.month - 1].decode().title()
    return f'"{at.day:02d}-{month}-{at.year:04d} {at:%H:%M:%S} +0000"'.encode()


def listed(answer: Answer) -> Listed | None:
    """Read a LIST response; None for any other."""
    if answer.line[:7].upper() != b"* LIST ":
        return None
    parts = _parsed(answer, 7)
    if len(parts) < 3 or not isinstance(parts[0], tuple):
        return None
    marks = frozenset(_text(mark).lstrip("\\").lower() for mark in parts[0])
    return Listed(path=_path(parts[2]), delimiter="" if parts[1] is None else _text(parts[1]), marks=marks)


def standing(answer: Answer) -> tuple[str, Standing] | None:
    """Read a STATUS response as a path and what it says; None for any other."""
    if answer.line[:9].upper() != b"* STATUS ":
        return None
    parts = _parsed(answer, 9)
    if len(parts) < 2 or not isinstance(parts[1], tuple):
        return None
    told = dict(zip((_text(name).upper() for name in parts[1][::2]), parts[1][1::2], strict=False))
    return _path(parts[0]), Standing(
        uid_validity=_number(told.get("UIDVALIDITY")),
        uid_next=_number(told.get("UIDNEXT")),
        messages=_number(told.get("MESSAGES")),
        modseq=_number(told.get("HIGHESTMODSEQ")),
    )


def foreign_prefixes(answer: Answer) -> tuple[str, ...] | None:
    """Read a NAMESPACE response: where other people's and shared folders begin; None for any other."""
    if answer.line[:12].upper() != b"* NAMESPACE ":
        return None
    groups = _parsed(answer, 12)[1:3]
    return tuple(
        _path(space[0])
        for group in groups
        if isinstance(group, tuple)
        for space in group
        if space and space[0]
    )


def searched(answers: Iterable[Answer]) -> Ranges:
    """Return the UIDs of SEARCH or ESEARCH responses."""
    found: list[tuple[int, int]] = []
    for answer in answers:
        upper = answer.line[:10].upper()
        if upper.startswith(b"* ESEARCH"):
            every = re.search(rb" ALL ([0-9:,]+)", answer.line, re.IGNORECASE)
            found += ranges(every[1]) if every else ()
        elif upper.startswith(b"* SEARCH"):
            numbers = answer.line[8:].partition(b"(")[0].split()
            found += [(int(number), int(number)) for number in numbers if number.isdigit()]
    return tuple(found)


def vanished(answer: Answer) -> Ranges:
    """Return the UIDs of a VANISHED response; empty for any other."""
    if answer.line[:11].upper() != b"* VANISHED ":
        return ()
    return ranges(answer.line.rpartition(b" ")[2])


def ranges(text: bytes) -> Ranges:
    """Read "1:5,7" as pairs; what is no number is passed over."""
    found = []
    for part in text.split(b","):
        first, _, last = part.partition(b":")
        if first.isdigit() and (not last or last.isdigit()):
            low, high = int(first), int(last or first)
            found.append((min(low, high), max(low, high)))
    return tuple(found)


def sequence(uids: Iterable[int]) -> bytes:
    """Return UIDs as a set, "1:5,7"; they may come in any order."""
    parts: list[str] = []
    first = last = -1
    for uid in sorted(uids):
        if uid == last + 1:
            last = uid
            continue
        if first >= 0:
            parts.append(f"{first}:{last}" if last > first else f"{first}")
        first = last = uid
    if first >= 0:
        parts.append(f"{first}:{last}" if last > first else f"{first}")
    return ",".join(parts).encode()


def code_of(line: bytes) -> tuple[str, bytes]:
    """Return the response code of a status line in capitals and what stands with it; "" without one."""
    found = _CODE.search(line)
    return ("", b"") if found is None else (found[1].decode().upper(), found[2] or b"")


def quoted(path: str) -> bytes:
    """Return a folder's path as a command spells it."""
    coded: bytes = encode(path)
    return b'"' + coded.replace(b"\\", b"\\\\").replace(b'"', b'\\"') + b'"'


def _parsed(answer: Answer, start: int) -> tuple[object, ...]:
    """Return a response taken apart, from `start` on; Unavailable garbled when that cannot be done."""
    texts = (answer.line[start:], *answer.texts[1:])
    pieces: list[object] = [
        (text, literal or b"") for text, literal in zip(texts, answer.literals, strict=False)
    ]
    pieces.append(texts[-1])
    try:
        found: tuple[object, ...] = parse_response(pieces)
    except (ProtocolError, ValueError, IndexError) as error:
        raise Unavailable("garbled") from error
    return found


def _path(part: object) -> str:
    coded = part if isinstance(part, bytes) else _text(part).encode()
    try:
        return str(decode(coded))
    except (ValueError, LookupError):
        return coded.decode("latin-1")


def _text(part: object) -> str:
    return part.decode("latin-1") if isinstance(part, bytes) else str(part)


def _number(part: object) -> int:
    return part if isinstance(part, int) else 0


def expanded(pairs: Sequence[tuple[int, int]], low: int, high: int) -> set[int]:
    """Return the UIDs of `pairs` from `low` to `high`, ends included; however wide a server's claim is."""
    found: set[int] = set()
    for first, last in pairs:
        found.update(range(max(first, low), min(last, high) + 1))
    return found
