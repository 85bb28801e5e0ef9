# SPDX-License-Identifier: LicenseRef-Desk
"""What happens when a placeholder has nothing to say."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from desk.services.templates.plain import Json


class PolicyKind(StrEnum):
    """required: no message is made. default: another word. drop: the sentence goes."""

    REQUIRED = "required"
    DEFAULT = "default"
    DROP = "drop"


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """One placeholder's policy; a placeholder without one is required."""

    kind: PolicyKind = PolicyKind.REQUIRED
    default: str = ""

    def to_json(self) -> Json:
        """Return the policy as `models.TemplateVersion.policies` keeps it."""
        return {"policy": self.kind.value} | ({"default": self.default} if self.default else {})


Policies = Mapping[str, Policy]
"""Placeholder path → policy."""


def policies_from_json(value: Json) -> dict[str, Policy]:
    """Read policies back; an unknown word raises ValueError."""
    return {
        path: Policy(kind=PolicyKind(one["policy"]), default=str(one.get("default", "")))
        for path, one in value.items()
    }


def policies_to_json(policies: Policies) -> Json:
    """Return policies as `models.TemplateVersion.policies` keeps them."""
    return {path: policy.to_json() for path, policy in policies.items()}
