# SPDX-License-Identifier: LicenseRef-Desk
"""What the window hands to a thread holds nothing of the window: the last to let go of a widget destroys it."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.architecture.tree import nodes, python_files


def works(path: Path) -> Iterator[ast.Lambda | ast.FunctionDef]:
    """Return what is made to run on the store's threads: functions of a session."""
    for node in nodes(path, ast.Lambda, ast.FunctionDef):
        first = [one.arg for one in node.args.args[:2]]
        if first[:1] in (["session"], ["_session"]) or first == ["self", "session"]:
            yield node


def test_work_on_the_store_knows_no_widget():
    found = [
        f"{path}:{node.lineno}"
        for path in python_files("desk/ui")
        for node in works(path)
        if any(isinstance(one, ast.arg | ast.Name) and "self" in ast.unparse(one) for one in ast.walk(node))
    ]
    assert found == []
