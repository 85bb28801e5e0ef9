# SPDX-License-Identifier: LicenseRef-Desk
"""The steps of a decision, and the compact JSON that evaluations keep of them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from desk.models.vocabulary import Reason

JsonValue = str | int | float | bool | None | Sequence["JsonValue"] | Mapping[str, "JsonValue"]

NOTHING: Mapping[str, str] = {}
"""The details of a step that has none."""


class StepCode(StrEnum):
    """What one step of a decision looked at."""

    EVENT = "event"
    RULE = "rule"
    VALIDITY = "validity"
    LOCATION = "location"
    TRIGGER = "trigger"
    CONDITION = "condition"
    CONDITIONS = "conditions"
    AUDIENCE = "audience"
    SUBJECT = "subject"
    DUPLICATE = "duplicate"
    CAP = "cap"
    CHANNEL = "channel"
    DELAY = "delay"
    OPENING = "opening"
    QUIET = "quiet"
    LAW = "law"
    AGE = "age"
    APPROVAL = "approval"
    STOP = "stop"
    UNDECIDABLE = "undecidable"


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that was looked at. passed: None informs only. details: words and values for the sentence."""

    code: StepCode
    passed: bool | None
    details: Mapping[str, str]
    reason: Reason | None = None


def encode_steps(steps: Iterable[Step]) -> list[JsonValue]:
    """Return steps as a JSON value: [code, passed, details?, reason?], what is empty at the end left out."""
    rows: list[JsonValue] = []
    for step in steps:
        if step.reason is not None:
            rows.append([step.code, step.passed, step.details, step.reason])
        elif step.details:
            rows.append([step.code, step.passed, step.details])
        else:
            rows.append([step.code, step.passed])
    return rows


def decode_steps(trace: Sequence[JsonValue]) -> tuple[Step, ...]:
    """Return the steps that `encode_steps` wrote. Raises ValueError on anything else."""
    return tuple(_step(row) for row in trace)


def _step(row: JsonValue) -> Step:
    match row:
        case [str(code), bool() | None as passed, *rest] if len(rest) <= 2:
            details = rest[0] if rest else {}
            reason = rest[1] if len(rest) == 2 else None
            if isinstance(details, Mapping):
                texts = {key: str(value) for key, value in details.items()}
                return Step(StepCode(code), passed, texts, Reason(str(reason)) if reason else None)
    message = f"not a step: {row!r}"
    raise ValueError(message)
