# SPDX-License-Identifier: LicenseRef-Desk
"""Decides what a person looks for: words, phrases, prefixes and operators, as far as they are typed; pure.

from: to: in: has: before: after: is: assigned:, in English and French; -word leaves out. The last word goes on: it
is found as soon as its beginning is typed. What makes no sense yet asks for nothing; nothing typed is an error.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from enum import StrEnum

from desk.errors import Problem
from desk.models.vocabulary import ConversationState, Direction
from desk.services.inbox.search.words import words
from desk.services.shop import fold

MOST_PHRASES = 20
_TOKEN = re.compile(r'(-?)(?:([^\W\d_]+):)?(?:["«“]\s*([^"»”]*)(["»”]?)|(\S+))?')
_DAY = re.compile(
    r"(\d{4})-(\d{1,2})(?:-(\d{1,2}))?|(\d{1,2})[/.](\d{1,2})[/.](\d{4})|(\d{4})|(\d{1,4})([dwmyjsa])"
)
_SPANS = {"d": 1, "j": 1, "w": 7, "s": 7, "m": 30, "y": 365, "a": 365}


class Assigned(StrEnum):
    """Whom a conversation is assigned to, besides somebody by name."""

    ME = "me"
    NOBODY = "nobody"


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """Words side by side, folded. fields: of `store.terms.FIELDS`; () means any."""

    words: tuple[str, ...]
    fields: tuple[str, ...] = ()
    is_prefix: bool = False
    is_excluded: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """What is looked for; what is None or () asks for nothing. since: from then on; until: before.

    files: folded words in attachments' names. place: a mailbox or folder by name. assigned: Assigned, or a name.
    """

    phrases: tuple[Phrase, ...] = ()
    since: datetime | None = None
    until: datetime | None = None
    state: ConversationState | None = None
    direction: Direction | None = None
    has_attachment: bool = False
    files: tuple[str, ...] = ()
    is_unread: bool | None = None
    is_flagged: bool | None = None
    is_waiting: bool = False
    place: str = ""
    assigned: str = ""

    @property
    def is_plain(self) -> bool:
        """Whether words alone decide."""
        return replace(self, phrases=(), since=None, until=None) == Query()

    @property
    def has_words(self) -> bool:
        """Whether there is a word that must occur."""
        return any(not phrase.is_excluded for phrase in self.phrases)

    @property
    def marks(self) -> tuple[str, ...]:
        """The folded words to highlight."""
        wanted = (phrase.words for phrase in self.phrases if not phrase.is_excluded)
        return tuple(dict.fromkeys(word for some in wanted for word in some))

    def marks_in(self, field: str) -> tuple[str, ...]:
        """Return those that may stand in one field."""
        fitting = (
            one for one in self.phrases if not one.is_excluded and (not one.fields or field in one.fields)
        )
        return tuple(dict.fromkeys(word for one in fitting for word in one.words))


@dataclass(frozen=True, slots=True)
class _Now:
    """When it is asked."""

    today: date
    zone: tzinfo


@dataclass(slots=True)
class _Told:
    """What was understood so far."""

    now: _Now
    query: Query = field(default_factory=Query)


def parse(text: str, now: datetime, zone: tzinfo = UTC) -> Query:
    """Return what `text` asks for; days begin in `zone`."""
    told = _Told(_Now(now.astimezone(zone).date(), zone))
    found = [one for one in _TOKEN.finditer(text) if one[0].strip()]
    for one in found:
        _take(one, told, is_last=one is found[-1])
    return told.query


def doubts(text: str, today: date) -> tuple[Problem, ...]:
    """Return what of `text` asks for nothing, or not for what it seems to: operators and days nobody understands.

    Whoever types on is not told; whoever is done (the command line) is.
    """
    found = [_doubt(one, today) for one in _TOKEN.finditer(text) if one[2]]
    return tuple(one for one in found if one is not None)


def _doubt(token: re.Match[str], today: date) -> Problem | None:
    _sign, operator, quoted, _closing, bare = token.groups()
    value = (quoted if quoted is not None else bare or "").strip()
    meaning = _OPERATORS.get(fold(operator))
    if meaning is None:
        is_time_or_link = not operator.isalpha() or value.startswith("//")
        return None if is_time_or_link else Problem(code="unknown_operator", place=f"{operator}:")
    if not value:
        return Problem(code="empty_operator", place=f"{operator}:")
    if meaning in (_before, _after) and _day(value, today) is None:
        return Problem(code="bad_date", place=f"{operator}:", details={"value": value})
    if meaning is _is and fold(value) not in {*_UNREAD, *_FLAGGED, *_WAITING, *_STATES, *_DIRECTIONS}:
        return Problem(code="bad_value", place=f"{operator}:", details={"value": value})
    return None


def _take(token: re.Match[str], told: _Told, *, is_last: bool) -> None:
    sign, operator, quoted, closing, bare = token.groups()
    value = quoted if quoted is not None else bare or ""
    meaning = _OPERATORS.get(fold(operator)) if operator else None
    if meaning is not None:
        if value.strip():
            meaning(value.strip(), told, sign == "-")
        return
    if operator:
        value = f"{operator}:{value}"
    goes_on = value.endswith("*") or (is_last and not closing)
    _add(value, told, goes_on=goes_on, is_excluded=sign == "-")


def _add(
    value: str, told: _Told, *, goes_on: bool, is_excluded: bool = False, fields: tuple[str, ...] = ()
) -> None:
    found = tuple(words(value))
    if not found or len(told.query.phrases) >= MOST_PHRASES:
        return
    # One letter begins half of all words: it is looked for as it stands.
    goes_on = goes_on and len(found[-1]) > 1
    phrase = Phrase(words=found, fields=fields, is_prefix=goes_on, is_excluded=is_excluded)
    told.query = replace(told.query, phrases=(*told.query.phrases, phrase))


# ------------------------------------------------------------------------------------------- operators

_Meaning = Callable[[str, _Told, bool], None]


def _in_fields(*fields: str) -> _Meaning:
    def meaning(value: str, told: _Told, is_excluded: bool) -> None:  # noqa: FBT001 - one of a table of them
        _add(value, told, goes_on=True, is_excluded=is_excluded, fields=fields)

    return meaning


def _before(value: str, told: _Told, _is_excluded: bool) -> None:  # noqa: FBT001
    if (day := _day(value, told.now.today)) is not None:
        told.query = replace(told.query, until=_start(day, told.now.zone))


def _after(value: str, told: _Told, _is_excluded: bool) -> None:  # noqa: FBT001
    if (day := _day(value, told.now.today)) is not None:
        told.query = replace(told.query, since=_start(day, told.now.zone))


def _has(value: str, told: _Told, _is_excluded: bool) -> None:  # noqa: FBT001
    key = fold(value)
    if any(word.startswith(key) for word in _ATTACHMENT):
        told.query = replace(told.query, has_attachment=True)
    elif found := tuple(words(value)):
        told.query = replace(told.query, files=(*told.query.files, *found), has_attachment=True)
        for word in found:  # names of files are indexed with the text
            _add(word, told, goes_on=True, fields=("body",))


def _in(value: str, told: _Told, _is_excluded: bool) -> None:  # noqa: FBT001
    key = fold(value)
    if key in _STATES:
        told.query = replace(told.query, state=_STATES[key])
    elif key in _DIRECTIONS:
        told.query = replace(told.query, direction=_DIRECTIONS[key])
    else:
        told.query = replace(told.query, place=key)


def _is(value: str, told: _Told, is_excluded: bool) -> None:  # noqa: FBT001
    key = fold(value)
    if key in _UNREAD:
        told.query = replace(told.query, is_unread=_UNREAD[key] != is_excluded)
    elif key in _FLAGGED:
        told.query = replace(told.query, is_flagged=not is_excluded)
    elif key in _WAITING:
        told.query = replace(told.query, is_waiting=True)
    elif key in _STATES:
        told.query = replace(told.query, state=_STATES[key])
    elif key in _DIRECTIONS:
        told.query = replace(told.query, direction=_DIRECTIONS[key])


def _assigned(value: str, told: _Told, _is_excluded: bool) -> None:  # noqa: FBT001
    key = fold(value)
    word = _PEOPLE.get(key)
    told.query = replace(told.query, assigned=str(word) if word is not None else key)


_ATTACHMENT = ("attachment", "attachments", "file", "piece", "piece jointe", "pj", "fichier", "piece-jointe")
_STATES = {
    "inbox": ConversationState.IN_PROGRESS,
    "open": ConversationState.IN_PROGRESS,
    "in progress": ConversationState.IN_PROGRESS,
    "in_progress": ConversationState.IN_PROGRESS,
    "en cours": ConversationState.IN_PROGRESS,
    "snoozed": ConversationState.SNOOZED,
    "en veille": ConversationState.SNOOZED,
    "veille": ConversationState.SNOOZED,
    "archive": ConversationState.ARCHIVED,
    "archives": ConversationState.ARCHIVED,
    "archived": ConversationState.ARCHIVED,
    "archivee": ConversationState.ARCHIVED,
    "archivees": ConversationState.ARCHIVED,
}
_DIRECTIONS = {
    "sent": Direction.OUTGOING,
    "envoye": Direction.OUTGOING,
    "envoyes": Direction.OUTGOING,
    "received": Direction.INCOMING,
    "recu": Direction.INCOMING,
    "recus": Direction.INCOMING,
    "note": Direction.NOTE,
    "notes": Direction.NOTE,
}
_UNREAD = {"unread": True, "non lu": True, "nonlu": True, "read": False, "lu": False}
_FLAGGED = {"flagged", "starred", "suivi", "drapeau"}
_WAITING = {"waiting", "unanswered", "attend", "en attente"}
_PEOPLE = {
    "me": Assigned.ME,
    "moi": Assigned.ME,
    "nobody": Assigned.NOBODY,
    "none": Assigned.NOBODY,
    "personne": Assigned.NOBODY,
}
_OPERATORS: dict[str, _Meaning] = {
    "from": _in_fields("sender"),
    "de": _in_fields("sender"),
    "to": _in_fields("recipients"),
    "a": _in_fields("recipients"),
    "subject": _in_fields("subject"),
    "objet": _in_fields("subject"),
    "in": _in,
    "dans": _in,
    "has": _has,
    "avec": _has,
    "before": _before,
    "avant": _before,
    "after": _after,
    "apres": _after,
    "depuis": _after,
    "is": _is,
    "est": _is,
    "assigned": _assigned,
    "assigne": _assigned,
    "assignee": _assigned,
}

# ------------------------------------------------------------------------------------------------ days


def _day(value: str, today: date) -> date | None:
    """Return the day that a person means; None while it is half typed."""
    key = fold(value)
    if key in _NEAR_DAYS:
        return today - timedelta(days=_NEAR_DAYS[key])
    found = _DAY.fullmatch(key)
    if found is None:
        return None
    year, month, day, day_first, month_first, year_last, alone, count, unit = found.groups()
    try:
        if count:
            return today - timedelta(days=int(count) * _SPANS[unit])
        return date(
            int(year or year_last or alone), int(month or month_first or 1), int(day or day_first or 1)
        )
    except (ValueError, OverflowError):
        return None


_NEAR_DAYS = {"today": 0, "aujourd'hui": 0, "yesterday": 1, "hier": 1}


def _start(day: date, zone: tzinfo) -> datetime:
    try:
        return datetime.combine(day, time.min, zone).astimezone(UTC)
    except OverflowError:  # the first or the last day that there is, in a zone that lies beyond it
        return datetime.combine(day, time.min, UTC)
