# SPDX-License-Identifier: LicenseRef-Desk
"""A service module's first line says its role, and the module keeps to it."""

import ast
from pathlib import Path

from tests.architecture.tree import CODE, nodes, python_files, text_of

STORE = Path("desk/services/store")


def services():
    return [path for path in python_files("desk/services") if not path.is_relative_to(STORE)]


def first_line(path):
    return (ast.get_docstring(ast.parse(text_of(path))) or "").split("\n")[0]


def imports(path, package):
    named = {node.module or "" for node in nodes(path, ast.ImportFrom)}
    named |= {alias.name for node in nodes(path, ast.Import) for alias in node.names}
    return any(name == package or name.startswith(f"{package}.") for name in named)


def test_every_module_says_what_it_is_for():
    silent = [str(path) for path in python_files("desk") if not first_line(path).endswith((".", ":"))]
    assert silent == []


def test_whoever_writes_sql_is_a_keeper():
    others = [
        str(path)
        for path in services()
        if imports(path, "sqlalchemy") and not first_line(path).startswith("Keeps")
    ]
    assert others == []


def test_a_keeper_waits_for_nobody():
    waiting = [
        str(path)
        for path in services()
        if first_line(path).startswith("Keeps")
        and (imports(path, "asyncio") or any(nodes(path, ast.AsyncFunctionDef, ast.Await)))
    ]
    assert waiting == []


def test_every_file_names_its_licence():
    texts = {path: text_of(path) for path in python_files(*CODE)}
    head = "# SPDX-License-Identifier: LicenseRef-Desk\n"
    assert [str(path) for path, text in texts.items() if text and not text.startswith(head)] == []
