# SPDX-License-Identifier: LicenseRef-Desk
"""Keeps texts that are often needed: everybody's, and each operator's own."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import delete, insert, or_, select, update
from sqlalchemy.orm import Session

from desk.errors import Conflict, NotFound, Problem, Refused
from desk.models import SavedReply, new_id
from desk.services.inbox.rows import SavedReplyRow
from desk.services.shop import Deed, Rights, fold
from desk.services.store import AnyRow, changed_rows

MOST = 1_000
MOST_TEXT = 20_000
_LENGTHS = {"name": 120, "shortcut": 40, "folder": 80}


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedReplyDraft:
    """A text as typed. texts: language → (subject, text). operator_id: whose own; None for everybody's."""

    name: str
    texts: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    shortcut: str = ""
    folder: str = ""
    operator_id: str | None = None


class SavedReplies:
    """Keeper of saved replies; announce SAVED_REPLIES with every write."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def page(self, operator_id: str | None = None, limit: int = MOST) -> tuple[SavedReplyRow, ...]:
        """Return everybody's texts and the operator's own, by folder and name."""
        whose = or_(SavedReply.operator_id.is_(None), SavedReply.operator_id == operator_id)
        query = select(*_COLUMNS).where(whose).order_by(SavedReply.folder, SavedReply.name, SavedReply.id)
        return tuple(_row(row) for row in self._session.execute(query.limit(limit)))

    def find(self, words: str, operator_id: str | None = None, limit: int = 30) -> tuple[SavedReplyRow, ...]:
        """Return the texts that words may mean: by shortcut, then name, then what they say; the most used first."""
        wanted = fold(words.strip().lstrip("/"))
        ranked = [(_rank(row, wanted), -row.used, row.name, row) for row in self.page(operator_id)]
        fitting = sorted((one for one in ranked if one[0] is not None), key=lambda one: one[:3])
        return tuple(row for *_, row in fitting[:limit])

    def get(self, reply_id: str) -> SavedReplyRow:
        """Return one text; NotFound."""
        row = self._session.execute(select(*_COLUMNS).where(SavedReply.id == reply_id)).one_or_none()
        if row is None:
            raise NotFound("no_saved_reply", id=reply_id)
        return _row(row)

    def create(self, draft: SavedReplyDraft, *, at: datetime) -> str:
        """Keep a new text; return its id. Refused names what is wrong."""
        self._demand(draft.operator_id)
        reply_id = new_id()
        values = self._values(draft, but="")
        self._session.execute(
            insert(SavedReply).values(id=reply_id, created_at=at, updated_at=at, version=1, used=0, **values)
        )
        return reply_id

    def edit(self, reply_id: str, seen_version: int, draft: SavedReplyDraft, *, at: datetime) -> None:
        """Replace a text; Refused, NotFound, Conflict("saved_reply_changed") when it was changed since."""
        self._demand(draft.operator_id, self._owner(reply_id))
        query = (
            update(SavedReply)
            .where(SavedReply.id == reply_id, SavedReply.version == seen_version)
            .values(**self._values(draft, but=reply_id), updated_at=at, version=SavedReply.version + 1)
        )
        if not changed_rows(self._session, query):
            self.get(reply_id)
            raise Conflict("saved_reply_changed", id=reply_id)

    def remove(self, reply_id: str) -> None:
        """Forget a text; NotFound."""
        self._demand(self._owner(reply_id))
        if not changed_rows(self._session, delete(SavedReply).where(SavedReply.id == reply_id)):
            raise NotFound("no_saved_reply", id=reply_id)

    def use(self, reply_id: str) -> None:
        """Note that a text was inserted; one that is gone is passed over."""
        query = update(SavedReply).where(SavedReply.id == reply_id).values(used=SavedReply.used + 1)
        self._session.execute(query)

    def _owner(self, reply_id: str) -> str | None:
        return self._session.scalar(select(SavedReply.operator_id).where(SavedReply.id == reply_id))

    def _demand(self, *whose: str | None) -> None:
        """Go on only if whoever acts may: their own texts are theirs to change, everybody's are not."""
        rights = Rights(self._session)
        is_own = all(one is not None and rights.is_me(one) for one in whose)
        rights.demand(Deed.REPLY if is_own else Deed.EDIT_SAVED_REPLIES)

    def _values(self, draft: SavedReplyDraft, but: str) -> dict[str, Any]:
        problems = [*_problems(draft), *self._taken(draft, but)]
        if problems:
            raise Refused(*problems)
        return {
            "name": draft.name.strip(),
            "shortcut": draft.shortcut.strip().lstrip("/"),
            "folder": draft.folder.strip(),
            "operator_id": draft.operator_id,
            "texts": {
                language: {"subject": subject, "text": text}
                for language, (subject, text) in draft.texts.items()
                if subject.strip() or text.strip()
            },
        }

    def _taken(self, draft: SavedReplyDraft, but: str) -> Iterator[Problem]:
        """Tell of a shortcut that means something else already."""
        wanted = fold(draft.shortcut.strip().lstrip("/"))
        if wanted and any(
            fold(row.shortcut) == wanted for row in self.page(draft.operator_id) if row.id != but
        ):
            yield Problem(code="shortcut_taken", place="shortcut")


_COLUMNS = (
    SavedReply.id,
    SavedReply.version,
    SavedReply.name,
    SavedReply.shortcut,
    SavedReply.folder,
    SavedReply.operator_id,
    SavedReply.texts,
    SavedReply.used,
)


def _rank(row: SavedReplyRow, wanted: str) -> int | None:
    """Return how well a text fits folded words, 0 best; None when it does not."""
    shortcut, name = fold(row.shortcut), fold(row.name)
    if not wanted or shortcut == wanted:
        return 0
    if shortcut.startswith(wanted):
        return 1
    if any(word.startswith(wanted) for word in name.split()):
        return 2
    words = wanted.split()
    everything = " ".join([name, shortcut, *(fold(f"{s} {t}") for s, t in row.texts.values())])
    return 3 if all(word in everything for word in words) else None


def _problems(draft: SavedReplyDraft) -> Iterator[Problem]:
    if not draft.name.strip():
        yield Problem(code="name_missing", place="name")
    for place, most in _LENGTHS.items():
        if len(getattr(draft, place)) > most:
            yield Problem(code="too_long", place=place)
    if any(sign.isspace() for sign in draft.shortcut.strip()):
        yield Problem(code="space_in_shortcut", place="shortcut")
    if not any(text.strip() for _, text in draft.texts.values()):
        yield Problem(code="empty_text", place="texts")
    if any(len(text) > MOST_TEXT for _, text in draft.texts.values()):
        yield Problem(code="too_long", place="texts")


def _row(row: AnyRow) -> SavedReplyRow:
    return SavedReplyRow(
        id=row.id,
        version=row.version,
        name=row.name,
        shortcut=row.shortcut,
        folder=row.folder,
        operator_id=row.operator_id,
        texts={
            language: (str(said.get("subject", "")), str(said.get("text", "")))
            for language, said in row.texts.items()
        },
        used=row.used,
    )
