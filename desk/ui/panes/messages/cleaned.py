# SPDX-License-Identifier: LicenseRef-Desk
"""Makes what messages say safe to show, on the store's threads, and keeps it: the same bytes are cleaned once."""

from __future__ import annotations

import logging
import re
import threading
from collections import OrderedDict
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from hashlib import sha256

from desk.models.vocabulary import Direction, TranslationState
from desk.services import inbox
from desk.services.inbox import Mail, MessageRow
from desk.services.store import Session
from desk.ui.panes.messages.links import judged
from desk.ui.panes.messages.thread import Body, Doubt, Part

log = logging.getLogger(__name__)

KEPT = 600
PICTURES = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp", "image/bmp"})
"""Kinds the view may show; an SVG is a document and is not among them."""
MOST_PICTURE = 4_000_000
MOST_PICTURES = 200
"""So many of one mail are shown in it; the others can be opened as files."""
_PAGE = re.compile(r"<(?:table|img|center|h1|hr)\b|background|bgcolor|(?<![-\w])color\s*[:=]", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A body with the pictures that lie in it: path → picture."""

    body: Body
    parts: Mapping[str, Part] = field(default_factory=dict)


class Cleaned:
    """Keeps what was made safe, the oldest of many forgotten; used by several threads."""

    def __init__(self, most: int = KEPT) -> None:
        self._lock = threading.Lock()
        self._most = most
        self._kept: OrderedDict[str, Said] = OrderedDict()

    def of(self, key: str, make: Callable[[], Said]) -> Said:
        """Return what is kept under `key`, made now when it is not."""
        with self._lock:
            kept = self._kept.get(key)
            if kept is not None:
                self._kept.move_to_end(key)
                return kept
        made = make()
        with self._lock:
            self._kept[key] = made
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)
        return made

    def has(self, key: str) -> bool:
        """Say whether something is kept under `key`."""
        return key in self._kept

    def forget(self) -> None:
        """Keep nothing of what was."""
        with self._lock:
            self._kept.clear()


CLEANED = Cleaned()


def said_by(
    session: Session, message: MessageRow, pictures: Mapping[str, Part], known: Collection[str] = ()
) -> Said:
    """Return what a message says, safe. pictures: address → distant picture that may be shown.

    known: addresses and domains of the shop, which strangers may imitate.
    """
    key = _key(message, pictures)
    if _is_plain(message):
        return CLEANED.of(key, lambda: Said(body=_words(key, message)))
    return CLEANED.of(key, lambda: _mail(session, message, key, pictures, known))


def is_ready(message: MessageRow, pictures: Mapping[str, Part]) -> bool:
    """Say whether `said_by` takes no time: it is words alone, or was made safe before."""
    return _is_plain(message) or CLEANED.has(_key(message, pictures))


def _is_plain(message: MessageRow) -> bool:
    is_read_again = message.direction is Direction.INCOMING and message.raw_sha256
    return message.is_odd or (not message.has_html and not is_read_again)


def _key(message: MessageRow, pictures: Mapping[str, Part]) -> str:
    """Return what is the same for the same content."""
    translated = _translated(message)
    is_told = _is_plain(message) or translated or not message.raw_sha256
    words = sha256(f"{message.text}\0{translated}".encode()).hexdigest() if is_told else ""
    if _is_plain(message):
        return words
    return f"{message.raw_sha256 or words}|{','.join(sorted(pictures))}|{translated and words}"


def _mail(
    session: Session, message: MessageRow, key: str, pictures: Mapping[str, Part], known: Collection[str]
) -> Said:
    """Clean a mail, once; one that makes that fail is shown in plain words, and takes no other with it."""
    keeper = inbox.Inbox(session)
    written = (keeper.html(message.id) or "") if message.raw_sha256 is None else ""  # here, and not sent yet
    raw = keeper.raw(message.id) if message.raw_sha256 is not None else b""
    try:
        return _letter(message, key, raw, pictures, known) if raw else _page(message, key, written)
    except Exception:  # the parsers are others' work and name no errors
        log.exception("the message %s could not be made ready to show", message.id)
        return Said(body=_words(key, message))


def _page(message: MessageRow, key: str, written: str) -> Said:
    """Clean what was written here."""
    safe = inbox.safe_html(written, inline={}, pictures={})
    translated = _shown(_translated(message))
    warned, sound = judged(safe.html, translated)
    body = Body(key=key, own=safe.html, is_mail=True, translated=translated, warned=warned, sound=sound)
    return Said(body=body)


def _letter(
    message: MessageRow, key: str, raw: bytes, pictures: Mapping[str, Part], known: Collection[str]
) -> Said:
    """Read the mail as it arrived: its page, the pictures in it, doubts about its sender."""
    mail = inbox.read_mail(raw)
    doubts: tuple[Doubt, ...] = ()
    if message.direction is Direction.INCOMING:
        found = inbox.sender_warnings(mail, known)
        doubts = tuple(Doubt(code=str(one.code), seen=one.seen, meant=one.meant) for one in found)
    if not mail.html:
        return Said(body=_words(key, message, doubts))
    inline = _inline(mail, raw)
    safe = inbox.safe_html(
        mail.html,
        inline={content_id: path_of(part) for content_id, part in inline.items()},
        pictures={address: path_of(part) for address, part in pictures.items()},
    )
    translated = _shown(_translated(message))
    warned, sound = judged(safe.html, translated)
    body = Body(
        key=key,
        own=safe.html,
        is_page=_PAGE.search(safe.html) is not None,
        is_mail=True,
        remote=tuple(one for one in safe.remote if one not in pictures),
        translated=translated,
        doubts=doubts,
        warned=warned,
        sound=sound,
    )
    return Said(body=body, parts={path_of(part): part for part in (*inline.values(), *pictures.values())})


def _inline(mail: Mail, raw: bytes) -> dict[str, Part]:
    """Return content id → picture that lies in the mail, for the first of them."""
    found = [
        one
        for one in mail.parts
        if one.content_id and one.media_type in PICTURES and one.size <= MOST_PICTURE
    ][:MOST_PICTURES]
    bodies = inbox.attachments_bytes(raw, [one.position for one in found])
    return {one.content_id: Part(media_type=one.media_type, body=bodies[one.position]) for one in found}


def _words(key: str, message: MessageRow, doubts: tuple[Doubt, ...] = ()) -> Body:
    own, translated = _shown(message.text), _shown(_translated(message))
    warned, sound = judged(own, translated)
    return Body(key=key, own=own, translated=translated, doubts=doubts, warned=warned, sound=sound)


def _shown(text: str) -> str:
    return inbox.text_as_html(text) if text else ""


def path_of(part: Part) -> str:
    """Return where the view finds a picture."""
    return f"/part/{sha256(part.body).hexdigest()}"


def _translated(message: MessageRow) -> str:
    translation = message.translation
    done = translation is not None and translation.state is TranslationState.DONE
    return translation.text if done and translation is not None else ""
