# SPDX-License-Identifier: LicenseRef-Desk
"""Keeps the list of templates: pages by name, search, versions and use at a glance."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, Select, func, select, tuple_
from sqlalchemy.orm import Session

from desk.models import Rule, Template, TemplateVersion
from desk.models.vocabulary import RuleState, VersionState
from desk.services.shop import fold, terms
from desk.services.templates.version import TemplateCard, TemplateFilter, TemplateRow, languages_of

CHUNK = 500
"""How many names are searched at once: folding happens here, not in the database."""

_KEY = func.lower(Template.name)
COLUMNS = (
    Template.id,
    Template.name,
    Template.folder,
    Template.event_kind,
    Template.updated_at,
    Template.archived_at,
    _KEY.label("key"),
)


def find(
    session: Session, wanted: TemplateFilter, after: tuple[str, str] | None, limit: int
) -> tuple[TemplateRow, ...]:
    """Return templates by name, beginning after the key `after`."""
    words = terms(wanted.text)
    found: list[Row[Any]] = []
    chunk_size = CHUNK if words else limit
    while len(found) < limit:
        chunk = session.execute(_query(wanted, after).limit(chunk_size)).all()
        found += [row for row in chunk if _says(row, words)]
        if len(chunk) < chunk_size:
            break
        after = (chunk[-1].key, chunk[-1].id)
    return rows_of(session, found[:limit])


def rows_of(session: Session, rows: Sequence[Row[Any]]) -> tuple[TemplateRow, ...]:
    """Return templates with their versions and their use."""
    ids = [row.id for row in rows]
    numbers, texts, uses = _numbers(session, ids), _newest_texts(session, ids), _uses(session, ids)
    return tuple(
        TemplateRow(
            id=row.id,
            key=(row.key, row.id),
            card=TemplateCard(name=row.name, folder=row.folder, event_kind=row.event_kind),
            updated_at=row.updated_at,
            archived_at=row.archived_at,
            published=numbers.get((row.id, VersionState.PUBLISHED)),
            draft=numbers.get((row.id, VersionState.DRAFT)),
            languages=languages_of(texts.get(row.id, {})),
            used_by=uses.get(row.id, 0),
        )
        for row in rows
    )


def _query(wanted: TemplateFilter, after: tuple[str, str] | None) -> Select[Any]:
    query = select(*COLUMNS).order_by(_KEY, Template.id)
    query = query.where(
        Template.archived_at.is_not(None) if wanted.archived else Template.archived_at.is_(None)
    )
    if wanted.folder is not None:
        query = query.where(Template.folder == wanted.folder)
    if wanted.event_kind:
        query = query.where(Template.event_kind == wanted.event_kind)
    return query.where(tuple_(_KEY, Template.id) > after) if after else query


def _says(row: Row[Any], words: tuple[str, ...]) -> bool:
    text = fold(f"{row.name} {row.folder} {row.event_kind}") if words else ""
    return all(word in text for word in words)


def _numbers(session: Session, ids: list[str]) -> dict[tuple[str, VersionState], int]:
    query = (
        select(TemplateVersion.template_id, TemplateVersion.state, func.max(TemplateVersion.number))
        .where(TemplateVersion.template_id.in_(ids))
        .group_by(TemplateVersion.template_id, TemplateVersion.state)
    )
    return {(template_id, state): number for template_id, state, number in session.execute(query)}


def _newest_texts(session: Session, ids: list[str]) -> dict[str, dict[str, Any]]:
    newest = (
        select(TemplateVersion.template_id, func.max(TemplateVersion.number).label("number"))
        .where(TemplateVersion.template_id.in_(ids))
        .group_by(TemplateVersion.template_id)
        .subquery()
    )
    query = select(TemplateVersion.template_id, TemplateVersion.texts).join(
        newest,
        (TemplateVersion.template_id == newest.c.template_id) & (TemplateVersion.number == newest.c.number),
    )
    return {row.template_id: row.texts for row in session.execute(query)}


def _uses(session: Session, ids: list[str]) -> dict[str, int]:
    query = (
        select(Rule.template_id, func.count())
        .where(Rule.template_id.in_(ids), Rule.state != RuleState.ARCHIVED)
        .group_by(Rule.template_id)
    )
    return {str(template_id): count for template_id, count in session.execute(query)}
