# SPDX-License-Identifier: LicenseRef-Desk
"""Reads and writes the simple conditions of a block ("order.balance_due > 0"); pure.

What is more than one comparison stays as it was written and is edited as text.
"""

import re
from dataclasses import dataclass
from enum import StrEnum


class Relation(StrEnum):
    """How a field is looked at; the value is its sign in the language of texts."""

    FILLED = "is filled"
    EMPTY = "is empty"
    EQUAL = "=="
    DIFFERENT = "!="
    MORE = ">"
    LESS = "<"

    @property
    def needs_value(self) -> bool:
        """Whether something stands at its right side."""
        return self not in (Relation.FILLED, Relation.EMPTY)


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """One comparison. value: as typed, "" for tests that need none."""

    path: str = ""
    test: Relation = Relation.FILLED
    value: str = ""

    @property
    def source(self) -> str:
        """The condition as a text has it; "" while no field is chosen."""
        if not self.path:
            return ""
        if not self.test.needs_value:
            return f"{self.path} {self.test.value}"
        return f"{self.path} {self.test.value} {_literal(self.value)}"


_SIMPLE = re.compile(
    r"(?P<path>[^\W\d][\w.]*)(?:\s+(?P<test>is\s+filled|is\s+empty)"
    r"|\s*(?P<sign>==|!=|>|<)\s*(?P<value>-?[0-9]+(?:\.[0-9]+)?|\"[^\"{}%\\]*\"|'[^'{}%\\]*'))?"
)
_NUMBER = re.compile(r"-?[0-9]{1,12}(?:[.,][0-9]{1,6})?")
_NOT_IN_WORDS = re.compile(r'["{}%\\\x00-\x1f\x7f-\x9f\u2028\u2029]')


def condition_of(source: str) -> Condition | None:
    """Return what a simple condition says; None for one that can only be edited as text."""
    if not source.strip():
        return Condition()
    found = _SIMPLE.fullmatch(source.strip())
    if found is None:
        return None
    if found["sign"]:
        value = found["value"]
        bare = value[1:-1] if value[0] in "\"'" else value
        return Condition(path=found["path"], test=Relation(found["sign"]), value=bare)
    test = Relation(" ".join(found["test"].split())) if found["test"] else Relation.FILLED
    return Condition(path=found["path"], test=test)


def _literal(value: str) -> str:
    """Return a value as the language writes it: a number bare, words quoted."""
    plain = value.strip()
    if _NUMBER.fullmatch(plain):
        return plain.replace(",", ".")
    return '"' + _NOT_IN_WORDS.sub("", plain) + '"'
