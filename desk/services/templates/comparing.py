# SPDX-License-Identifier: LicenseRef-Desk
"""Says what two versions do not have in common, line by line."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from desk.services.templates.text import Block, Text
from desk.services.templates.version import Wording


class LineKind(StrEnum):
    """Whether a line is in both versions, only in the older, or only in the newer."""

    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a comparison."""

    kind: LineKind
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """A part that changed. place: "email.fr.subject", "sms.en.body", "email.fr.blocks" or "policies"."""

    place: str
    lines: tuple[Line, ...]


def compare(older: Wording, newer: Wording) -> tuple[Difference, ...]:
    """Return the parts that differ, in the order of their places; () when nothing does."""
    before, after = dict(_parts(older)), dict(_parts(newer))
    return tuple(
        Difference(place=place, lines=tuple(_lines(before.get(place, ""), after.get(place, ""))))
        for place in sorted(before.keys() | after.keys())
        if before.get(place, "") != after.get(place, "")
    )


def _parts(wording: Wording) -> Iterator[tuple[str, str]]:
    for channel, by_language in wording.texts.items():
        for language, text in by_language.items():
            yield from ((f"{channel}.{language}.{name}", said) for name, said in _said(text))
    policies = (
        f"{path}: {policy.kind.value} {policy.default}".rstrip() for path, policy in wording.policies.items()
    )
    yield "policies", "\n".join(sorted(policies))


def _said(text: Text) -> Iterator[tuple[str, str]]:
    yield "subject", text.subject
    yield "preheader", text.preheader
    yield "body", text.body
    yield "blocks", "\n".join(line for block in text.blocks for line in _outline(block, ""))


def _outline(block: Block, indent: str) -> Iterator[str]:
    """Give a block as lines that a person can compare: its kind with its settings, then its words."""
    settings = {
        name: value
        for name, value in block.to_json().items()
        if name not in ("kind", "text", "blocks", "otherwise")
    }
    told = json.dumps(settings, ensure_ascii=False) if settings else ""
    yield f"{indent}{block.kind.value} {told}".rstrip()
    yield from (f"{indent}  {line}" for line in block.text.splitlines())
    for inner in (*block.blocks, *block.otherwise):
        yield from _outline(inner, f"{indent}  ")


def _lines(before: str, after: str) -> Iterator[Line]:
    old, new = before.splitlines(), after.splitlines()
    for kind, a_from, a_to, b_from, b_to in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            yield from (Line(LineKind.SAME, line) for line in old[a_from:a_to])
            continue
        yield from (Line(LineKind.REMOVED, line) for line in old[a_from:a_to])
        yield from (Line(LineKind.ADDED, line) for line in new[b_from:b_to])
