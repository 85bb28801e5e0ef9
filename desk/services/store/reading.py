# SPDX-License-Identifier: LicenseRef-Desk
"""Reads the rows of a kept statement: compiled once, straight from the driver, for what runs with every message."""

from collections import namedtuple
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar, cast

from sqlalchemy import Dialect
from sqlalchemy.orm import Session
from sqlalchemy.types import JSON, TypeDecorator, TypeEngine

from desk.services.store.dialects import AnyRow, AnySelect
from desk.services.store.driver import driver_of

T = TypeVar("T")
Convert = Callable[[Any], Any]
_SIZES = (1, 4, 16, 32, 64, 100, 200, 400, 1000)
"""How many ids a statement is compiled for; fewer are filled up by repeating the last one."""
_AT_ONCE = 400
"""How many values a statement that is not kept names at once."""


@dataclass(slots=True)
class _Reading:
    """A statement as the driver wants it: its text, its parameters in order, how answers are converted."""

    text: str
    names: tuple[str, ...]
    constants: dict[str, Any]
    binds: Mapping[str, Convert]
    is_positional: bool
    types: tuple[TypeEngine[Any], ...]
    shape: Callable[..., Any]
    converters: tuple[Convert | None, ...] | None = None
    """Known once the first answer came."""


_readings: dict[tuple[object, str, int], _Reading] = {}


def read_rows(
    session: Session, statement: AnySelect, ids: Collection[object] | None = None, **others: object
) -> list[AnyRow]:
    """Return the rows of `statement`, which its module builds once and which names every column.

    ids: what its expanding parameter `ids` stands for, if it has one; many are asked for in portions, so that
    an order holds within what belongs to one id only. others: its other parameters.
    """
    if ids is None:
        return _read(session, statement, 0, others)
    rows: list[AnyRow] = []
    for portion in portions(ids, _SIZES[-1]):
        size = next(size for size in _SIZES if size >= len(portion))
        filled = portion + portion[-1:] * (size - len(portion))
        rows += _read(session, statement, size, {**others, "ids": filled})
    return rows


def portions(values: Iterable[T], most: int = _AT_ONCE) -> Iterator[list[T]]:
    """Give values in lists of at most `most`, in order: a statement takes only so many."""
    ordered = list(values)
    for start in range(0, len(ordered), most):
        yield ordered[start : start + most]


def _read(session: Session, statement: AnySelect, size: int, values: Mapping[str, Any]) -> list[AnyRow]:
    driver = driver_of(session)
    dialect = driver.dialect
    key = statement, dialect.name, size
    reading = _readings.get(key)
    if reading is None:
        reading = _readings[key] = _prepare(statement, dialect, values)
    description, found = driver.ask(reading.text, _parameters(reading, values))
    if reading.converters is None:
        reading.converters = _converters(reading.types, dialect, description)
    if not found:
        return []
    columns = [
        column if convert is None else _converted(column, convert, type_)
        for column, convert, type_ in zip(
            zip(*found, strict=True), reading.converters, reading.types, strict=True
        )
    ]
    return cast("list[AnyRow]", list(map(reading.shape, *columns)))


def _prepare(statement: AnySelect, dialect: Dialect, values: Mapping[str, Any]) -> _Reading:
    compiled = statement.compile(dialect=dialect)
    expanded = compiled.construct_expanded_state(dict(values), escape_names=False)
    source = {part: name for name, parts in expanded.parameter_expansion.items() for part in parts}
    binds = {
        name: compiled.binds[source.get(name, name)].type.dialect_impl(dialect).bind_processor(dialect)
        for name in expanded.parameters
    }
    return _Reading(
        text=expanded.statement,
        names=tuple(expanded.positiontup or expanded.parameters),
        constants=dict(expanded.parameters),
        binds={name: bind for name, bind in binds.items() if bind is not None},
        is_positional=expanded.positiontup is not None,
        types=tuple(column.type for column in statement.selected_columns),
        shape=namedtuple("Found", [str(column.key) for column in statement.selected_columns]),  # noqa: PYI024
    )


def _parameters(reading: _Reading, values: Mapping[str, Any]) -> Any:  # noqa: ANN401 - as the driver wants them
    given = {name: value for name, value in values.items() if name != "ids"}
    given |= {f"ids_{number}": value for number, value in enumerate(values.get("ids", ()), start=1)}
    ready = {
        name: reading.binds[name](value) if name in reading.binds else value
        for name, value in (reading.constants | given).items()
    }
    return tuple(ready[name] for name in reading.names) if reading.is_positional else ready


def _converters(
    types: tuple[TypeEngine[Any], ...], dialect: Dialect, description: Sequence[Sequence[Any]]
) -> tuple[Convert | None, ...]:
    return tuple(
        type_.dialect_impl(dialect).result_processor(dialect, told[1])
        for type_, told in zip(types, description, strict=True)
    )


def _converted(column: tuple[Any, ...], convert: Convert, of: TypeEngine[Any]) -> list[Any]:
    """Convert a column; what is in it several times is converted once, but no two rows share a document."""
    kept = of.impl_instance if isinstance(of, TypeDecorator) else of
    if isinstance(kept, JSON):
        return [convert(value) for value in column]
    known = {value: convert(value) for value in set(column)}
    return [known[value] for value in column]
