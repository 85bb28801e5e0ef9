# SPDX-License-Identifier: LicenseRef-Desk
"""Packages of desk.services meet only at their doors (`__init__.py`); view-models stay away from widgets."""

import ast

import grimp

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


def test_a_view_model_knows_no_widget():
    knowing = []
    for path in python_files("desk/ui"):
        if path.name == "view_model.py":
            named = {node.module or "" for node in nodes(path, ast.ImportFrom)}
            named |= {alias.name for node in nodes(path, ast.Import) for alias in node.names}
            knowing += [
                f"{path}: {name}" for name in named if name.startswith("PySide6") and name != "PySide6.QtCore"
            ]
    assert sorted(knowing) == []
