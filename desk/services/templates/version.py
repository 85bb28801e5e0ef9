# SPDX-License-Identifier: LicenseRef-Desk
"""What the library gives out and takes in: templates, versions and their wording, as frozen values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from desk.models.identity import TemplateId, VersionId
from desk.models.vocabulary import Channel, VersionState
from desk.services.templates.plain import Json
from desk.services.templates.policy import Policies, policies_from_json, policies_to_json
from desk.services.templates.text import Texts, texts_from_json, texts_to_json


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """Everything a version says: texts by channel and language, and its placeholders' policies."""

    texts: Texts
    policies: Policies = field(default_factory=dict)

    def to_json(self) -> tuple[Json, Json]:
        """Return (texts, policies) as the table keeps them."""
        return texts_to_json(self.texts), policies_to_json(self.policies)


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateCard:
    """What a template is called, where it lies, and the event type whose fields it may use ("": any)."""

    name: str
    folder: str = ""
    event_kind: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateFilter:
    """Which templates are wanted; "" and None mean all."""

    text: str = ""
    folder: str | None = None
    event_kind: str = ""
    archived: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateRow:
    """A template in a list. key: where the next page begins. used_by: how many rules send it.

    published, draft: version numbers, None where there is none. languages: channel → languages of the newest
    version.
    """

    id: TemplateId
    key: tuple[str, str]
    card: TemplateCard
    updated_at: datetime
    archived_at: datetime | None = None
    published: int | None = None
    draft: int | None = None
    languages: Mapping[Channel, frozenset[str]] = field(default_factory=dict)
    used_by: int = 0


@dataclass(frozen=True, kw_only=True)
class VersionRow:
    """One version, texts and policies as JSON; `wording` reads them."""

    id: VersionId
    template_id: TemplateId
    number: int
    state: VersionState
    author: str
    created_at: datetime
    updated_at: datetime
    published_at: datetime | None
    texts: Json
    policies: Json

    @cached_property
    def wording(self) -> Wording:
        """The texts and policies as values."""
        return Wording(texts=texts_from_json(self.texts), policies=policies_from_json(self.policies))


@dataclass(frozen=True, kw_only=True)
class VersionTexts:
    """What rendering needs of a version, as JSON."""

    id: VersionId
    texts: Json
    policies: Json

    @cached_property
    def languages(self) -> Mapping[Channel, frozenset[str]]:
        """Channel → languages in which the version says something."""
        return languages_of(self.texts)


def languages_of(texts: Json) -> dict[Channel, frozenset[str]]:
    """Return channel → languages in which texts say something."""
    return {
        Channel(channel): frozenset(
            language for language, text in by_language.items() if text.get("body") or text.get("blocks")
        )
        for channel, by_language in texts.items()
    }
