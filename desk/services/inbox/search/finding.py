# SPDX-License-Identifier: LicenseRef-Desk
"""Keeps messages findable: the newest first that hold the words, narrowed by what the tables know."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from sqlalchemy import BigInteger, BindParameter, ColumnElement, bindparam, func, or_, select
from sqlalchemy.orm import Session

from desk import clock
from desk.errors import Problem
from desk.models import Attachment, Conversation, Folder, Mailbox, Membership, Message, Operator, Placement
from desk.models.vocabulary import Direction, MembershipKind, MessageKind
from desk.services.inbox.rows import Hit
from desk.services.inbox.search.document import first_key
from desk.services.inbox.search.excerpt import LENGTH, Marks, excerpt
from desk.services.inbox.search.query import Assigned, Query, doubts, parse
from desk.services.inbox.search.words import words
from desk.services.shop import Settings, fold, zone_of
from desk.services.store import AnyRow, AnySelect, FullText, Span, Term, portions, read_rows

MOST_CONVERSATIONS = 1_000
"""So many of the newest conversations with a word in them a list can show."""
_MOST_KEYS = 4_000
_PORTIONS = (200, 1_000, 4_000, 16_000)
"""How many hits of words are looked at for one that also fits the rest; more with every turn."""
_SHOWN = 20_000
"""Characters of a text in which the place of the hit is looked for."""
_MOST_NAMES = 200

_KEYS: BindParameter[int] = bindparam("ids", expanding=True, type_=BigInteger)
_COLUMNS = (
    Message.id,
    Message.conversation_id,
    Message.search_key,
    Conversation.correspondent_name,
    Conversation.correspondent,
    Message.subject,
    Conversation.subject.label("thread_subject"),
    Message.preview,
    Message.at,
    Message.channel,
    Message.direction,
)
_FOUND = (
    select(*_COLUMNS)
    .join(Conversation, Conversation.id == Message.conversation_id)
    .where(Message.search_key.in_(_KEYS), Conversation.deleted_at.is_(None))
)
_SAYING = select(Message.search_key, func.substr(Message.text, 1, _SHOWN).label("text")).where(
    Message.search_key.in_(_KEYS)
)
_WHERE_FOUND = select(Message.search_key, Message.conversation_id).where(Message.search_key.in_(_KEYS))

_IDS: BindParameter[str] = bindparam("ids", expanding=True)
_FILES = (
    select(Attachment.message_id, Attachment.name)
    .where(Attachment.message_id.in_(_IDS))
    .order_by(Attachment.message_id, Attachment.position)
)


class MailSearch:
    """Finds messages. operator_id: whom "me" means."""

    def __init__(self, session: Session, operator_id: str | None = None) -> None:
        self._session = session
        self._operator_id = operator_id
        self._index = FullText(session)

    def find(self, text: str, limit: int = 50, after: str | None = None) -> tuple[Hit, ...]:
        """Return messages that fit `text`, newest first, beyond the message `after`; nothing typed finds nothing."""
        query = self._parsed(text)
        if query == Query():
            return ()
        span = _span(query, self._key(after))
        rows = self._plain(query, span, limit) if query.is_plain else self._narrowed(query, span, limit)
        sought = query.marks_in("body")
        marks, shown = Marks(sought), query.marks
        texts = self._texts([row for row in rows if sought and marks.place_in(row.preview) is None])
        found = {key: excerpt(said, marks) for key, said in texts.items()}
        silent = [row for row in rows if found.get(row.search_key) == "" and not _is_in_head(row, marks)]
        found |= _files_found(self._session, silent, marks)
        return tuple(_hit(row, shown, found.get(row.search_key) or row.preview[:LENGTH]) for row in rows)

    def doubts(self, text: str) -> tuple[Problem, ...]:
        """Return what of `text` nobody understands: unknown_operator, empty_operator, bad_date, bad_value."""
        zone = zone_of(Settings(self._session).get().timezone, "UTC")
        return doubts(text, clock.now().astimezone(zone).date())

    def conversations(self, text: str) -> list[str]:
        """Return the conversations in which something fits, newest hit first, at most MOST_CONVERSATIONS."""
        query = self._parsed(text)
        if query == Query():
            return []
        span = _span(query, None)
        if not query.is_plain or not query.has_words:
            rows = self._narrowed(query, span, MOST_CONVERSATIONS)
            return list(dict.fromkeys(row.conversation_id for row in rows))
        keys = self._index.match(_terms(query), span, _MOST_KEYS)
        by_key: dict[int, str] = {}
        for row in read_rows(self._session, _WHERE_FOUND, keys) if keys else ():
            by_key[row.search_key] = row.conversation_id
        ordered = dict.fromkeys(by_key[key] for key in keys if key in by_key)
        return list(ordered)[:MOST_CONVERSATIONS]

    def _texts(self, rows: Sequence[AnyRow]) -> dict[int, str]:
        """Return search key → the beginning of the text: long ones are most of what a search would read."""
        if not rows:
            return {}
        found = read_rows(self._session, _SAYING, [row.search_key for row in rows])
        return {row.search_key: row.text for row in found}

    # ------------------------------------------------------------------------------------- by the words

    def _parsed(self, text: str) -> Query:
        query = parse(text, clock.now())
        if query.since is None and query.until is None:
            return query
        zone = zone_of(Settings(self._session).get().timezone, "UTC")  # days are the shop's own
        return parse(text, clock.now(), zone)

    def _key(self, message_id: str | None) -> int | None:
        if message_id is None:
            return None
        return self._session.scalar(select(Message.search_key).where(Message.id == message_id))

    def _plain(self, query: Query, span: Span, limit: int) -> list[AnyRow]:
        """Return hits of words alone; what was deleted since makes room for the next."""
        if not query.has_words:
            return self._narrowed(query, span, limit)
        found: list[AnyRow] = []
        wanted = limit
        while keys := self._index.match(_terms(query), span, wanted):
            found += self._rows(_FOUND, keys)
            is_all = len(keys) < wanted
            wanted = limit - len(found)
            if is_all or wanted <= 0:
                break
            span = Span(above=span.above, below=keys[-1])
        return found[:limit]

    def _narrowed(self, query: Query, span: Span, limit: int) -> list[AnyRow]:
        conditions = self._conditions(query)
        if not query.has_words:
            return self._without_words(conditions, span, limit)
        narrow = _FOUND.where(*conditions)
        found: list[AnyRow] = []
        for keys in self._portions(_terms(query), span):
            rows = self._session.execute(narrow, {"ids": keys}).all()
            found += sorted(self._with_files(rows, query.files), key=lambda row: -row.search_key)
            if len(found) >= limit:
                break
        return found[:limit]

    def _with_files(self, rows: Sequence[AnyRow], wanted: Sequence[str]) -> Sequence[AnyRow]:
        """Return the rows of messages in whose files' names each wanted word begins one."""
        if not wanted or not rows:
            return rows
        names: defaultdict[str, list[str]] = defaultdict(list)
        for ids in portions(row.id for row in rows):
            query = select(Attachment.message_id, Attachment.name).where(Attachment.message_id.in_(ids))
            for message_id, name in self._session.execute(query):
                names[message_id] += words(name)
        return [row for row in rows if all(any(one.startswith(w) for one in names[row.id]) for w in wanted)]

    def _portions(self, terms: Sequence[Term], span: Span) -> Iterator[list[int]]:
        turn = 0
        while True:
            size = _PORTIONS[min(turn, len(_PORTIONS) - 1)]
            keys = self._index.match(terms, span, size)
            if keys:
                yield keys
            if len(keys) < size:
                return
            span = Span(above=span.above, below=keys[-1])
            turn += 1

    def _without_words(
        self, conditions: Sequence[ColumnElement[bool]], span: Span, limit: int
    ) -> list[AnyRow]:
        query = select(*_COLUMNS).join(Conversation, Conversation.id == Message.conversation_id)
        query = query.where(Conversation.deleted_at.is_(None), *conditions)
        if span.above is not None:
            query = query.where(Message.search_key > span.above)
        if span.below is not None:
            query = query.where(Message.search_key < span.below)
        return list(self._session.execute(query.order_by(Message.search_key.desc()).limit(limit)))

    def _rows(self, statement: AnySelect, keys: Sequence[int]) -> list[AnyRow]:
        rows = read_rows(self._session, statement, keys)
        return sorted(rows, key=lambda row: -row.search_key)

    # --------------------------------------------------------------------------------- by what is known

    def _conditions(self, query: Query) -> list[ColumnElement[bool]]:
        found = [*_of_conversation(query), *_of_message(query)]
        if query.place:
            found.append(self._in_place(query.place))
        if query.assigned:
            found.append(self._assigned(query.assigned))
        return found

    def _in_place(self, name: str) -> ColumnElement[bool]:
        boxes = self._session.execute(select(Mailbox.id, Mailbox.name, Mailbox.address).limit(_MOST_NAMES))
        box_ids = [row.id for row in boxes if name in fold(f"{row.name} {row.address}")]
        folders = self._session.execute(select(Folder.id, Folder.path).limit(_MOST_NAMES))
        folder_ids = [row.id for row in folders if fold(row.path).startswith(name)]
        lies = select(Placement.uid).where(
            Placement.message_id == Message.id, Placement.folder_id.in_(folder_ids)
        )
        return or_(Message.mailbox_id.in_(box_ids), lies.exists())

    def _assigned(self, told: str) -> ColumnElement[bool]:
        mine = select(Membership.conversation_id).where(Membership.kind == MembershipKind.ASSIGNED)
        if told == Assigned.NOBODY:
            return Conversation.id.not_in(mine)
        if told == Assigned.ME:
            return Conversation.id.in_(mine.where(Membership.operator_id == (self._operator_id or "")))
        people = self._session.execute(select(Operator.id, Operator.name).limit(_MOST_NAMES))
        meant = [row.id for row in people if any(one.startswith(told) for one in _spellings(row.name))]
        return Conversation.id.in_(mine.where(Membership.operator_id.in_(meant)))


def found_conversations(session: Session, text: str) -> list[str]:
    """Return the conversations in which something fits `text`, newest hit first."""
    return MailSearch(session).conversations(text)


def _spellings(name: str) -> tuple[str, ...]:
    """Return a name from its beginning, and from each of its words."""
    parts = fold(name).split()
    return tuple(" ".join(parts[start:]) for start in range(len(parts)))


def _terms(query: Query) -> list[Term]:
    return [
        Term(
            words=phrase.words,
            fields=phrase.fields,
            is_prefix=phrase.is_prefix,
            is_excluded=phrase.is_excluded,
        )
        for phrase in query.phrases
    ]


def _span(query: Query, below: int | None) -> Span:
    above = first_key(query.since) - 1 if query.since is not None else None
    ends = [
        key for key in (first_key(query.until) if query.until is not None else None, below) if key is not None
    ]
    return Span(above=above, below=min(ends, default=None))


def _of_conversation(query: Query) -> Iterator[ColumnElement[bool]]:
    if query.state is not None:
        yield Conversation.state == query.state
    if query.is_waiting:
        yield Conversation.waiting_since.is_not(None)


def _of_message(query: Query) -> Iterator[ColumnElement[bool]]:
    if query.direction is not None:
        yield Message.direction == query.direction
    if query.is_flagged is not None:
        yield (
            or_(Message.is_flagged, Conversation.is_flagged)
            if query.is_flagged
            else Message.is_flagged.is_(False)
        )
    if query.is_unread is not None:
        is_customers = Message.direction == Direction.INCOMING, Message.kind == MessageKind.MESSAGE
        unread = Message.is_read.is_(False)
        yield from (unread, *is_customers) if query.is_unread else (Message.is_read.is_(True),)
    if query.has_attachment:
        files = select(Attachment.id).where(Attachment.message_id == Message.id)
        yield files.where(Attachment.is_inline.is_(False)).exists()


def _is_in_head(row: AnyRow, marks: Marks) -> bool:
    """Whether one sees beside the excerpt why it was found."""
    seen = (row.subject or row.thread_subject, row.correspondent_name, row.correspondent)
    return any(marks.place_in(text) is not None for text in seen)


def _files_found(session: Session, rows: Sequence[AnyRow], marks: Marks) -> dict[int, str]:
    """Return search key → the name of the first file in whose name one of the words begins."""
    if not rows:
        return {}
    keys = {row.id: row.search_key for row in rows}
    found: dict[int, str] = {}
    for message_id, name in read_rows(session, _FILES, list(keys)):
        if marks.place_in(name) is not None:
            found.setdefault(keys[message_id], name[:LENGTH])
    return found


def _hit(row: AnyRow, marks: tuple[str, ...], shown: str) -> Hit:
    return Hit(
        message_id=row.id,
        conversation_id=row.conversation_id,
        name=row.correspondent_name or row.correspondent,
        address=row.correspondent,
        subject=row.subject or row.thread_subject,
        excerpt=shown,
        at=row.at,
        channel=row.channel,
        direction=row.direction,
        marks=marks,
    )
