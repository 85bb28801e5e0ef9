# SPDX-License-Identifier: LicenseRef-Desk
"""Widgets hear of another language through Speaks, and through nothing of their own."""

import ast
from pathlib import Path

from tests.architecture.tree import nodes, python_files

EAR = Path("desk/ui/widgets/speaks.py")


def listens(method: ast.FunctionDef) -> bool:
    """Say whether a method is Qt's for changes, and asks whether the language is another."""
    return method.name == "changeEvent" and any(
        isinstance(one, ast.Attribute) and one.attr == "LanguageChange" for one in ast.walk(method)
    )


def test_no_widget_listens_for_the_language_by_itself():
    found = {
        path for path in python_files("desk/ui") for node in nodes(path, ast.FunctionDef) if listens(node)
    }
    assert found == {EAR}
