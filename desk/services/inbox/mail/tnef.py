# SPDX-License-Identifier: LicenseRef-Desk
"""Takes the files out of a winmail.dat, in which Outlook packs what it sends "in Rich Text" (MS-OXTNEF); pure.

A reader of our own: the one library for it may not be shipped inside a closed product. Only names and bytes of files
are taken; what else is packed in there, such as the text once more, is left where it is.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass

from desk.services.inbox.mail.charsets import text_of

PACKS = frozenset({"application/ms-tnef", "application/vnd.ms-tnef"})
MOST_PACKED = 100

_SIGNATURE = b"\x78\x9f\x3e\x22"
_OF_FILE = 2
_BEGINS, _TITLE, _DATA, _PROPERTIES = 0x9002, 0x8010, 0x800F, 0x9005
_LONG_NAME, _SHORT_NAME, _EMBEDDED = 0x3707, 0x3704, 0x3701
_SIZES = {0x02: 4, 0x03: 4, 0x04: 4, 0x05: 8, 0x06: 8, 0x07: 8, 0x0A: 4, 0x0B: 4, 0x14: 8, 0x40: 8, 0x48: 16}
_STRING, _UNICODE, _OBJECT, _BINARY = 0x1E, 0x1F, 0x0D, 0x102
_MANY = 0x1000
_MOST_STEPS = 20_000
"""So many records and values of a pack are looked at, all together; an honest one has some dozens for each file."""
_ANY_NAME = "untitled"


@dataclass(frozen=True, slots=True)
class PackedFile:
    """A file that was packed. name: as it was written, to be made safe."""

    name: str
    octets: bytes


@dataclass(slots=True)
class _Half:
    """A file that is being read."""

    title: str = ""
    long_name: str = ""
    octets: bytes = b""


def packed_files(octets: bytes) -> tuple[PackedFile, ...]:
    """Return the files in a winmail.dat; () where it is none. Never raises: what is cut short ends there."""
    if not octets.startswith(_SIGNATURE):
        return ()
    found: list[_Half] = []
    steps = iter(range(_MOST_STEPS))
    for level, attribute, data in _records(octets):
        if next(steps, None) is None:
            break
        if level != _OF_FILE:
            continue
        if attribute == _BEGINS:
            if len(found) >= MOST_PACKED:
                break
            found.append(_Half())
        elif found:
            _take(found[-1], attribute, data, steps)
    return tuple(
        PackedFile(one.long_name or one.title or _ANY_NAME, one.octets) for one in found if one.octets
    )


def _records(octets: bytes) -> Iterator[tuple[int, int, bytes]]:
    """Yield (level, attribute, data); each is followed by a sum that nobody keeps."""
    at = len(_SIGNATURE) + 2
    while at + 9 <= len(octets):
        level, attribute, _, size = struct.unpack_from("<BHHI", octets, at)
        at += 9
        if size > len(octets) - at:
            return
        yield level, attribute, octets[at : at + size]
        at += size + 2


def _take(file: _Half, attribute: int, data: bytes, steps: Iterator[int]) -> None:
    if attribute == _DATA:
        file.octets = data
    elif attribute == _TITLE:
        file.title = _words(data)
    elif attribute == _PROPERTIES:
        for name, kind, value in _properties(data, steps):
            if name == _LONG_NAME or (name == _SHORT_NAME and not file.long_name):
                is_wide = kind == _UNICODE
                file.long_name = (
                    value.decode("utf-16-le", "replace").rstrip("\0") if is_wide else _words(value)
                )
            elif name == _EMBEDDED and kind == _BINARY and not file.octets:
                file.octets = value


def _words(data: bytes) -> str:
    return text_of(data.rstrip(b"\0"), "windows-1252")[0]


def _properties(data: bytes, steps: Iterator[int]) -> Iterator[tuple[int, int, bytes]]:
    """Yield (name, kind, value) of MAPI properties, as far as they can be followed."""
    if len(data) < 4:
        return
    count, at = struct.unpack_from("<I", data)[0], 4
    for _ in range(count):
        if at + 4 > len(data) or next(steps, None) is None:
            return
        kind, name = struct.unpack_from("<HH", data, at)
        at += 4
        if name >= 0x8000:
            at = _after_name(data, at)
        values, at = _values(data, at, kind, steps)
        if at < 0:
            return
        for value in values:
            yield name, kind & ~_MANY, value


def _after_name(data: bytes, at: int) -> int:
    """Return where a property goes on that has a name of its own."""
    if at + 24 > len(data):
        return len(data)
    is_text, size = struct.unpack_from("<II", data, at + 16)
    return at + 24 + (_padded(size) if is_text else 0)


def _values(data: bytes, at: int, kind: int, steps: Iterator[int]) -> tuple[list[bytes], int]:
    """Return the values of a property and where the next begins; -1: it cannot be followed."""
    plain = kind & ~_MANY
    is_long = plain in (_STRING, _UNICODE, _OBJECT, _BINARY)
    count = 1
    if is_long or kind & _MANY:
        if at + 4 > len(data):
            return [], -1
        count, at = struct.unpack_from("<I", data, at)[0], at + 4
    found: list[bytes] = []
    for _ in range(count):
        if next(steps, None) is None:
            return found, -1
        size = _SIZES.get(plain, -1)
        if is_long:
            if at + 4 > len(data):
                return found, -1
            size, at = struct.unpack_from("<I", data, at)[0], at + 4
        if size < 0 or at + size > len(data):
            return found, -1
        found.append(data[at : at + size])
        at += _padded(size)
    return found, at


def _padded(size: int) -> int:
    return (size + 3) // 4 * 4
