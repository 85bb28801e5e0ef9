# SPDX-License-Identifier: LicenseRef-Desk
"""Opens a package's door: what it gives is loaded when somebody first asks for it, for the window waits at its start.

A door names everything three times: in its imports, which only a checker reads, in the table that it hands to
`opened`, and in `__all__`; tests/architecture/test_doors.py compares them.
"""

import sys
from collections.abc import Callable, Mapping
from importlib import import_module


def opened(package: str, rooms: Mapping[str, str]) -> Callable[[str], object]:
    """Return the `__getattr__` of `package`. rooms: its module → what is given from there, names apart by spaces.

    AttributeError for other names, as for any module.
    """
    where = {name: f"{package}.{room}" for room, names in rooms.items() for name in names.split()}

    def give(name: str) -> object:
        if name not in where:
            message = f"module {package!r} has no attribute {name!r}"
            raise AttributeError(message)
        found: object = getattr(import_module(where[name]), name)
        setattr(sys.modules[package], name, found)  # from now on without a detour
        return found

    return give
