# SPDX-License-Identifier: LicenseRef-Desk
"""Reads header blocks: fields, encoded words (RFC 2047) and free text; pure.

Fields are kept as they were written, so that addresses are taken apart before encoded words are decoded: a
decoded comma or bracket is a part of a name, never of the grammar.
"""

import binascii
import re

from desk.services.inbox.mail.charsets import fit, text_of
from desk.services.inbox.mail.transfer import from_base64

Fields = dict[str, list[str]]
"""Lower-case name → values as written, first one first."""

_FIELD = re.compile(r"^([!-9;-~]{1,200})[ \t]*:[ \t]*(.*(?:\n[ \t].*)*)", re.MULTILINE)
_FOLD = re.compile(r"(?:(?<![ \t])[ \t]+)?\n[ \t]*")
_WORD = re.compile(r"=\?([^?*\s]{1,60})(?:\*[^?\s]{0,40})?\?([bBqQ])\?([^?]*)\?=")
_GAP = re.compile(r"\s*")
_UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\u2028\u2029\ufeff]",
)
_SPACES = re.compile(r"\s+")
_MOST = 100_000


def fields(block: bytes) -> Fields:
    """Return the fields of a header block; lines that are none are passed over."""
    text = (block.replace(b"\x00", b"") if b"\x00" in block else block).decode("utf-8", "surrogateescape")
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    found: Fields = {}
    for name, value in _FIELD.findall(text):
        key = name.lower()
        if key in found:
            found[key].append(value)
        else:
            found[key] = [value]
    return found


def first(found: Fields, name: str) -> str:
    """Return the first value of a field, unfolded and readable, or ""."""
    values = found.get(name)
    return unfolded(values[0]) if values else ""


def unfolded(value: str) -> str:
    """Return a value in one line, what was not UTF-8 read as the usual charset of western mail."""
    if len(value) > _MOST:
        value = value[:_MOST]
    if "\n" in value:
        value = _FOLD.sub(" ", value)
    return value.strip() if value.isascii() else fit(_mended(value)).strip()


def free_text(value: str) -> str:
    """Return a subject or another value in words: decoded, in one line, nothing in it that turns the reading."""
    text = unfolded(value)
    if "=?" in text:
        text = decoded_words(text)
    return shown(text)


def shown(text: str) -> str:
    """Return `text` in one line, without what cannot be seen but changes how the rest is read."""
    if text.isascii() and text.isprintable():
        return text.strip() if "  " not in text else " ".join(text.split())
    return _SPACES.sub(" ", _UNSEEN.sub("", text)).strip()


def decoded_words(text: str) -> str:
    """Return `text` with its encoded words decoded; characters cut between two words are put together again."""
    pieces: list[str] = []
    run: list[bytes] = []
    charset, at = "", 0
    for word in _WORD.finditer(text):
        between = text[at : word.start()]
        is_next = bool(run) and _GAP.fullmatch(between) is not None
        if not is_next or word[1].lower() != charset:
            pieces.append(_joined(run, charset))
            run = []
        if not is_next:
            pieces.append(between)
        charset, at = word[1].lower(), word.end()
        run.append(_octets(word[2], word[3]))
    return "".join([*pieces, _joined(run, charset), text[at:]])


def _octets(kind: str, written: str) -> bytes:
    octets = written.encode("utf-8", "surrogateescape")
    if kind in "bB":
        return from_base64(octets)[0]
    return binascii.a2b_qp(octets, header=True)


def _joined(run: list[bytes], charset: str) -> str:
    return text_of(b"".join(run), charset)[0] if run else ""


def _mended(value: str) -> str:
    """Read what `fields` could not: bytes that are no UTF-8."""
    try:
        value.encode()
    except UnicodeEncodeError:
        octets = value.encode("utf-8", "surrogateescape")
        try:
            return octets.decode("cp1252")
        except UnicodeDecodeError:
            return octets.decode("latin-1")
    return value
