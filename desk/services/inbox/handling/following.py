# SPDX-License-Identifier: LicenseRef-Desk
"""Keeps what follows the messages of a conversation into another one, and back: drafts, notices, tasks, counts."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from sqlalchemy import Column, Table, select, update
from sqlalchemy.orm import Session

from desk.models import AutomaticAnswer, BotTask, Draft, Notice
from desk.services.store import portions

_TABLES: dict[str, Table] = {
    model.__tablename__: model.__table__  # type: ignore[misc]
    for model in (Draft, Notice, BotTask, AutomaticAnswer)
}
FOLLOWING: tuple[str, ...] = tuple(_TABLES)
"""The tables whose rows belong to a conversation by its id alone."""


def places_of(session: Session, table: str, conversation_ids: Sequence[str]) -> dict[str, str]:
    """Return row → conversation, of the rows of conversations in one of FOLLOWING."""
    of = _TABLES[table]
    query = select(_key(of), of.c.conversation_id).where(of.c.conversation_id.in_(conversation_ids))
    return {row[0]: row[1] for row in session.execute(query)}


def put_back(session: Session, table: str, places: Mapping[str, str]) -> None:
    """Let rows of one of FOLLOWING belong to the conversations they were in; what is gone is passed over."""
    of = _TABLES[table]
    alike: defaultdict[str, list[str]] = defaultdict(list)
    for one, place in places.items():
        alike[place].append(one)
    for place, rows in alike.items():
        for some in portions(rows):
            session.execute(update(of).where(_key(of).in_(some)).values(conversation_id=place))


def _key(table: Table) -> Column[str]:
    return next(iter(table.primary_key.columns))
