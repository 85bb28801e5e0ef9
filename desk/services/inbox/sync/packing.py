# SPDX-License-Identifier: LicenseRef-Desk
"""Knows how frozen records travel to another process at little cost: what they hold, and no word about it.

By itself a frozen record with slots asks for its own fields again with each one that is packed or unpacked.
"""

import copyreg
from collections.abc import Callable
from dataclasses import fields
from operator import attrgetter
from typing import Any, TypeVar

T = TypeVar("T")

_puts: dict[type, tuple[Callable[[Any, Any], None], ...]] = {}


def pack_quickly(*kinds: type) -> None:
    """Have records of these kinds packed so; both processes say it, and hold the same version of Desk."""
    for kind in kinds:
        names = [field.name for field in fields(kind)]
        assert len(names) > 1, "a record of one thing needs none of this"
        _puts[kind] = tuple(getattr(kind, name).__set__ for name in names)
        copyreg.pickle(kind, _packer(kind, attrgetter(*names)))


def _packer(kind: type, values_of: Callable[[Any], tuple[Any, ...]]) -> Callable[[Any], tuple[Any, ...]]:
    return lambda record: (_unpacked, (kind, values_of(record)))


def _unpacked(kind: type[T], values: tuple[object, ...]) -> T:
    made = object.__new__(kind)
    for put, value in zip(_puts[kind], values, strict=True):
        put(made, value)
    return made
