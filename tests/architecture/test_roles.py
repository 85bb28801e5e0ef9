# SPDX-License-Identifier: LicenseRef-Desk
"""A service module's first line says its role, and the module keeps to it."""

import ast
import re
from pathlib import Path

from tests.architecture.tree import CODE, docstring, nodes, python_files, text_of

STORE = Path("desk/services/store")
TOUCHING = (
    "asyncio", "httpx", "random", "secrets", "socket", "sqlalchemy", "threading", "desk.clock", "desk.services.store"
)  # fmt: skip


def services():
    return [path for path in python_files("desk/services") if not path.is_relative_to(STORE)]


def first_line(path):
    return docstring(path).split("\n")[0]


def imports(path, package):
    named = {f"{node.module}.{alias.name}" for node in nodes(path, ast.ImportFrom) for alias in node.names}
    named |= {alias.name for node in nodes(path, ast.Import) for alias in node.names}
    return any(name == package or name.startswith(f"{package}.") for name in named)


def test_every_module_says_what_it_is_for():
    silent = [str(path) for path in python_files("desk") if not first_line(path).endswith((".", ":"))]
    assert silent == []


def test_whoever_writes_sql_is_a_keeper():
    others = [
        str(path)
        for path in services()
        if any(imports(path, driver) for driver in ("sqlalchemy", "sqlite3", "psycopg"))
        and not first_line(path).startswith("Keeps")
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


def thinks(path):
    told = docstring(path)
    return told.startswith(("Decides", "Thinks")) or re.search(r"\bpure\b", told) is not None


def test_whoever_thinks_touches_nothing():
    """Neither the store, nor the network, nor the time, nor chance: what it needs is handed in."""
    touching = [
        f"{path}: {package}"
        for path in services()
        if thinks(path)
        for package in TOUCHING
        if imports(path, package)
    ]
    assert touching == []


def test_every_file_names_its_licence():
    texts = {path: text_of(path) for path in python_files(*CODE)}
    head = "# SPDX-License-Identifier: LicenseRef-Desk\n"
    assert [str(path) for path, text in texts.items() if text and not text.startswith(head)] == []
