# SPDX-License-Identifier: LicenseRef-Desk
"""Keeps templates and their versions: one draft at most, and published versions that never change."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import Row, insert, select
from sqlalchemy.orm import Session

from desk import clock
from desk.errors import Conflict, NotFound, Problem, Refused
from desk.models import Template, TemplateVersion, new_id
from desk.models.identity import TemplateId, VersionId
from desk.models.vocabulary import VersionState
from desk.services.shop import Deed, needs
from desk.services.templates import listing
from desk.services.templates.checking import grammar_problems
from desk.services.templates.shelf import VERSION, Shelf
from desk.services.templates.version import (
    TemplateCard,
    TemplateFilter,
    TemplateRow,
    VersionRow,
    VersionTexts,
    Wording,
)

MOST_NAME, MOST_FOLDER = 200, 80


class Library:
    """Keeper of templates."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._shelf = Shelf(session)

    @needs(Deed.EDIT_TEMPLATES)
    def create(self, card: TemplateCard, wording: Wording, *, author: str = "") -> TemplateId:
        """Keep a new template with its first draft; raises Refused for one without a name."""
        _check(card)
        template_id, now = TemplateId(new_id()), clock.now()
        self._session.execute(
            insert(Template).values(id=template_id, created_at=now, updated_at=now, **_columns(card))
        )
        self._shelf.add(template_id, wording.to_json(), author)
        return template_id

    @needs(Deed.EDIT_TEMPLATES)
    def describe(self, template_id: TemplateId, card: TemplateCard, *, archived: bool = False) -> None:
        """Rename, move, put away or take back; raises Refused and NotFound. The texts stay as they are."""
        _check(card)
        row = self._template(template_id)
        since = (row.archived_at or clock.now()) if archived else None
        self._shelf.touch(template_id, archived_at=since, **_columns(card))

    def page(
        self, wanted: TemplateFilter, after: tuple[str, str] | None = None, limit: int = 100
    ) -> tuple[TemplateRow, ...]:
        """Return templates by name, beginning after the one whose row has the key `after`."""
        return listing.find(self._session, wanted, after, limit)

    def row(self, template_id: TemplateId) -> TemplateRow:
        """Return one template as lists show it; raises NotFound."""
        return listing.rows_of(self._session, [self._template(template_id)])[0]

    def draft(self, template_id: TemplateId, *, author: str = "") -> VersionRow:
        """Return the draft; where there is none, make one that says what is published. Raises NotFound."""
        self._shelf.hold(template_id)
        found = self._shelf.newest(template_id, VersionState.DRAFT)
        if found is not None:
            return found
        last = self.published(template_id)
        return self.version(self._shelf.add(template_id, (last.texts, last.policies), author))

    @needs(Deed.EDIT_TEMPLATES)
    def save_draft(
        self, version_id: VersionId, wording: Wording, *, author: str = "", seen: datetime | None = None
    ) -> datetime:
        """Keep what a draft says now, right or wrong; return the new `updated_at`.

        Raises Refused for a published version, and Conflict when somebody saved it after `seen` (the
        `updated_at` that the editor began from; None: whatever is there).
        """
        self._shelf.hold(self.version(version_id).template_id)
        version = self.version(version_id)
        if version.state is VersionState.PUBLISHED:
            raise Refused(Problem(code="published_never_changes", place="version"))
        if seen is not None and seen != version.updated_at:
            raise Conflict("template_changed", author=version.author)
        self._shelf.touch(version.template_id)
        return self._shelf.rewrite(version_id, wording.to_json(), author or version.author)

    @needs(Deed.EDIT_TEMPLATES)
    def publish(self, template_id: TemplateId, *, author: str = "") -> VersionId:
        """Make the draft the version that new notifications use; what is pending keeps its own.

        Raises NotFound without a draft, Refused when it says nothing or breaks the grammar; what `check`
        finds beyond that is the caller's to ask.
        """
        self._shelf.hold(template_id)
        draft = self._shelf.newest(template_id, VersionState.DRAFT)
        if draft is None:
            raise NotFound("no_draft", template=template_id)
        problems = grammar_problems(draft.wording)
        if problems:
            raise Refused(*problems)
        self._shelf.publish(draft, author)
        self._shelf.touch(template_id)
        return draft.id

    def published(self, template_id: TemplateId) -> VersionRow:
        """Return the version in use; raises NotFound when nothing was published yet."""
        found = self._shelf.newest(template_id, VersionState.PUBLISHED)
        if found is None:
            raise NotFound("not_published", template=template_id)
        return found

    def version(self, version_id: VersionId) -> VersionRow:
        """Return one version; raises NotFound."""
        row = self._session.execute(select(*VERSION).where(TemplateVersion.id == version_id)).one_or_none()
        if row is None:
            raise NotFound("version_not_found", id=version_id)
        return VersionRow(**row._mapping)  # noqa: SLF001 - SQLAlchemy's public name

    def versions(self, template_id: TemplateId, limit: int = 100) -> tuple[VersionRow, ...]:
        """Return the versions of a template, newest first."""
        query = select(*VERSION).where(TemplateVersion.template_id == template_id)
        rows = self._session.execute(query.order_by(TemplateVersion.number.desc()).limit(limit))
        return tuple(VersionRow(**row._mapping) for row in rows)  # noqa: SLF001 - SQLAlchemy's public name

    def texts_of(self, version_ids: Collection[str]) -> dict[str, VersionTexts]:
        """Return id → texts of the versions that exist: what making messages takes, at once."""
        columns = (TemplateVersion.id, TemplateVersion.texts, TemplateVersion.policies)
        query = select(*columns).where(TemplateVersion.id.in_(version_ids)).limit(len(version_ids))
        return {
            row.id: VersionTexts(id=VersionId(row.id), texts=row.texts, policies=row.policies)
            for row in self._session.execute(query)
        }

    @needs(Deed.EDIT_TEMPLATES)
    def roll_back(self, version_id: VersionId, *, author: str = "") -> VersionId:
        """Publish again what an older version said, as a new version; a draft stays. Raises NotFound."""
        old = self.version(version_id)
        self._shelf.hold(old.template_id)
        new = self.version(self._shelf.add(old.template_id, (old.texts, old.policies), author))
        self._shelf.publish(new, author)
        self._shelf.touch(old.template_id)
        return new.id

    def _template(self, template_id: TemplateId) -> Row[Any]:
        row = self._session.execute(select(*listing.COLUMNS).where(Template.id == template_id)).one_or_none()
        if row is None:
            raise NotFound("template_not_found", id=template_id)
        return row


def _check(card: TemplateCard) -> None:
    problems = []
    if not card.name.strip():
        problems.append(Problem(code="required", place="name"))
    if len(card.name) > MOST_NAME:
        problems.append(Problem(code="too_long", place="name"))
    if len(card.folder) > MOST_FOLDER:
        problems.append(Problem(code="too_long", place="folder"))
    if problems:
        raise Refused(*problems)


def _columns(card: TemplateCard) -> dict[str, str]:
    return {"name": card.name.strip(), "folder": card.folder.strip(), "event_kind": card.event_kind}
