# SPDX-License-Identifier: LicenseRef-Desk
"""What is written, for whom and on which channel; kept every two seconds, whatever happens to the program."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from desk.models.vocabulary import Channel, DraftKind
from desk.services.inbox import ConversationCard, DraftContent, DraftRow, MessageRow, reply_subject
from desk.ui.jobs import Jobs
from desk.ui.panes.messages.composer.deeds import Drafting, Place
from desk.ui.panes.messages.composer.letters import Key, Letters, from_draft
from desk.ui.panes.messages.composer.readings import About
from desk.ui.panes.messages.composer.state import (
    Letter,
    State,
    addressed,
    first_content,
    newest_of,
    on_channel,
)

NEW: Key = ("", DraftKind.NEW)
Spot = tuple[str | None, DraftKind, int]
"""Conversation, what is written in it, and the turn in which that was begun."""


class ComposerModel(QObject):
    """changed(): the state is another one. words_changed(): the text itself is, and not by typing."""

    changed = Signal()
    words_changed = Signal()

    def __init__(self, jobs: Jobs, deeds: Drafting, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.state = State()
        self.turn = 0
        """Another one with every letter that is put in the place of one that was there: sent, or taken back."""
        self.letters = Letters(jobs, deeds, self)
        self._jobs, self._deeds = jobs, deeds
        self.letters.kept.connect(self._on_kept)

    # ------------------------------------------------------------------------------- what is open

    def show(self, card: ConversationCard | None, messages: Sequence[MessageRow]) -> None:
        """Show a conversation; the one that is open already is only brought up to date."""
        newest = newest_of(tuple(messages))
        newest_id = newest.id if newest is not None else ""
        if card is not None and card.row.id == self.state.conversation_id:
            before = about_now(self.state)
            self._set(replace(self.state, card=card, customer_id=card.row.customer_id, newest_id=newest_id))
            if about_now(self.state) != before:
                self.renew()
            if self.state.letter.is_empty:
                self.look()
            return
        self.letters.flush()
        if card is None:
            self._set(State())
        else:
            self._set(State(card=card, customer_id=card.row.customer_id, newest_id=newest_id))
            self._jobs.start(self._open(card), self)
        self.words_changed.emit()

    def begin(self, customer_id: str | None, content: DraftContent) -> None:
        """Begin a new conversation with a customer; None: nobody was chosen yet."""
        known = self.letters.get(NEW) or Letter(kind=DraftKind.NEW)
        letter = replace(known, content=content)
        self._set(State(customer_id=customer_id, letter=letter, is_read=True))
        if not letter.is_empty:
            self.letters.change(NEW, letter, self.place())
        self.words_changed.emit()
        self._jobs.start(self._address(About(customer_id=customer_id)), self)

    def use_kind(self, kind: DraftKind) -> None:
        """Go to the reply or to the note; what was written on the other stays there."""
        card = self.state.card
        if card is None or kind is self.state.letter.kind:
            return
        self.letters.flush()
        letter = self.letters.get((card.row.id, kind)) or self._fresh(card, kind)
        self._set(replace(self.state, letter=letter))
        self.words_changed.emit()

    def use_channel(self, channel: Channel) -> None:
        """Write on another channel; one that may not be used changes nothing."""
        way = self.state.around.way(channel)
        if way is None or way.reason:
            return
        card = self.state.card
        subject = reply_subject(card.row.subject) if card is not None else ""
        self.change(on_channel(self.state.letter.content, way, subject))
        self.words_changed.emit()

    # ------------------------------------------------------------------------------ what is written

    def change(self, content: DraftContent) -> None:
        """Take what is written now; it is kept soon."""
        letter, key = self.state.letter, self._key()
        if content == letter.content or key is None:
            return
        if letter.is_empty:
            letter = replace(letter, seen_id=self.state.newest_id)
        letter = replace(letter, content=content)
        self.letters.change(key, letter, self.place())
        self._set(replace(self.state, letter=letter, is_kept=False))

    def replace_words(self, text: str, html: str = "") -> None:
        """Put other words in the place of what is written."""
        self.change(replace(self.state.letter.content, text=text, html=html))
        self.words_changed.emit()

    def look(self) -> None:
        """Take note that the writer has seen what is newest."""
        self._set(replace(self.state, letter=replace(self.state.letter, seen_id=self.state.newest_id)))

    def release(self) -> None:
        """Begin with nothing again: what was written is being sent."""
        card, kind, key = self.state.card, self.state.letter.kind, self._key()
        letter = self._fresh(card, kind) if card is not None else Letter(kind=kind)
        if key is not None:
            self.letters.release(key, letter)
        self._put(letter, is_kept=True)

    def restore(self, place: Place, letter: Letter) -> bool:
        """Put back what was taken back, or not sent, before what was begun since; return whether it is on screen."""
        key = (place.conversation_id or "", place.kind)
        is_shown = key == self._key()
        if is_shown and not letter.seen_id:
            letter = replace(letter, seen_id=self.state.newest_id)
        letter = self.letters.restore(key, letter, place)
        if is_shown:
            self._put(letter, is_kept=False)
        return is_shown

    def see_own(self, message_id: str, seen_id: str) -> None:
        """Take note that what was just sent is the newest now, for whoever has seen all that was before it."""
        state = self.state
        if state.newest_id == seen_id:
            letter = state.letter
            if letter.seen_id == seen_id:
                letter = replace(letter, seen_id=message_id)
            self._set(replace(state, newest_id=message_id, letter=letter))

    def renew(self) -> None:
        """Read again what is known around it: somebody may just have asked to be left alone."""
        if self.state.card is not None or self.state.customer_id:
            self._jobs.start(self._surround(about_now(self.state)), self)

    def place(self) -> Place:
        """Return where what is written belongs."""
        state = self.state
        return Place(
            kind=state.letter.kind, conversation_id=state.conversation_id, customer_id=state.customer_id
        )

    # ------------------------------------------------------------------------------------ inside

    async def _open(self, card: ConversationCard) -> None:
        row = card.row
        rows = await self._deeds.drafts(row.id)
        await self._surround(about_of(card))
        if self.state.conversation_id == row.id:
            self._recall(card, rows)

    def _recall(self, card: ConversationCard, rows: Sequence[DraftRow]) -> None:
        """Show what was kept, unless somebody has typed meanwhile."""
        for draft in rows:
            key = (card.row.id, draft.kind)
            if self.letters.is_released(key, draft):
                continue
            known = self.letters.get(key)
            if known is None or (known.is_empty and self.letters.is_kept(key)):
                self.letters.hold(key, replace(from_draft(draft)[1], seen_id=self.state.newest_id))
        kind = self.state.letter.kind
        key, fresh = (card.row.id, kind), self._fresh(card, kind)
        known = self.letters.get(key)
        if known is None or known.is_empty:
            known = replace(fresh, kept=known.kept if known is not None else None)
        elif not known.content.to:  # typed before it was known whereto
            content = replace(fresh.content, text=known.content.text, html=known.content.html)
            known = replace(known, content=content)
            self.letters.change(key, known, self.place())
        known = replace(known, seen_id=known.seen_id or self.state.newest_id)
        self._set(replace(self.state, letter=known, is_read=True))
        self.words_changed.emit()

    async def _surround(self, about: About) -> None:
        around = await self._deeds.surroundings(about)
        if about == about_now(self.state):
            self._set(replace(self.state, around=around))

    async def _address(self, about: About) -> None:
        """Write a new letter where the customer can be reached."""
        await self._surround(about)
        if about == about_now(self.state) and self.state.letter.kind is DraftKind.NEW:
            self.change(addressed(self.state.letter.content, self.state.around))

    def _on_kept(self, key: Key) -> None:
        letter = self.letters.get(key)
        if key == self._key() and letter is not None:
            current = replace(self.state.letter, kept=letter.kept)
            self._set(replace(self.state, letter=current, is_kept=self.letters.is_kept(key)))

    def _fresh(self, card: ConversationCard, kind: DraftKind) -> Letter:
        content = first_content(card, self.state.around) if kind is DraftKind.REPLY else DraftContent()
        return Letter(kind=kind, content=content, seen_id=self.state.newest_id)

    def _key(self) -> Key | None:
        if self.state.conversation_id is not None:
            return self.state.conversation_id, self.state.letter.kind
        return NEW if self.state.letter.kind is DraftKind.NEW else None

    def _put(self, letter: Letter, *, is_kept: bool) -> None:
        """Show another letter in the place of the one that was there."""
        self.turn += 1
        self._set(replace(self.state, letter=letter, is_kept=is_kept))
        self.words_changed.emit()

    def _set(self, state: State) -> None:
        if state != self.state:
            self.state = state
            self.changed.emit()


def spot_of(model: ComposerModel) -> Spot:
    """Return which letter is written; another one once it was sent, or taken back."""
    return model.state.conversation_id, model.state.letter.kind, model.turn


def about_of(card: ConversationCard) -> About:
    """Return whom and what a conversation is about."""
    row = card.row
    return About(
        customer_id=row.customer_id,
        record_id=row.record_id,
        location_id=row.location_id,
        channel=row.channel,
        address=row.address,
    )


def about_now(state: State) -> About:
    """Return whom and what it is written about."""
    return about_of(state.card) if state.card is not None else About(customer_id=state.customer_id)
