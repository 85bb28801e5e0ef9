# SPDX-License-Identifier: LicenseRef-Desk
"""What requirements/base.in asks for is what the program imports, and the other way round."""

import re
import sys
from importlib.metadata import packages_distributions

import grimp

from tests.architecture.tree import ROOT, text_of

LOADED_BY_NAME = {"tzdata": "zoneinfo's zones where the system has none"}

COMES_ALONG = {"shiboken6": "the inner part of PySide6"}


def named(text: str) -> str:
    return re.sub(r"[-_.]+", "-", text).lower()


def test_whatever_is_asked_for_is_imported_and_nothing_else():
    lines = text_of((ROOT / "requirements/base.in").relative_to(ROOT)).splitlines()
    asked = {named(re.match(r"[\w.-]+", line)[0]) for line in lines if line and not line.startswith("#")}
    graph = grimp.build_graph("desk", include_external_packages=True, cache_dir=None)
    foreign = {module for module in graph.modules if graph.is_module_squashed(module)}
    homes = packages_distributions()
    used = {named(home) for module in foreign - sys.stdlib_module_names for home in homes.get(module, [])}
    assert sorted(asked - used) == sorted(LOADED_BY_NAME)
    assert sorted(used - asked) == sorted(COMES_ALONG)
