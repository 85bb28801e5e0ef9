# SPDX-License-Identifier: LicenseRef-Desk
"""Decides which messages belong together; pure.

Threading after Jamie Zawinski, on References and In-Reply-To alone, never on a subject. Two messages are
neighbours when one names the other, or when both name a third and have somebody outside the shop in common: the
second half keeps strangers apart who answer one mail that went to all of them in secret, or that is not here.
Conversations are what neighbours of neighbours make; so the order in which messages arrive makes no difference.

A Message-ID is no secret: it stands in every copy and every forwarded mail. A stranger who names one stays apart
from what it names, and no mail makes one conversation of those of two customers.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

HERE = ""
"""The party of a link that stands for the message itself."""
MOST_NAMED = 40
"""References of one message that count: the first, and the last ones."""

_NOTHING: Mapping[str, str] = {}
_NOBODY: frozenset[str] = frozenset()
Link = tuple[str, str]
"""A Message-ID and a party."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """What threading has to know of a message. references: oldest first, what it answers directly last.

    parties: folded addresses outside the shop. is_anchor: whoever names it belongs to it; not so of a mail that
    went to many without saying so. hint: a conversation it belongs to for another reason, which nobody can guess.
    writers: whoever wrote it, as addresses and customers are told in `Circle.people`; empty for what we wrote, or a
    server reports. customer_id: of whom it is. is_report: whoever wrote it takes no part in what it joins.
    """

    header_id: str
    references: tuple[str, ...] = ()
    parties: frozenset[str] = frozenset()
    is_anchor: bool = True
    hint: str | None = None
    writers: frozenset[str] = _NOBODY
    customer_id: str | None = None
    is_report: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Circle:
    """Who takes part in a conversation. people: folded addresses, and `whose` of customers; empty: not known."""

    people: frozenset[str] = _NOBODY
    customer_id: str | None = None


def whose(customer_id: str | None) -> frozenset[str]:
    """Return how a customer stands among people."""
    return frozenset((f"#{customer_id}",)) if customer_id else _NOBODY


@dataclass(slots=True)
class Woven:
    """The outcome. conversations: of each letter, in their order; merged: conversation → what it became part of.

    made: conversations that are new; links: what was learnt, with the conversation as it was then (`final` tells
    what it is now).
    """

    conversations: list[str] = field(default_factory=list)
    merged: dict[str, str] = field(default_factory=dict)
    made: set[str] = field(default_factory=set)
    links: dict[Link, str] = field(default_factory=dict)

    def final(self, conversation_id: str) -> str:
        """Return what a conversation is part of in the end."""
        while (into := self.merged.get(conversation_id)) is not None:
            conversation_id = into
        return conversation_id


def named(references: Sequence[str]) -> tuple[str, ...]:
    """Return the references that count, each once, oldest first."""
    known = tuple(dict.fromkeys(reversed(references)))[::-1]
    return known if len(known) <= MOST_NAMED else (known[0], *known[1 - MOST_NAMED :])


def weave(
    letters: Sequence[Letter],
    known: Mapping[str, Mapping[str, str]],
    separate: Collection[str],
    make: Callable[[], str],
    circles: Mapping[str, Circle] = MappingProxyType({}),
) -> Woven:
    """Return where letters belong. known: Message-ID → party → conversation, of all that the letters name or are.

    separate: conversations that a person split off; they take a letter when they are nearest to it, and are never
    joined. make: gives the id of a new conversation, greater than all before. circles: of those that are known.
    """
    loom = _Loom(known, frozenset(separate), make, circles)
    for letter in letters:
        loom.take(letter)
    loom.woven.conversations = [loom.woven.final(one) for one in loom.woven.conversations]
    return loom.woven


class _Loom:
    """The links as they grow while letters are taken in."""

    def __init__(
        self,
        known: Mapping[str, Mapping[str, str]],
        separate: frozenset[str],
        make: Callable[[], str],
        circles: Mapping[str, Circle],
    ) -> None:
        self._known = {header_id: dict(parties) for header_id, parties in known.items()}
        self._separate = separate
        self._make = make
        self._circles = dict(circles)
        self.woven = Woven()

    def take(self, letter: Letter) -> None:
        every = dict.fromkeys(self.woven.final(one) for one in self._near(letter))
        near = [one for one in every if one == letter.hint or self._is_of(letter, one)]
        if not near:
            conversation_id = self._make()
            self.woven.made.add(conversation_id)
        elif near[0] in self._separate:
            conversation_id = near[0]
        else:
            conversation_id = self._join(letter, [one for one in near if one not in self._separate])
        self.woven.conversations.append(conversation_id)
        self._circles[conversation_id] = _grown(self._circle(conversation_id), letter)
        self._remember(letter, conversation_id)

    def _circle(self, conversation_id: str) -> Circle:
        return self._circles.get(conversation_id, Circle())

    def _is_of(self, letter: Letter, conversation_id: str) -> bool:
        """Say whether who wrote it takes part in a conversation."""
        people = self._circle(conversation_id).people
        return not letter.writers or not people or bool(letter.writers & people)

    def _near(self, letter: Letter) -> Iterator[str]:
        """Give the conversations of the neighbours, nearest first."""
        if letter.hint is not None:
            yield letter.hint
        for header_id in reversed(letter.references):
            parties = self._known.get(header_id)
            if parties:
                if HERE in parties:
                    yield parties[HERE]
                yield from (parties[party] for party in sorted(letter.parties & parties.keys()))
        told = self._known.get(letter.header_id)
        if told:
            asked = told.keys() if letter.is_anchor else letter.parties & told.keys()
            yield from (told[party] for party in sorted(asked))

    def _join(self, letter: Letter, near: list[str]) -> str:
        """Return the conversation it belongs to, after those that it shows to be one were joined."""
        whole = self._circle(near[0])
        joined = [near[0]]
        for one in near[1:]:
            circle = self._circle(one)
            if _is_one(whole, circle, letter):
                joined.append(one)
                whole = _both(whole, circle)
        into = min(joined)
        self.woven.merged |= {one: into for one in joined if one != into}
        self._circles[into] = whole
        return into

    def _remember(self, letter: Letter, conversation_id: str) -> None:
        if letter.is_anchor:
            self._link(letter.header_id, HERE, conversation_id)
        parties = letter.parties or (f"-{letter.header_id}",)  # found by what it names, shared with nobody
        for header_id in (*letter.references, letter.header_id):
            if HERE not in self._known.get(header_id, _NOTHING):  # else it is found by the message itself
                for party in parties:
                    self._link(header_id, party, conversation_id)

    def _link(self, header_id: str, party: str, conversation_id: str) -> None:
        parties = self._known.setdefault(header_id, {})
        if party not in parties:
            parties[party] = conversation_id
            self.woven.links[header_id, party] = conversation_id


def _grown(circle: Circle, letter: Letter) -> Circle:
    if letter.is_report and circle.people:
        return circle
    of_letter = Circle(
        people=letter.parties | letter.writers | whose(letter.customer_id), customer_id=letter.customer_id
    )
    return _both(circle, of_letter)


def _both(one: Circle, other: Circle) -> Circle:
    return Circle(people=one.people | other.people, customer_id=one.customer_id or other.customer_id)


def _is_one(one: Circle, other: Circle, letter: Letter) -> bool:
    """Say whether two conversations that a letter connects may be one: they have somebody in common."""
    if one.customer_id and other.customer_id and one.customer_id != other.customer_id:
        return False
    told = one.people | letter.parties
    return not one.people or not other.people or bool(told & other.people)
