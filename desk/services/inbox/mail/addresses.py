# SPDX-License-Identifier: LicenseRef-Desk
"""Takes address fields apart (RFC 5322, RFC 6532), strictly: what is no address gives a name without one; pure.

The structure is found before encoded words are decoded, and a name never becomes an address, as the standard
library of Python 3.11 lets it (CVE-2023-27043).
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from desk.services.inbox.mail.header import decoded_words, shown, unfolded
from desk.services.inbox.mail.mail import Address

MOST = 500
"""Addresses of one field that are read; more say nothing to anybody."""

_ATEXT = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~\x80-\U0010ffff-]+"
_LABEL = r"[A-Za-z0-9_\x80-\U0010ffff](?:[A-Za-z0-9_\x80-\U0010ffff-]{0,62})"
_SPEC = re.compile(
    rf"((?:{_ATEXT}(?:\.{_ATEXT})*)|\"(?:[^\"\\\x00-\x1f]|"
    rf"\\[^\x00-\x1f])*\")@({_LABEL}(?:\.{_LABEL})*|\[[^\[\]\s]{{1,60}}\])"
)
_SIMPLE = re.compile(r"(?:\"([^\"\\<>]*)\"\s*|([^\"<>@,;:()\\\[\]]*))<([^<>\s\",;:()\\]+)>")
_TOKEN = re.compile(r"\"(?:[^\"\\]|\\.)*\"?|<[^<>]*>?|[(),:;]|\\.|[^\"<>(),:;\\]+|.", re.DOTALL)
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_SEEN_AS_NOTHING = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]",
)
_MOST_TEXT = 100_000
_REMEMBERED = 500
_MOST_NAME = 200


def addresses(values: list[str]) -> tuple[Address, ...]:
    """Return the mailboxes of a field's values, groups resolved, at most `MOST`. Never raises."""
    if len(values) == 1 and len(values[0]) <= _REMEMBERED:
        return _remembered(values[0])
    return tuple(one for value in values for one in _taken_apart(value))[:MOST]


def spec_of(text: str) -> str:
    """Return an address alone as it is kept, its domain in lower-case ASCII; "" for anything else."""
    found = _SPEC.fullmatch(text) if len(text) <= 320 else None
    if not found:
        return ""
    domain = _domain(found[2])
    return f"{found[1]}@{domain}" if domain and not _SEEN_AS_NOTHING.search(found[1]) else ""


def _domain(written: str) -> str:
    if written.isascii():
        return written.lower()
    import idna

    try:
        return idna.encode(written, uts46=True).decode()
    except (idna.IDNAError, UnicodeError):
        return ""


def _taken_apart(value: str) -> tuple[Address, ...]:
    text = unfolded(value)[:_MOST_TEXT]
    simple = _SIMPLE.fullmatch(text)
    if simple:
        spec = spec_of(simple[3])
        if spec:
            return (Address(_name(simple[1] or simple[2] or ""), spec),)
    spec = spec_of(text)
    if spec:
        return (Address("", spec),)
    return tuple(one for one in _mailboxes(text) if one.name or one.address)


_remembered = lru_cache(maxsize=4096)(_taken_apart)


def _mailboxes(text: str) -> Iterator[Address]:
    """Give the mailboxes of a list: pieces between commas, without comments and the names of groups."""
    phrase: list[str] = []
    angle: str | None = None
    comments: list[str] = []
    depth = given = 0
    has_at = False
    for token in _TOKEN.findall(text):
        if depth or token == "(":  # noqa: S105
            depth += {"(": 1, ")": -1}.get(token, 0)
            comments.append(token)
        elif token in {",", ";"}:
            yield _mailbox("".join(phrase), angle, "".join(comments))
            phrase, angle, comments, has_at = [], None, [], False
            given += 1
            if given >= MOST:
                return
        elif token == ":" and angle is None and not has_at:  # noqa: S105
            phrase = []  # the name of a group
        elif token[0] == "<" and angle is None:
            angle = token.strip("<> \t")
        else:
            phrase.append(token)
            has_at = has_at or "@" in token
    yield _mailbox("".join(phrase), angle, "".join(comments))


def _mailbox(phrase: str, angle: str | None, comment: str) -> Address:
    written = phrase.strip()
    if angle is not None:
        route, colon, rest = angle.partition(":")
        return Address(_name(written), spec_of(rest if colon and route.startswith("@") else angle))
    spec = spec_of(written)
    if spec:
        return Address(_name(comment[1:-1].strip()), spec)
    return Address(_name(written), "")


def _name(written: str) -> str:
    """Return a name as it may be shown: quotes resolved, words decoded, nothing unseen in it."""
    text = written.strip()
    if '"' in text:
        text = text.replace('\\"', "\x01").replace('"', "").replace("\x01", '"')
    if "\\" in text:
        text = _ESCAPED.sub(r"\1", text)
    if "=?" in text:
        text = decoded_words(text)
    return _SEEN_AS_NOTHING.sub("", shown(text))[:_MOST_NAME].strip()
