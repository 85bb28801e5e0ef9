# SPDX-License-Identifier: LicenseRef-Desk
"""Rules as values for lists and the editor."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from desk.models.identity import RuleId, TemplateId
from desk.models.vocabulary import Channel, RuleState, Standing
from desk.services.rules.spec import RuleSpec


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleDraft:
    """A rule as typed."""

    name: str
    spec: RuleSpec
    template_id: TemplateId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleCard:
    """A rule as the editor opens it. catalogue_key: the event type whose ready rule it is, if it is one."""

    id: RuleId
    version: int
    name: str
    state: RuleState
    spec: RuleSpec
    template_id: TemplateId | None
    template_name: str
    catalogue_key: str | None
    created_at: datetime
    updated_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleRow:
    """A rule as a line of the list. totals: where its deliveries stand, without the zeros."""

    id: RuleId
    version: int
    name: str
    state: RuleState
    event_kind: str
    channels: tuple[Channel, ...]
    template_id: TemplateId | None
    template_name: str
    catalogue_key: str | None
    updated_at: datetime
    totals: Mapping[Standing, int]
    sort_key: str

    @property
    def position(self) -> tuple[str, str]:
        """Return what the next page starts after."""
        return self.sort_key, self.id


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleFilter:
    """Which rules a list shows. states, event_kinds: () means all. text: in the name, folded."""

    text: str = ""
    states: tuple[RuleState, ...] = (RuleState.DRAFT, RuleState.ACTIVE, RuleState.PAUSED)
    event_kinds: tuple[str, ...] = ()


ALL_RULES = RuleFilter()
"""Everything but the archive."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleSource:
    """What a RuleView is built from; the documents follow from the versions and are not compared."""

    id: str
    version: int
    name: str
    state: RuleState
    template_id: str | None
    template_version_id: str | None
    spec: Mapping[str, object] = field(compare=False)
    languages: Mapping[Channel, frozenset[str]] = field(compare=False)
