# SPDX-License-Identifier: LicenseRef-Desk
"""Decides what may be sent of what somebody wrote, and how a draft is kept; pure."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

from desk.errors import Problem
from desk.models.columns import Json
from desk.models.vocabulary import Channel, DraftKind
from desk.services.channels import channel_kind, segments
from desk.services.inbox.rows import DraftContent, FileRef
from desk.services.inbox.writing.holes import holes_in

MOST_FILES = 3
MOST_BYTES = 20 * 2**20
"""Of all files of a message together: more is refused by many mail servers once it is encoded."""
MOST_CC = 20
MOST_SUBJECT = 500
MOST_SEGMENTS = 10
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_LINE_ENDS = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")

_NAMED = re.compile(r"[^<>]*<\s*([^<>\s]+)\s*>\s*")


def as_json(content: DraftContent) -> Json:
    """Return content as `Draft.content` keeps it."""
    at = content.send_at
    return {**asdict(content), "channel": content.channel.value, "send_at": at.isoformat() if at else None}


def from_json(value: Mapping[str, Any]) -> DraftContent:
    """Return what `as_json` wrote; what a newer Desk has added is passed over.

    Of "Name <address>" the address is taken: a name cannot be written to. A translation of nobody knows which words,
    as an older Desk kept it, is none.
    """
    known = {name: value[name] for name in DraftContent.__dataclass_fields__ if name in value}
    if not known.get("translated_of"):
        known["translated"] = ""
    at = known.get("send_at")
    named = _NAMED.fullmatch(known.get("to", ""))
    return DraftContent(
        **{
            **known,
            **({"to": named[1]} if named else {}),
            "channel": Channel(known.get("channel", Channel.EMAIL)),
            "cc": tuple(known.get("cc", ())),
            "files": tuple(FileRef(**file) for file in known.get("files", ())),
            "mentions": tuple(known.get("mentions", ())),
            "send_at": datetime.fromisoformat(at) if at else None,
        }
    )


def said(content: DraftContent) -> str:
    """Return the words that are sent: the translation, where there is one of just these words."""
    return content.translated.strip() if is_translated(content) else content.text


def is_translated(content: DraftContent) -> bool:
    """Whether there is a translation of what is written, as it is written now."""
    text = content.text.strip()
    return bool(text and content.translated.strip()) and content.translated_of.strip() == text


def is_untranslated(content: DraftContent) -> bool:
    """Whether a translation is to be sent that is not there yet, or is of other words."""
    is_wanted = bool(content.translated_into or content.translated.strip())
    return is_wanted and bool(content.text.strip()) and not is_translated(content)


def problems_of(content: DraftContent, kind: DraftKind) -> tuple[Problem, ...]:
    """Return why something can never be sent as it is; a note can never be sent at all."""
    if kind is DraftKind.NOTE:
        return (Problem(code="note_is_internal", place="kind"),)
    return (*_of_words(content), *_of_holes(content), *_of_addresses(content), *_of_files(content))


def _of_words(content: DraftContent) -> Iterator[Problem]:
    if not said(content).strip() and not content.files:
        yield Problem(code="empty_text", place="text")
    if is_untranslated(content):
        yield Problem(code="not_translated", place="text")
    if _FORBIDDEN.search(said(content)) or _FORBIDDEN.search(content.html):
        yield Problem(code="forbidden_character", place="text")
    if len(content.subject) > MOST_SUBJECT:
        yield Problem(code="too_long", place="subject")
    if _LINE_ENDS.search(content.subject):
        yield Problem(code="header_injection", place="subject")


def _of_holes(content: DraftContent) -> Iterator[Problem]:
    for place, text in (("subject", content.subject), ("text", said(content))):
        for hole in holes_in(text)[:1]:
            yield Problem(code="hole_left", place=place, details={"hole": hole[:80]})


def _of_addresses(content: DraftContent) -> Iterator[Problem]:
    kind = channel_kind(content.channel)
    if not content.to:
        yield Problem(code="no_address", place="to")
    elif not kind.is_address(content.to):
        yield Problem(code="bad_address", place="to", details={"address": content.to[:80]})
    if content.cc and content.channel is not Channel.EMAIL:
        yield Problem(code="no_copies", place="cc")
    for address in content.cc:
        if not kind.is_address(address):
            yield Problem(code="bad_address", place="cc", details={"address": address[:80]})
    if len(content.cc) > MOST_CC:
        yield Problem(code="too_many_copies", place="cc", details={"most": str(MOST_CC)})


def _of_files(content: DraftContent) -> Iterator[Problem]:
    if not content.files:
        if content.channel is Channel.SMS and (count := segments(said(content)).count) > MOST_SEGMENTS:
            yield Problem(code="too_long", place="text", details={"segments": str(count)})
        return
    if content.channel is not Channel.EMAIL:
        yield Problem(code="no_files", place="files")
    if len(content.files) > MOST_FILES:
        yield Problem(code="too_many_files", place="files", details={"most": str(MOST_FILES)})
    if sum(file.size for file in content.files) > MOST_BYTES:
        yield Problem(code="file_too_large", place="files", details={"most": str(MOST_BYTES)})
    for file in content.files:
        if _LINE_ENDS.search(file.name):
            yield Problem(code="header_injection", place="files", details={"name": file.name[:80]})
