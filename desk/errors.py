# SPDX-License-Identifier: LicenseRef-Desk
"""The whole tree of errors, cut by what can be done about them.

DeskError
├── Refused        the person changes the input; carries problems
├── NotFound       it is gone; go back to the list
├── Conflict       somebody else changed it; reload
├── Misconfigured  the owner changes a setting
├── Unavailable    later, by itself; may carry retry_after
└── Rejected       the other side said never
"""

from dataclasses import dataclass, field
from datetime import timedelta

MISTAKES = (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError)
"""What a value nobody thought of does to code; caught where one case must not stop all the others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing that is wrong with what a person typed.

    code: closed word that `ui.wording` turns into a sentence. place: the field or clause, dotted.
    details: values that the sentence names.
    """

    code: str
    place: str = ""
    details: dict[str, str] = field(default_factory=dict)


class DeskError(Exception):
    """Whatever Desk expects to go wrong."""

    def __init__(self, code: str, **details: str) -> None:
        super().__init__(code + "".join(f" {key}={value}" for key, value in details.items()))
        self.code = code
        self.details = details


class Refused(DeskError):
    """The input is not acceptable; every problem is listed."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__("refused", problems="; ".join(f"{p.place}: {p.code}" for p in problems))
        self.problems = problems


class NotFound(DeskError):
    """What was asked for is not there (any more)."""


class Conflict(DeskError):
    """Somebody else changed it in between; the caller reloads and shows both."""


class Misconfigured(DeskError):
    """A setting stops this; the owner can change it."""


class Unavailable(DeskError):
    """Not now; the same call may succeed later."""

    def __init__(self, code: str, retry_after: timedelta | None = None, **details: str) -> None:
        super().__init__(code, **details)
        self.retry_after = retry_after


class Rejected(DeskError):
    """The other side refused for good; asking again is useless."""
