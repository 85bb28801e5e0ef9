# SPDX-License-Identifier: LicenseRef-Desk
"""Keeps lines of conversations: what is added, moved or removed shows in the list at once."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from desk.models import Message
from desk.services.inbox.filing.conversations import Conversations, Grown, Open, woken
from desk.services.inbox.filing.line import Line, spoken_of
from desk.services.inbox.filing.matching import Match
from desk.services.inbox.filing.messages import Messages
from desk.services.inbox.filing.standing import Spoken, Standing, believable, grown, may_grow, summed
from desk.services.inbox.filing.threads import HERE


class Lines:
    """Keeper of lines, for all who write some."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._messages = Messages(session)
        self._conversations = Conversations(session)

    def add(self, lines: Sequence[Line], now: datetime) -> tuple[str, ...]:
        """Keep lines of conversations that exist; return their ids, in order."""
        ids = self._messages.add(lines)
        self._messages.refer(links_of(lines))
        new: defaultdict[str, list[Spoken]] = defaultdict(list)
        for line, id_ in zip(lines, ids, strict=True):
            new[line.conversation_id].append(spoken_of(line, id_))
        self.follow(self._conversations.open(new), new, {}, now)
        return ids

    def remove(self, message_ids: Collection[str], now: datetime) -> None:
        """Take messages away for good; a conversation without any left keeps its row as it was."""
        if not message_ids:
            return
        touched = select(Message.conversation_id).where(Message.id.in_(list(message_ids))).distinct()
        conversation_ids = list(self._session.scalars(touched))
        self._messages.remove(message_ids)
        self.recount(conversation_ids, now)

    def recount(self, conversation_ids: Collection[str], now: datetime) -> None:
        """Bring conversations in line with their messages, after some were moved or marked."""
        kept = self._conversations.open(conversation_ids)
        lines = self._messages.spoken(kept)
        changed = [
            self._grown(one, _sensible(summed(lines[one.id]), one.was, now), None)
            for one in kept.values()
            if lines.get(one.id)
        ]
        self._conversations.set(changed, now)

    def remark(self, conversation_ids: Collection[str], now: datetime) -> None:
        """Bring conversations in line after nothing but marks was set or taken: unread, flagged."""
        self._conversations.mark(conversation_ids, now)

    def recount_sent(self, delivery_ids: Collection[str], now: datetime) -> None:
        """Bring conversations in line after it became known that what was sent there has not arrived."""
        if delivery_ids:
            query = select(Message.conversation_id).where(Message.delivery_id.in_(list(delivery_ids)))
            self.recount(list(self._session.scalars(query.distinct())), now)

    def follow(
        self,
        kept: Mapping[str, Open],
        new: Mapping[str, Sequence[Spoken]],
        matches: Mapping[str, Match],
        now: datetime,
    ) -> None:
        """Bring conversations in line with lines that were just added; a customer's newest words wake them."""
        late = [id_ for id_, lines in new.items() if id_ in kept and not _all_grow(kept[id_].was, lines)]
        every = self._messages.spoken(late)
        changed = []
        for id_, lines in new.items():
            if (before := kept.get(id_)) is None:
                continue
            standing = summed(every[id_]) if id_ in every else _in_turn(before.was, lines)
            standing = _sensible(standing, before.was, now)
            state = woken(before.state, lines, before.was.last_at)
            changed.append(self._grown(before, standing, matches.get(id_), state=state))
        self._conversations.set(changed, now)

    @staticmethod
    def _grown(before: Open, standing: Standing, match: Match | None, **other: object) -> Grown:
        keeps = match is None or before.record_id is not None
        if not keeps and match is not None and not match.record_id and before.record_choices:
            keeps = match.choices == ()
        return Grown(
            before=before,
            standing=standing,
            state=other.get("state", before.state),  # type: ignore[arg-type]
            record_id=before.record_id if keeps or match is None else match.record_id,
            record_choices=before.record_choices if keeps or match is None else match.choices,
        )


def links_of(lines: Sequence[Line]) -> dict[tuple[str, str], str]:
    """Return what lines teach about Message-IDs: (Message-ID, party) → conversation."""
    links: dict[tuple[str, str], str] = {}
    for line in lines:
        named = [*line.references, *([line.header_id] if line.header_id else [])]
        parties = line.parties or ((f"-{line.header_id}",) if line.header_id else ())
        for header_id in named:
            for party in parties:
                links.setdefault((header_id, party), line.conversation_id)
        if line.header_id:
            links.setdefault((line.header_id, HERE), line.conversation_id)
    return links


def _all_grow(was: Standing, lines: Sequence[Spoken]) -> bool:
    standing = was
    for line in lines:
        if not may_grow(standing, line):
            return False
        standing = grown(standing, line)
    return True


def _in_turn(was: Standing, lines: Sequence[Spoken]) -> Standing:
    standing = was
    for line in lines:
        standing = grown(standing, line)
    return standing


def _sensible(standing: Standing, was: Standing, now: datetime) -> Standing:
    return believable(standing, now, was_waiting=was.waiting_since is not None)
