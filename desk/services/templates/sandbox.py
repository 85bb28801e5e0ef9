# SPDX-License-Identifier: LicenseRef-Desk
"""The bounded environment in which a compiled text runs.

The grammar lets nothing in that could reach an object or grow without end; this is the wall behind it:
Jinja's immutable sandbox, strict about names, without loaders or globals, with arithmetic that only knows
numbers, and a budget of steps, characters and time. Behind both stands the worker process.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal, DivisionByZero, InvalidOperation, Overflow
from operator import add, floordiv, mod, mul, sub, truediv
from typing import Any

from jinja2 import StrictUndefined
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment

from desk.clock import monotonic
from desk.services.templates.filters import FILTERS, show
from desk.services.templates.formats import decimal_of
from desk.services.templates.plain import is_filled, refused

_ARITHMETIC: dict[str, Callable[[Decimal, Decimal], Decimal]] = {
    "+": add,
    "-": sub,
    "*": mul,
    "/": truediv,
    "//": floordiv,
    "%": mod,
}


@dataclass(slots=True, kw_only=True)
class Budget:
    """What one rendering may use up."""

    steps: int = 20_000
    characters: int = 400_000
    until: float = field(default_factory=lambda: monotonic() + 1.0)
    """A reading of the monotonic clock."""

    def step(self) -> None:
        """Count one turn of a loop; raises Refused when there have been enough."""
        self.steps -= 1
        if self.steps < 0:
            raise refused("too_long", detail="steps")
        if monotonic() > self.until:
            raise refused("too_slow", detail="time")

    def spent_on(self, pieces: Iterable[str]) -> str:
        """Return the pieces as one text, counting while they come; raises Refused when it is too much."""
        left, written = self.characters, []
        for piece in pieces:
            left -= len(piece)
            if left < 0:
                raise refused("too_long", detail="characters")
            written.append(piece)
        self.characters = left
        return "".join(written)


class Sandbox(ImmutableSandboxedEnvironment):
    """Jinja, with everything taken away that a text for customers does not need."""

    intercepted_binops = frozenset({*_ARITHMETIC, "**"})

    def __init__(self, *, autoescape: bool) -> None:
        super().__init__(
            autoescape=autoescape,
            undefined=StrictUndefined,
            keep_trailing_newline=True,
            cache_size=0,
            auto_reload=False,
        )
        self.globals.clear()
        self.tests = {"filled": is_filled, "desk_odd": _is_odd}
        self.filters = dict(FILTERS)
        self.filters |= {
            "desk_need": _need,
            "desk_show": show,
            "desk_item": _item,
            "desk_turns": _turns,
            "desk_compare": _compare,
        }

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:  # noqa: ANN401, ARG002
        """Reckon with numbers only; raises Refused for anything else and for results out of bounds."""
        one, other = decimal_of(left), decimal_of(right)
        if one is None or other is None or operator not in _ARITHMETIC:
            raise refused("not_a_number", detail=operator)
        try:
            found = decimal_of(_ARITHMETIC[operator](one, other))
        except (DivisionByZero, InvalidOperation, Overflow, ZeroDivisionError) as error:
            raise refused("not_a_number", detail=operator) from error
        if found is None:
            raise refused("not_a_number", detail=operator)
        return found


def _need(value: object, path: str, other: str = "") -> object:
    """Return a value that is there, else the policy's; raises Refused for nothing."""
    if is_filled(value):
        return value
    if other:
        return other
    raise refused("missing_value", path)


def _item(value: object, key: object) -> object:
    """Return a dict's or list's item, else None; never an attribute."""
    if isinstance(value, dict):
        return value.get(key)
    if isinstance(value, list) and isinstance(key, int) and -len(value) <= key < len(value):
        return value[key]
    return None


def _turns(value: object, budget: Budget) -> Iterator[object]:
    """Give the items of a list, counting; nothing has no items, and nothing else can be gone through."""
    if value is not None and not isinstance(value, list):
        raise refused("not_a_list")
    items: Iterable[object] = value or ()
    for item in items:
        budget.step()
        yield item


def _compare(left: object, operator: str, right: object) -> bool:
    """Compare as people mean it: "12.50" is a number beside one, and nothing is less than nothing."""
    if operator in ("in", "notin"):
        return _contains(right, left) is (operator == "in")
    if operator in ("eq", "ne") and type(left) is type(right):
        return (left == right) is (operator == "eq")
    one, other = decimal_of(left), decimal_of(right)
    if one is None or other is None:
        if operator in ("eq", "ne"):
            return operator == "ne"
        if not isinstance(left, str) or not isinstance(right, str):
            return False
        return _ordered(operator, (left > right) - (left < right))
    return _ordered(operator, (one > other) - (one < other))


def _ordered(operator: str, sign: int) -> bool:
    return {
        "eq": sign == 0,
        "ne": sign != 0,
        "lt": sign < 0,
        "lteq": sign <= 0,
        "gt": sign > 0,
        "gteq": sign >= 0,
    }[operator]


def _contains(container: object, item: object) -> bool:
    if isinstance(container, str) and isinstance(item, str):
        return item in container
    return isinstance(container, list | tuple) and item in container


def _is_odd(value: object) -> bool:
    number = decimal_of(value)
    return number is not None and number % 2 == 1
