# SPDX-License-Identifier: LicenseRef-Desk
"""Decides what a writer is asked before something leaves: a hole, a forgotten file, a message just come; pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from desk.models.vocabulary import Channel
from desk.services.channels import channel_kind
from desk.services.inbox.rows import DraftContent
from desk.services.inbox.writing.content import MOST_BYTES, MOST_FILES, said
from desk.services.inbox.writing.holes import holes_in, own_words

QUIET_FROM, QUIET_UNTIL = 20, 8
"""Hours between which an SMS wakes people, by the customer's clock."""

_PROMISES = {
    "fr": (
        r"ci[- ]?joint", r"pi[eè]ces? jointes?", r"en annexe", r"joins? (?:à|a) ce", r"je (?:vous|te) joins",
        r"fichiers? joints?", r"en pi[eè]ce",
    ),
    "en": (
        r"attach(?:ed|ment|ments|ing)", r"enclos(?:ed|ure|ing)", r"find (?:the )?file", r"in the attachment",
    ),
    "de": (
        r"im anhang", r"anbei", r"angeh[aä]ngt", r"beigef[uü]gt", r"als anlage", r"in der anlage", r"anh[aä]nge",
    ),
    "es": (
        r"adjunt[oaá]s?", r"adjuntamos", r"en el anexo", r"archivo adjunto", r"le env[ií]o (?:el|un) archivo",
    ),
}  # fmt: skip
"""Words by which somebody promises a file, by language; all are looked for, whatever the customer speaks."""
_PROMISED = re.compile(
    r"(?<!\w)(?:" + "|".join(word for words in _PROMISES.values() for word in words) + r")(?!\w)",
    re.IGNORECASE,
)
_DENIED = re.compile(
    r"(?:sans|aucune?|pas de|no|not|without|kein[en]*|ohne|sin|ning[uú]n)\s+(?:\w+\s+)?$", re.IGNORECASE
)


SIGNS = frozenset({"/", "{", "{{", "@", ":"})
"""What begins a template, a placeholder, a name or an emoji: alone it is none of them, and no message."""


class WarningKind(StrEnum):
    """What a writer is asked; `blocks` says which of them there is no "send all the same" for."""

    HOLE_LEFT = "hole_left"
    ONLY_A_SIGN = "only_a_sign"
    ATTACHMENT_FORGOTTEN = "attachment_forgotten"
    NEWER_MESSAGE = "newer_message"
    NO_CONSENT = "no_consent"
    COPY_REFUSED = "copy_refused"
    QUIET_HOURS = "quiet_hours"
    TOO_MANY_FILES = "too_many_files"
    BAD_ADDRESS = "bad_address"
    FILE_TOO_LARGE = "file_too_large"


BLOCKING = frozenset(
    {
        WarningKind.HOLE_LEFT,
        WarningKind.ONLY_A_SIGN,
        WarningKind.TOO_MANY_FILES,
        WarningKind.BAD_ADDRESS,
        WarningKind.FILE_TOO_LARGE,
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SendWarning:
    """One thing to ask. said: the words or the address it is about; "" when it is about the whole."""

    kind: WarningKind
    said: str = ""

    @property
    def blocks(self) -> bool:
        """Whether it cannot be sent like that."""
        return self.kind in BLOCKING


@dataclass(frozen=True, slots=True, kw_only=True)
class Circumstances:
    """What is known around a letter. now: when it would leave. zone: the customer's, else the shop's.

    seen_id, newest_id: the newest message that the writer has seen, and that there is ("" for none).
    refused: addresses that must not be written to, or of which the customer said no (of this channel).
    closed: further recipients to whom no copy leaves, whoever writes it.
    has_consent: False for who said no to the channel; who was never asked has said nothing.
    is_answer: whether the customer has written on this channel, in this conversation; an answer needs no consent,
    except to who is among `refused`.
    """

    now: datetime
    zone: ZoneInfo
    seen_id: str = ""
    newest_id: str = ""
    refused: frozenset[str] = field(default_factory=frozenset)
    closed: frozenset[str] = field(default_factory=frozenset)
    has_consent: bool = True
    is_answer: bool = True


def warnings(content: DraftContent, around: Circumstances) -> tuple[SendWarning, ...]:
    """Return what to ask before sending, the most serious first."""
    found = [*_blocking(content), *_about_words(content), *_about_people(content, around)]
    return tuple(dict.fromkeys(found))


def promises_file(text: str) -> str:
    """Return the word by which a text promises a file; "" when it does not. Quoted lines do not count."""
    own = own_words(text)
    for match in _PROMISED.finditer(own):
        if not _DENIED.search(own[max(0, match.start() - 24) : match.start()]):
            return match.group()
    return ""


def _blocking(content: DraftContent) -> Iterator[SendWarning]:
    kind = channel_kind(content.channel)
    for address in (content.to, *content.cc):
        if not kind.is_address(address):
            yield SendWarning(kind=WarningKind.BAD_ADDRESS, said=address)
    if len(content.files) > MOST_FILES:
        yield SendWarning(kind=WarningKind.TOO_MANY_FILES)
    if sum(file.size for file in content.files) > MOST_BYTES:
        largest = max(content.files, key=lambda file: file.size)
        yield SendWarning(kind=WarningKind.FILE_TOO_LARGE, said=largest.name)


def _about_words(content: DraftContent) -> Iterator[SendWarning]:
    for hole in holes_in(f"{content.subject}\n{said(content)}"):
        yield SendWarning(kind=WarningKind.HOLE_LEFT, said=hole)
    own = own_words(content.text).strip()
    if own in SIGNS:
        yield SendWarning(kind=WarningKind.ONLY_A_SIGN, said=own)
    if content.channel is Channel.EMAIL and not content.files:
        word = promises_file(f"{content.subject}\n{content.text}")
        if word:
            yield SendWarning(kind=WarningKind.ATTACHMENT_FORGOTTEN, said=word)


def _about_people(content: DraftContent, around: Circumstances) -> Iterator[SendWarning]:
    if around.newest_id and around.newest_id != around.seen_id:
        yield SendWarning(kind=WarningKind.NEWER_MESSAGE, said=around.newest_id)  # each is asked about
    for address in (content.to, *content.cc):
        if address in around.closed and address != content.to:
            yield SendWarning(kind=WarningKind.COPY_REFUSED, said=address)
        elif address in around.refused:
            yield SendWarning(kind=WarningKind.NO_CONSENT, said=address)
    if not around.is_answer and not around.has_consent and content.to not in around.refused:
        yield SendWarning(kind=WarningKind.NO_CONSENT, said=content.to)
    hour = (content.send_at or around.now).astimezone(around.zone).hour
    if content.channel is Channel.SMS and (hour >= QUIET_FROM or hour < QUIET_UNTIL):
        yield SendWarning(kind=WarningKind.QUIET_HOURS)
