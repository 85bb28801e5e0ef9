# SPDX-License-Identifier: LicenseRef-Desk
"""Reads a thread with what its messages say, made safe, on the store's threads."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape

from desk.errors import NotFound
from desk.models.vocabulary import Author
from desk.services import inbox, rules
from desk.services.inbox import AttachmentRow, MessageRow
from desk.services.shop import Operators, Settings
from desk.services.store import Session
from desk.ui.panes.messages.cleaned import MOST_PICTURE, PICTURES, Cleaned, Said, is_ready, said_by
from desk.ui.panes.messages.first_screen import SCREEN, by_sight, height_of
from desk.ui.panes.messages.thread import Body, Part, Thread

MOST_PARTS = 12_000_000
"""Thumbnails of a thread together, in bytes."""
MOST_RULES = 500
KNOWN_SCREENS = 4
"""So much is shown at once of what was made safe before: laying it out is all that is left to do."""
MOST_HASTY = 200
"""Characters of a translation that stand there until there is time for all of it."""
THUMBNAILS = Cleaned(40)

Pictures = Mapping[str, Part]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which thread, how much of it. pictures: message → its distant pictures (address → picture).

    is_hasty: what does not fit the screen where one begins to read may be left to a second reading. place: the
    message at which one does, "" for where it is usual.
    """

    conversation_id: str
    limit: int = 50
    is_hasty: bool = False
    place: str = ""
    pictures: Mapping[str, Pictures] = field(default_factory=dict)


def read_thread(session: Session, wanted: Wanted) -> Thread | None:
    """Return a thread with its newest messages; None when it is gone."""
    keeper = inbox.Inbox(session)
    try:
        card = keeper.card(wanted.conversation_id)
    except NotFound:
        return None
    messages = keeper.thread(wanted.conversation_id, None, wanted.limit + 1)
    has_older = len(messages) > wanted.limit
    messages = messages[-wanted.limit :]
    boxes = inbox.Mailboxes(session).page(limit=50)
    known = tuple(box.address for box in boxes)
    bodies, parts = _bodies(session, messages, wanted, known)
    parts |= _thumbnails(session, [one for one in messages if one.id in bodies])
    settings = Settings(session).get()
    return Thread(
        card=card,
        messages=messages,
        bodies={one.id: bodies.get(one.id) or hasty(one) for one in messages},
        parts=parts,
        rules=_rule_names(session, messages),
        operators={one.id: one.name for one in Operators(session).all(with_inactive=True)},
        shop=settings.shop_name,
        country=settings.country,
        has_older=has_older,
        is_partial=len(bodies) < len(messages),
    )


def hasty(message: MessageRow) -> Body:
    """Return the first words of a message, until there is time for all of it."""
    told = message.translation.text[:MOST_HASTY] if message.translation is not None else ""
    return Body(key="", own=escape(message.preview), translated=escape(told))


def _bodies(
    session: Session, messages: Sequence[MessageRow], wanted: Wanted, known: Collection[str]
) -> tuple[dict[str, Body], dict[str, Part]]:
    """Return what messages say, safe; in haste only what is seen at first, and what costs little."""
    bodies: dict[str, Body] = {}
    parts: dict[str, Part] = {}
    filled = 0
    for message in by_sight(messages, wanted.place):
        pictures = wanted.pictures.get(message.id, {})
        most = KNOWN_SCREENS * SCREEN if is_ready(message, pictures) else SCREEN
        if wanted.is_hasty and filled >= most:
            continue
        said = said_by(session, message, pictures, known)
        bodies[message.id] = said.body
        parts |= said.parts
        filled += height_of(said.body.own)
    return bodies, parts


def _thumbnails(session: Session, messages: Sequence[MessageRow]) -> dict[str, Part]:
    """Return the pictures among the attachments, the newest first while there is room."""
    found: dict[str, Part] = {}
    room = MOST_PARTS
    for message in reversed(messages):
        for one in message.attachments:
            if _is_thumbnail(one, message) and one.size <= room:
                found[f"/part/{one.sha256}"] = _thumbnail(session, one)
                room -= one.size
    return found


def _thumbnail(session: Session, one: AttachmentRow) -> Part:
    def make() -> Said:
        _row, body = inbox.Inbox(session).attachment(one.id)
        return Said(body=Body(key="", own=""), parts={"": Part(media_type=one.media_type, body=body)})

    return THUMBNAILS.of(one.sha256, make).parts[""]


def _is_thumbnail(one: AttachmentRow, message: MessageRow) -> bool:
    is_shown = not one.is_inline or not message.has_html
    return is_shown and not one.is_dangerous and one.media_type in PICTURES and one.size <= MOST_PICTURE


def _rule_names(session: Session, messages: Sequence[MessageRow]) -> dict[str, str]:
    wanted = {one.rule_id for one in messages if one.author is Author.RULE and one.rule_id}
    if not wanted:
        return {}
    return {row.id: row.name for row in rules.Rulebook(session).page(limit=MOST_RULES) if row.id in wanted}
