# SPDX-License-Identifier: LicenseRef-Desk
"""Tells the new conversations apart that were begun in a sitting: a letter to one never becomes one to another."""

from dataclasses import replace

from desk.models.vocabulary import DraftKind
from desk.services.inbox import DraftContent
from desk.ui.panes.messages.composer.deeds import Order, Place
from desk.ui.panes.messages.composer.letters import Letters, key_at
from desk.ui.panes.messages.composer.state import Letter, State


class Begun:
    """Gives each new conversation the number under which its letter is known; see `Place.number`."""

    def __init__(self, letters: Letters) -> None:
        self.leaving: set[int] = set()
        """What is being sent: nothing is put into that any more."""
        self._letters, self._last = letters, 0

    def letter(self, number: int) -> Letter:
        """Return the letter of a number as it was last written."""
        place = Place(kind=DraftKind.NEW, number=number)
        return self._letters.get(key_at(place)) or Letter(kind=DraftKind.NEW)

    def number_for(self, content: DraftContent, state: State) -> int:
        """Return under which number `content` is written: the one that is open, unless other words are there."""
        known = self.letter(state.number)
        return state.number if known.is_empty or known.content == content else self._next()

    def hold(self, order: Order) -> None:
        """Let a letter rest that is being sent: nothing is put into it, and no draft of it comes after it has left."""
        number = order.place.number
        self.leaving.add(number)
        self._letters.hold(key_at(order.place), self.letter(number))

    def back(self, order: Order) -> None:
        """Go on with a letter that was not sent."""
        self.leaving.discard(order.place.number)
        self._letters.change(key_at(order.place), self.letter(order.place.number), order.place)
        self._letters.flush()

    def take_up(self, place: Place, letter: Letter, state: State, *, is_alone: bool) -> tuple[int, Letter]:
        """Take a letter back and return under which number, and what is written there now.

        It is put together with what was begun since to the same customer unless `is_alone`; one that is known in
        this sitting stays as it is.
        """
        self._letters.flush()  # what is open may go out of sight
        known = self._known(place, letter)
        if known is not None:
            return known, self.letter(known)
        is_same = place.customer_id is not None and place.customer_id == state.customer_id
        goes_together = is_same and not is_alone and state.number not in self.leaving
        number = state.number if goes_together or self.letter(state.number).is_empty else self._next()
        place = replace(place, number=number)
        return number, self._letters.restore(key_at(place), letter, place)

    def release(self, order: Order) -> Letter:
        """Let a letter go that was sent, also a draft of its beginning; return the empty one in its place."""
        kept, fresh = self.letter(order.place.number).kept, Letter(kind=DraftKind.NEW)
        is_gone = kept is not None and order.kept is not None and kept.id == order.kept.id
        self.leaving.discard(order.place.number)
        self._letters.release(key_at(order.place), fresh, None if is_gone else kept)
        return fresh

    def _known(self, place: Place, letter: Letter) -> int | None:
        """Return under which number a letter is known; None for one that is not."""
        if letter.kept is None:
            return place.number if letter.content == self.letter(place.number).content else None
        key = self._letters.key_of(letter.kept.id)
        return int(key[0]) if key is not None and key[1] is DraftKind.NEW else None

    def _next(self) -> int:
        """Leave what is open as it is, a draft of its own."""
        self._letters.flush()
        self._last += 1
        return self._last
