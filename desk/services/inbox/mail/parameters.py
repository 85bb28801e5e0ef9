# SPDX-License-Identifier: LicenseRef-Desk
"""Reads what follows a header's first word: charset, boundary, file name (RFC 2045, RFC 2231); pure."""

import re
from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple
from urllib.parse import unquote_to_bytes

from desk.services.inbox.mail.charsets import fit, text_of
from desk.services.inbox.mail.header import decoded_words, unfolded

_PARAMETER = re.compile(r";\s*([^\s=;\"]+)\s*=\s*(\"(?:[^\"\\]|\\.)*\"|[^;]*)", re.DOTALL)
_PIECE = re.compile(r"([^*]+)\*(\d{1,3})(\*?)")
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_TYPE = re.compile(r"[a-z0-9!#$&^_.+-]{1,80}/[a-z0-9!#$&^_.+-]{1,120}")
_NOTHING: Mapping[str, str] = MappingProxyType({})
_MOST = 20_000
_REMEMBERED = 300
"""Characters up to which a value is worth remembering: most come again in the next mail."""


class Worded(NamedTuple):
    """A header's first word, in lower case, and its parameters: lower-case name → value."""

    word: str
    parameters: Mapping[str, str]


def worded(value: str) -> Worded:
    """Take a value apart. Never raises."""
    return _remembered(value) if len(value) <= _REMEMBERED else _taken_apart(value[:_MOST])


def media_type(word: str) -> str:
    """Return a media type as it may be kept and compared; what is none is text, as RFC 2045 says."""
    if _TYPE.fullmatch(word):
        return word[:100]
    return "text/plain" if word in {"", "text"} else "application/octet-stream"


def _taken_apart(value: str) -> Worded:
    plain = unfolded(value)
    word, semicolon, _ = plain.partition(";")
    word = word.strip().lower()
    return Worded(word, _parameters(plain) if semicolon else _NOTHING)


_remembered = lru_cache(maxsize=1024)(_taken_apart)


def _parameters(plain: str) -> Mapping[str, str]:
    found: dict[str, str] = {}
    split: dict[str, list[tuple[int, bool, str]]] = {}
    for name, written in _PARAMETER.findall(plain):
        key, value = name.lower(), _unquoted(written)
        piece = _PIECE.fullmatch(key)
        if piece:
            split.setdefault(piece[1], []).append((int(piece[2]), bool(piece[3]), value))
        elif key.endswith("*"):
            found[key[:-1]] = _extended([(0, True, value)])
        else:
            found.setdefault(key, fit(decoded_words(value)) if "=?" in value else value)
    for key, pieces in split.items():
        found[key] = _extended(sorted(pieces))
    return found


def _unquoted(written: str) -> str:
    value = written.strip()
    if len(value) > 1 and value[0] == value[-1] == '"':
        value = value[1:-1]
        return _ESCAPED.sub(r"\1", value) if "\\" in value and value[1:3] != ":\\" else value
    return value.strip('"')


def _extended(pieces: list[tuple[int, bool, str]]) -> str:
    """Join RFC 2231's pieces; the first one names the charset when it is an encoded one."""
    charset, octets = "", bytearray()
    for number, (_, is_encoded, value) in enumerate(pieces):
        rest = value
        if is_encoded and number == 0 and value.count("'") >= 2:
            charset, _, rest = value.split("'", 2)
        octets += unquote_to_bytes(rest) if is_encoded else rest.encode("utf-8", "replace")
    text = text_of(bytes(octets), charset)[0]
    return decoded_words(text) if "=?" in text else text
