# SPDX-License-Identifier: LicenseRef-Desk
"""Packages of desk.services meet only at their doors (`__init__.py`); view-models stay away from widgets."""

import ast
import sys
from importlib import import_module

import grimp
import pytest

from tests.architecture.tree import nodes, python_files


def test_packages_meet_only_at_their_doors():
    graph = grimp.build_graph("desk", cache_dir=None)
    trespasses = []
    for importer in graph.modules:
        for imported in graph.find_modules_directly_imported_by(importer):
            if not imported.startswith("desk.services."):
                continue
            door = ".".join(imported.split(".")[:3])
            is_inside = importer == door or importer.startswith(f"{door}.")
            if imported != door and not is_inside:
                trespasses.append(f"{importer} -> {imported}")
    assert sorted(trespasses) == []


def opened_doors():
    files = [path for path in python_files("desk") if path.name == "__init__.py"]
    return [path for path in files if any(called(node, "opened") for node in nodes(path, ast.Call))]


def called(node, name):
    return isinstance(node.func, ast.Name) and node.func.id == name


def test_there_are_doors_that_open_late():
    assert len(opened_doors()) > 5


@pytest.mark.parametrize("path", opened_doors(), ids=str)
def test_a_door_gives_what_it_promises(path):
    package = ".".join(path.parent.parts)
    [table] = [node.args[1] for node in nodes(path, ast.Call) if called(node, "opened")]
    given = {name for names in ast.literal_eval(table).values() for name in names.split()}
    read = {
        alias.name
        for block in nodes(path, ast.If)
        for node in block.body
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }
    assert given == read
    door = import_module(package)
    assert given <= set(door.__all__)
    assert not [name for name in given if f"{package}.{name}" in sys.modules]  # a module would hide it
    assert [name for name in door.__all__ if not hasattr(door, name)] == []
    with pytest.raises(AttributeError, match="no attribute 'nothing_of_the_kind'"):
        _ = door.nothing_of_the_kind


def test_a_view_model_knows_no_widget():
    knowing = []
    for path in python_files("desk/ui"):
        if path.name.endswith("_model.py"):
            named = {node.module or "" for node in nodes(path, ast.ImportFrom)}
            named |= {alias.name for node in nodes(path, ast.Import) for alias in node.names}
            knowing += [
                f"{path}: {name}" for name in named if name.startswith("PySide6") and name != "PySide6.QtCore"
            ]
    assert sorted(knowing) == []


def test_no_pane_asks_for_a_secret():
    asking = [
        str(path)
        for path in python_files("desk/ui/panes")
        for node in nodes(path, ast.ImportFrom)
        if any(alias.name == "Secrets" for alias in node.names)
    ]
    assert asking == []
