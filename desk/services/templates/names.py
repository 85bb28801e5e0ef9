# SPDX-License-Identifier: LicenseRef-Desk
"""The names that a text may use: dotted paths, their other spellings, and how each is written by itself."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from desk.services.templates.plain import Json


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """What the catalogue says about placeholders; given by the caller, who stands above.

    aliases: other spelling → path, or "path|filter". formats: path → the filter a bare placeholder passes
    through (money, phone, date, datetime, time, number).
    """

    aliases: Mapping[str, str] = field(default_factory=dict)
    formats: Mapping[str, str] = field(default_factory=dict)

    def path_of(self, spelling: str) -> tuple[str, str]:
        """Return (path, filter) of a dotted spelling; the filter is "" where none is implied."""
        target, rest = self.aliases.get(spelling, ""), ""
        head = spelling
        while not target and "." in head:
            head = head.rpartition(".")[0]
            target, rest = self.aliases.get(head, ""), spelling[len(head) :]
        path, _, written = (target or spelling).partition("|")
        if rest and target:
            return path.strip() + rest, self.formats.get(path.strip() + rest, "")
        return path.strip(), written.strip() or self.formats.get(path.strip(), "")

    def to_json(self) -> Json:
        """Return the names as a JSON object."""
        return {"aliases": dict(self.aliases), "formats": dict(self.formats)}


def look_up(fields: Mapping[str, object], path: str) -> object:
    """Return the value of a path, in a flat mapping or in nested ones; None when there is none."""
    if path in fields:
        return fields[path]
    head = path
    while "." in head:
        head = head.rpartition(".")[0]
        if head in fields:
            return _descend(fields[head], path[len(head) + 1 :].split("."))
    return None


def _descend(value: object, parts: list[str]) -> object:
    for part in parts:
        if not isinstance(value, dict):
            return None
        value = value.get(part)
    return value
