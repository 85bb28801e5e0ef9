# SPDX-License-Identifier: LicenseRef-Desk
"""Writes e-mail headers: the one place where what people typed meets the header block.

RFC 5322 for lines and addresses, RFC 2047 for whatever is not plain ASCII. No value with a control character
or anything that a reader may take for the end of a line is ever written.
"""

import binascii
import re

from desk.errors import Problem, Refused

MOST_ADDRESS, MOST_LOCAL = 254, 64
MOST_VALUE = 2000
"""Characters of a name or a subject; more is a mistake or an attack."""

_LINE = 76
_WORD = 75 - len("=?utf-8?q??=")
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
"""Turn the direction of what follows: a name could then make its address, or what is after it, read otherwise."""
_ADDRESS = re.compile(
    r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
    r"@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)*[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
)
_PHRASE = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?: [A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
_PRINTABLE = re.compile(r"[\x20-\x7e]+")
_URL = re.compile(r"https://[\x21\x23-\x3b\x3d\x3f-\x7e]+")
_UNENCODED = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789!*+-/")


def is_address(address: str) -> bool:
    """Say whether this is an ASCII addr-spec without comments, quotes or odd characters."""
    local, _, _ = address.partition("@")
    return (
        len(address) <= MOST_ADDRESS and len(local) <= MOST_LOCAL and _ADDRESS.fullmatch(address) is not None
    )


def guarded(value: str, place: str) -> str:
    """Return `value` when it may stand in a header; raises Refused naming `place`."""
    if len(value) > MOST_VALUE:
        raise Refused(Problem(code="too_long", place=place))
    if _CONTROL.search(value):
        raise Refused(Problem(code="header_injection", place=place))
    return value


def address(value: str, place: str) -> str:
    """Return a mail address as it is written; raises Refused."""
    if not is_address(guarded(value, place)):
        raise Refused(Problem(code="bad_address", place=place))
    return value


def url(value: str, place: str) -> str:
    """Return an https address fit for angle brackets; raises Refused."""
    if not _URL.fullmatch(guarded(value, place)):
        raise Refused(Problem(code="bad_url", place=place))
    return value


def mailbox(name: str, mail_address: str, place: str) -> str:
    """Return `name <address>` folded for a header, the name without what turns the reading; raises Refused."""
    spec = address(mail_address, f"{place}_address")
    phrase = _phrase(straight(guarded(name, f"{place}_name")).strip())
    if not phrase:
        return spec
    gap = " " if len(phrase.rpartition("\n")[2]) + len(spec) < _LINE - 10 else "\r\n "
    return f"{phrase}{gap}<{spec}>"


def straight(text: str) -> str:
    """Return text without the characters that turn the direction in which it is read."""
    return _TURNING.sub("", text)


def unstructured(value: str, place: str) -> str:
    """Return free text, such as a subject, folded for a header; raises Refused."""
    text = guarded(value, place)
    is_plain = _PRINTABLE.fullmatch(text) and "=?" not in text and text == text.strip()
    return text if is_plain and len(text) < _LINE - 9 else encoded_words(text)


def encoded_words(text: str) -> str:
    """Return `text` as RFC 2047 words, one a line; each holds whole characters."""
    quoted = [_Q[character] for character in text]
    whole = "".join(quoted)
    if len(whole) <= _WORD:
        return f"=?utf-8?q?{whole}?="
    if len(whole) <= len(text.encode()) * 2:
        return "\r\n ".join(f"=?utf-8?q?{word}?=" for word in _packed(quoted, _WORD))
    pieces = _packed(list(text), _WORD // 4 * 3)
    return "\r\n ".join(
        f"=?utf-8?b?{binascii.b2a_base64(piece.encode(), newline=False).decode()}?=" for piece in pieces
    )


def _packed(atoms: list[str], most: int) -> list[str]:
    """Join atoms into as few runs as possible of at most `most` bytes each."""
    runs: list[str] = []
    run: list[str] = []
    used = 0
    for atom in atoms:
        size = len(atom) if atom.isascii() else len(atom.encode())
        if used + size > most:
            runs.append("".join(run))
            run, used = [], 0
        run.append(atom)
        used += size
    return [*runs, "".join(run)] if run else runs


def _phrase(name: str) -> str:
    if len(name) > _LINE - 16 or "=?" in name or not name.isascii():
        return encoded_words(name)
    if not name or _PHRASE.fullmatch(name):
        return name
    return '"' + name.replace("\\", "\\\\").replace('"', '\\"') + '"'


class _Quoted(dict[str, str]):
    """Character → how RFC 2047's Q encoding writes it, safe in a phrase too."""

    def __missing__(self, character: str) -> str:
        octets = character.encode()
        written = "_" if character == " " else "".join(_octet(octet) for octet in octets)
        if len(self) < 4096:
            self[character] = written
        return written


def _octet(octet: int) -> str:
    return chr(octet) if octet in _UNENCODED else f"={octet:02X}"


_Q = _Quoted()
