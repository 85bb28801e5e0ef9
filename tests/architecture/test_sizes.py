# SPDX-License-Identifier: LicenseRef-Desk
"""The tail is policed: no long file, no long function, no class that everybody reaches."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from tests.architecture.tree import CODE, length, nodes, python_files, text_of

FILE = 400
FUNCTION = 50
CLASS = 200
PUBLIC_METHODS = 12

# place → why. This list may only shrink; a line that is no longer needed fails the test below.
EXCEPTIONS: dict[str, str] = {
    "desk/ui/panes/templates/library_panel.py::LibraryPanel": "a list with its menu; to be parted",
}


@cache
def oversized() -> dict[str, str]:
    """Return place → what is too much, for the whole tree."""
    found = {}
    for path in python_files(*CODE):
        if "migrations" not in path.parts:  # a migration is a list, written by a tool and never changed
            found |= {place: why for place, why in faults(path) if why}
    return found


def faults(path: Path) -> Iterator[tuple[str, str]]:
    yield str(path), too_many(len(text_of(path).splitlines()), "lines", FILE)
    for node in nodes(path, ast.FunctionDef, ast.AsyncFunctionDef):
        yield f"{path}::{node.name}", too_many(length(node), "lines", FUNCTION)
    for node in nodes(path, ast.ClassDef) if path.parts[0] == "desk" else ():
        yield f"{path}::{node.name}", too_many(length(node), "lines", CLASS)
        yield f"{path}::{node.name}", too_many(len(public_methods(node)), "public methods", PUBLIC_METHODS)


def too_many(count: int, what: str, most: int) -> str:
    """Return the fault in words; empty when there is none."""
    return f"{count} {what}, {most} at most" if count > most else ""


def public_methods(node: ast.ClassDef) -> list[str]:
    """Return the methods that others may call; Qt's overrides (camelCase) are Qt's interface, not ours."""
    methods = [one for one in node.body if isinstance(one, ast.FunctionDef | ast.AsyncFunctionDef)]
    return [one.name for one in methods if not one.name.startswith("_") and one.name.islower()]


def test_nothing_outgrows_its_reader():
    found = {place: why for place, why in oversized().items() if place not in EXCEPTIONS}
    assert found == {}


def test_the_exceptions_only_shrink():
    assert sorted(EXCEPTIONS.keys() - oversized().keys()) == []
