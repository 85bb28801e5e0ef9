# SPDX-License-Identifier: LicenseRef-Desk
"""Finds what is written in a conversation that is opened: what was kept, what was typed meanwhile, or nothing yet."""

from collections.abc import Sequence
from dataclasses import replace

from desk.models.vocabulary import Channel, DraftKind
from desk.services.inbox import DraftContent, DraftRow
from desk.ui.panes.messages.composer.deeds import Place
from desk.ui.panes.messages.composer.letters import Letters, from_draft
from desk.ui.panes.messages.composer.state import Letter, State, first_content


def recalled(letters: Letters, state: State, rows: Sequence[DraftRow]) -> Letter:
    """Take what was kept, unless somebody has typed meanwhile, and return what is to be shown."""
    conversation_id = state.conversation_id or ""
    for draft in rows:
        key = (conversation_id, draft.kind)
        if letters.is_released(key, draft):
            continue
        known = letters.get(key)
        if known is None or (known.is_empty and letters.is_kept(key)):
            letters.hold(key, replace(from_draft(draft)[1], seen_id=state.newest_id))
    kind = state.letter.kind
    known = letters.get((conversation_id, kind))
    if known is None or known.is_empty:
        letter = replace(blank(state, kind), kept=known.kept if known is not None else None)
    else:
        letter = _addressed(letters, state, known)
    return replace(letter, seen_id=letter.seen_id or state.newest_id)


def written(letters: Letters, state: State, kind: DraftKind) -> Letter:
    """Return what is written as a reply or as a note; nobody is written to before what is known of them was read."""
    known = letters.get((state.conversation_id or "", kind))
    if not state.is_read:
        return known or Letter(kind=kind, seen_id=state.newest_id)
    return _addressed(letters, state, known) if known is not None else blank(state, kind)


def place_of(state: State) -> Place:
    """Return where what is written belongs."""
    return Place(
        kind=state.letter.kind,
        conversation_id=state.conversation_id,
        customer_id=state.customer_id,
        number=state.number,
    )


def blank(state: State, kind: DraftKind) -> Letter:
    """Return a letter that nobody has begun."""
    is_reply = state.card is not None and kind is DraftKind.REPLY
    content = first_content(state.card, state.around) if is_reply and state.card else DraftContent()
    return Letter(kind=kind, content=content, seen_id=state.newest_id)


def _addressed(letters: Letters, state: State, letter: Letter) -> Letter:
    """Return a letter with an address, also where it was typed before that was known."""
    if letter.kind is not DraftKind.REPLY or letter.content.to:
        return letter
    first, content = blank(state, letter.kind).content, letter.content
    content = replace(
        content,
        channel=first.channel,
        to=first.to,
        subject=content.subject or first.subject,
        html=content.html if first.channel is Channel.EMAIL else "",
        mailbox_id=content.mailbox_id or first.mailbox_id,
    )
    letter = replace(letter, content=content)
    letters.change(
        (state.conversation_id or "", letter.kind), letter, replace(place_of(state), kind=letter.kind)
    )
    return letter
