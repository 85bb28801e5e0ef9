# SPDX-License-Identifier: LicenseRef-Desk
"""Keeps nothing of its own: reads rules as `decide` wants them, with their template's published version."""

from collections.abc import Collection, Mapping
from functools import lru_cache
from typing import Any

from sqlalchemy import Row, Select, select
from sqlalchemy.orm import Session

from desk.errors import NotFound
from desk.models import Rule, TemplateVersion
from desk.models.columns import Json
from desk.models.vocabulary import Channel, RuleState, VersionState
from desk.services.events import event_type
from desk.services.rules.card import RuleSource
from desk.services.rules.compiled import TIMED
from desk.services.rules.condition_check import PERSON_FIELDS, condition_types
from desk.services.rules.convert import spec_from_json
from desk.services.rules.validate import TemplateFacts
from desk.services.rules.views import RuleView

MAX_RULES = 2000
"""More rules than this no shop has; every query of rules stops there."""

_COLUMNS = (Rule.id, Rule.version, Rule.name, Rule.state, Rule.spec, Rule.template_id)


class RuleViews:
    """Reader of rules for deciding; what has not changed is not compiled again."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def active_for(self, event_kinds: Collection[str]) -> tuple[RuleView, ...]:
        """Return the active rules of these kinds of events, oldest first, pinned to the published version."""
        where = Rule.state == RuleState.ACTIVE, Rule.event_kind.in_(event_kinds)
        return self._views(select(*_COLUMNS).where(*where))

    def some(self, rule_ids: Collection[str]) -> dict[str, RuleView]:
        """Return id → rule of those that exist, in whatever state."""
        return {view.id: view for view in self._views(select(*_COLUMNS).where(Rule.id.in_(rule_ids)))}

    def timed(self) -> tuple[RuleView, ...]:
        """Return the active rules that timers set off, oldest first."""
        active = self._views(select(*_COLUMNS).where(Rule.state == RuleState.ACTIVE))
        return tuple(view for view in active if view.spec.trigger.kind in TIMED)

    def templates(self, template_ids: Collection[str]) -> dict[str, TemplateFacts]:
        """Return id → what rules have to know of a template; every id is there."""
        found = {one: TemplateFacts(template_id=one) for one in template_ids}
        query = (
            select(TemplateVersion.template_id, TemplateVersion.id, TemplateVersion.texts)
            .where(
                TemplateVersion.template_id.in_(template_ids), TemplateVersion.state == VersionState.PUBLISHED
            )
            .order_by(TemplateVersion.template_id, TemplateVersion.number)
            .limit(MAX_RULES)
        )
        for template_id, version_id, texts in self._session.execute(query):
            languages = languages_of(texts)
            found[template_id] = TemplateFacts(
                template_id=template_id, version_id=version_id, languages=languages
            )
        return found

    def _views(self, query: "Select[*tuple[Any, ...]]") -> tuple[RuleView, ...]:
        rows = self._session.execute(query.order_by(Rule.id).limit(MAX_RULES)).all()
        templates = self.templates({row.template_id for row in rows if row.template_id})
        return tuple(_built(_source(row, templates)) for row in rows)


def languages_of(texts: Json) -> dict[Channel, frozenset[str]]:
    """Return channel → languages in which a version says something."""
    return {
        Channel(channel): frozenset(language for language, text in by_language.items() if _says(text))
        for channel, by_language in texts.items()
    }


def types_for(event_kind: str) -> Mapping[str, str]:
    """Return path → field type for conditions; an unknown kind of event leaves only the common ones."""
    try:
        return condition_types(event_type(event_kind))
    except NotFound:
        return PERSON_FIELDS


def _says(text: Json) -> bool:
    return bool(text.get("body") or text.get("blocks"))


def _source(row: "Row[*tuple[Any, ...]]", templates: Mapping[str, TemplateFacts]) -> RuleSource:
    template = templates.get(row.template_id) if row.template_id else None
    return RuleSource(
        id=row.id,
        version=row.version,
        name=row.name,
        state=row.state,
        template_id=row.template_id,
        template_version_id=template.version_id if template else None,
        spec=row.spec,
        languages=template.languages if template else {},
    )


@lru_cache(maxsize=1024)
def _built(source: RuleSource) -> RuleView:
    spec = spec_from_json(dict(source.spec))
    return RuleView(
        id=source.id,
        version=source.version,
        name=source.name,
        state=source.state,
        spec=spec,
        template_id=source.template_id,
        template_version_id=source.template_version_id,
        template_languages=source.languages,
        types=types_for(spec.trigger.event_kind),
    )
