# SPDX-License-Identifier: LicenseRef-Desk
"""Keeps the rows of versions for the library: the statements that several of its methods share."""

from datetime import datetime
from typing import Any

from sqlalchemy import func, insert, select, update
from sqlalchemy.orm import Session

from desk import clock
from desk.errors import NotFound
from desk.models import Template, TemplateVersion, new_id
from desk.models.identity import TemplateId, VersionId
from desk.models.vocabulary import VersionState
from desk.services.templates.plain import Json
from desk.services.templates.version import VersionRow

VERSION = (
    TemplateVersion.id,
    TemplateVersion.template_id,
    TemplateVersion.number,
    TemplateVersion.state,
    TemplateVersion.author,
    TemplateVersion.created_at,
    TemplateVersion.updated_at,
    TemplateVersion.published_at,
    TemplateVersion.texts,
    TemplateVersion.policies,
)


class Shelf:
    """Keeper of version rows; the library decides what may be done with them."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def hold(self, template_id: TemplateId) -> None:
        """Let nobody else number a version of this template until the transaction ends; raises NotFound."""
        query = select(Template.id).where(Template.id == template_id).with_for_update()
        if self._session.execute(query).one_or_none() is None:
            raise NotFound("template_not_found", id=template_id)

    def touch(self, template_id: TemplateId, **values: object) -> None:
        """Note that a template changed, and what."""
        values["updated_at"] = clock.now()
        self._session.execute(update(Template).where(Template.id == template_id).values(**values))

    def add(self, template_id: TemplateId, content: tuple[Json, Json], author: str) -> VersionId:
        """Keep a new draft of (texts, policies) with the next number."""
        version_id, now = VersionId(new_id()), clock.now()
        values: dict[str, Any] = {"texts": content[0], "policies": content[1], "author": author}
        values |= {"created_at": now, "updated_at": now, "state": VersionState.DRAFT}
        number = self._last_number(template_id) + 1
        self._session.execute(
            insert(TemplateVersion).values(id=version_id, template_id=template_id, number=number, **values)
        )
        return version_id

    def rewrite(self, version_id: VersionId, content: tuple[Json, Json], author: str) -> datetime:
        """Replace what a draft says; return when."""
        now = clock.now()
        self._session.execute(
            update(TemplateVersion)
            .where(TemplateVersion.id == version_id)
            .values(texts=content[0], policies=content[1], author=author, updated_at=now)
        )
        return now

    def publish(self, version: VersionRow, author: str) -> None:
        """Make a draft the newest published version, with the highest number."""
        last = self._last_number(version.template_id)
        self._session.execute(
            update(TemplateVersion)
            .where(TemplateVersion.id == version.id)
            .values(
                state=VersionState.PUBLISHED,
                number=version.number if version.number == last else last + 1,
                published_at=clock.now(),
                author=author or version.author,
            )
        )

    def newest(self, template_id: TemplateId, state: VersionState) -> VersionRow | None:
        """Return the newest version in a state, if there is one."""
        query = select(*VERSION).where(
            TemplateVersion.template_id == template_id, TemplateVersion.state == state
        )
        row = self._session.execute(query.order_by(TemplateVersion.number.desc()).limit(1)).one_or_none()
        return VersionRow(**row._mapping) if row else None  # noqa: SLF001 - SQLAlchemy's public name

    def _last_number(self, template_id: TemplateId) -> int:
        query = select(func.max(TemplateVersion.number)).where(TemplateVersion.template_id == template_id)
        return self._session.scalar(query) or 0
