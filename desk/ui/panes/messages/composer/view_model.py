# SPDX-License-Identifier: LicenseRef-Desk
"""What is written, for whom and on which channel; kept every two seconds, whatever happens to the program."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from desk.models.vocabulary import Channel, DraftKind
from desk.services.inbox import ConversationCard, DraftContent, MessageRow, reply_subject
from desk.ui.jobs import Jobs
from desk.ui.panes.messages.composer.begun import Begun
from desk.ui.panes.messages.composer.deeds import Drafting, Order, Place
from desk.ui.panes.messages.composer.letters import Key, Letters, key_at
from desk.ui.panes.messages.composer.readings import About
from desk.ui.panes.messages.composer.recalling import blank, place_of, recalled, written
from desk.ui.panes.messages.composer.state import (
    Letter,
    State,
    addressed,
    of_card,
    on_channel,
    with_own,
)

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
        """Another one with every letter that is put in the place of one that was there: sent, taken back, begun."""
        self.letters = Letters(jobs, deeds, self)
        self.begun = Begun(self.letters)
        self._jobs, self._deeds = jobs, deeds
        self._reading: set[str] = set()  # conversations
        self.letters.kept.connect(self._on_kept)

    # ------------------------------------------------------------------------------- what is open

    def show(self, card: ConversationCard | None, messages: Sequence[MessageRow]) -> None:
        """Show a conversation; the one that is open already is only brought up to date."""
        before = self.state
        if card is not None and card.row.id == before.conversation_id:
            self._set(of_card(before, card, messages))
            if about_now(self.state) != about_now(before):
                self.renew()
            if self.state.letter.is_empty:
                self.look()
            return
        self.letters.flush()
        self._set(of_card(State(), card, messages) if card is not None else State())
        self.renew()
        self.words_changed.emit()

    def begin(self, customer_id: str | None, content: DraftContent) -> None:
        """Begin a new conversation with a customer (None: nobody was chosen yet), beside one in other words.

        With the words that are there it is the same one, for another customer.
        """
        number = self.begun.number_for(content, self.state)
        letter = replace(self.begun.letter(number), content=content)
        if number != self.state.number or content != self.state.letter.content:
            self.turn += 1
        elif customer_id != self.state.customer_id:  # not where the one before is reached
            letter = replace(letter, content=replace(content, to=""))
        self._set(State(customer_id=customer_id, letter=letter, number=number))
        if not letter.is_empty:
            self.letters.change(key_at(self.place()), letter, self.place())
        self.words_changed.emit()
        self._jobs.start(self._address(about_now(self.state)), self)

    def use_kind(self, kind: DraftKind) -> None:
        """Go to the reply or to the note; what was written on the other stays there."""
        card = self.state.card
        if card is None or kind is self.state.letter.kind:
            return
        self.letters.flush()
        self._set(replace(self.state, letter=written(self.letters, self.state, kind)))
        self.words_changed.emit()

    def use_channel(self, channel: Channel) -> None:
        """Write on another channel; one that may not be used changes nothing."""
        way, card = self.state.around.way(channel), self.state.card
        if way is None or way.reason:
            return
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

    def release(self, sent: Order | None = None) -> None:
        """Begin with nothing again: what was written is being sent; sent: a new conversation, which has been."""
        if sent is not None:
            fresh, number = self.begun.release(sent), sent.place.number
            if self.state.letter.kind is DraftKind.NEW and self.state.number == number:
                self._show_new(None, fresh, number)
            return
        letter = blank(self.state, self.state.letter.kind)
        if (key := self._key()) is not None:
            self.letters.release(key, letter)
        self._put(letter, is_kept=True)

    def restore(self, place: Place, letter: Letter, *, is_alone: bool = False) -> bool:
        """Put back what was taken back, or not sent, before what was begun since; return whether it is on screen.

        A new conversation always is: one to somebody else that was begun meanwhile stays a draft, as does any other
        one where `is_alone`.
        """
        if place.kind is DraftKind.NEW:
            number, letter = self.begun.take_up(place, letter, self.state, is_alone=is_alone)
            self._show_new(place.customer_id, letter, number)
            return True
        key = key_at(place)
        is_shown = key == self._key()
        if is_shown and not letter.seen_id:
            letter = replace(letter, seen_id=self.state.newest_id)
        letter = self.letters.restore(key, letter, place)
        if is_shown:
            self._put(letter, is_kept=False)
        return is_shown

    def see_own(self, message_id: str, seen_id: str) -> None:
        """Take note that what was just sent is the newest now, for whoever has seen all that was before it."""
        if self.state.newest_id == seen_id:
            self._set(with_own(self.state, message_id))

    def renew(self) -> None:
        """Read again what is known around it: somebody may just have asked to be left alone, or it failed before."""
        state = self.state
        if state.card is not None and not state.is_read:
            if state.card.row.id not in self._reading:
                self._jobs.start(self._open(state.card.row.id), self)
        elif state.letter.kind is DraftKind.NEW and not state.letter.content.to:
            self._jobs.start(self._address(about_now(state)), self)
        elif state.card is not None or state.letter.kind is DraftKind.NEW:
            self._jobs.start(self._surround(about_now(state)), self)

    def place(self) -> Place:
        """Return where what is written belongs."""
        return place_of(self.state)

    # ------------------------------------------------------------------------------------ inside

    async def _open(self, conversation_id: str) -> None:
        self._reading.add(conversation_id)
        try:
            rows = await self._deeds.drafts(conversation_id)
            while self.state.conversation_id == conversation_id and not self.state.is_read:
                if await self._surround(about_now(self.state)):
                    letter = recalled(self.letters, self.state, rows)
                    self._set(replace(self.state, letter=letter, is_read=True))
                    self.words_changed.emit()
        finally:
            self._reading.discard(conversation_id)

    async def _surround(self, about: About) -> bool:
        """Read what is known around a letter; return whether it is still about the same."""
        around = await self._deeds.surroundings(about)
        if about != about_now(self.state):
            return False
        is_read = self.state.is_read or self.state.letter.kind is DraftKind.NEW  # there is no more to read
        self._set(replace(self.state, around=around, known_of=about, is_read=is_read))
        return True

    async def _address(self, about: About) -> None:
        """Write a new letter where the customer can be reached."""
        if await self._surround(about) and self.state.letter.kind is DraftKind.NEW:
            self.change(addressed(self.state.letter.content, self.state.around))

    def _on_kept(self, key: Key) -> None:
        letter = self.letters.get(key)
        if key == self._key() and letter is not None:
            current = replace(self.state.letter, kept=letter.kept)
            self._set(replace(self.state, letter=current, is_kept=self.letters.is_kept(key)))

    def _key(self) -> Key | None:
        is_somewhere = self.state.conversation_id is not None or self.state.letter.kind is DraftKind.NEW
        return key_at(self.place()) if is_somewhere else None

    def _show_new(self, customer_id: str | None, letter: Letter, number: int) -> None:
        """Show another new conversation than the one that was there."""
        self.turn += 1
        is_kept = self.letters.is_kept(key_at(Place(kind=DraftKind.NEW, number=number)))
        self._set(State(customer_id=customer_id, letter=letter, number=number, is_kept=is_kept))
        self.words_changed.emit()
        read = self._surround if letter.content.to or customer_id is None else self._address
        self._jobs.start(read(about_now(self.state)), self)

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
        conversation_id=row.id,
    )


def about_now(state: State) -> About:
    """Return whom and what it is written about, and to whom."""
    about = about_of(state.card) if state.card is not None else About(customer_id=state.customer_id)
    content = state.letter.content
    return replace(about, people=tuple(one for one in (content.to, *content.cc) if one))
