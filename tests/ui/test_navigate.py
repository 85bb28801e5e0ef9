# SPDX-License-Identifier: LicenseRef-Desk
"""Every way from one page to another names a page that exists, and something that it can show."""

import ast
from pathlib import Path

import pytest

from desk.ui.next_steps import STEPS
from desk.ui.panes import PANES

ROOT = Path(__file__).parents[2]
TARGETS = {pane.name: pane.targets for pane in PANES}
PASSED_ON = {"desk/ui/palette_sources.py:_opener", "desk/ui/window.py:_on_step"}
"""Where a page and its targets are passed on as they came; what is passed is looked at instead."""


def called(node):
    """Return the last word of what a call names."""
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")


def parts(call):
    """Return the arguments of a way to another page, page first; None when it is none."""
    name = called(call.func)
    if name == "navigate":
        return call.args
    if name == "_opener":
        return call.args[1:]
    is_later = name == "partial" and call.args and called(call.args[0]) == "navigate"
    return call.args[1:] if is_later else None


def ways():
    """Yield (place, page or None when it is not written there, words of the target) of every way."""
    for path in sorted((ROOT / "desk/ui").rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        names = {
            one.targets[0].id: one.value.value
            for one in tree.body
            if isinstance(one, ast.Assign)
            and isinstance(one.targets[0], ast.Name)
            and isinstance(one.value, ast.Constant)
        }
        skipped = {
            id(node)
            for function in ast.walk(tree)
            if isinstance(function, ast.FunctionDef)
            and f"{path.relative_to(ROOT)}:{function.name}" in PASSED_ON
            for node in ast.walk(function)
        }
        for call in ast.walk(tree):
            if not isinstance(call, ast.Call) or id(call) in skipped or (args := parts(call)) is None:
                continue
            page = args[0] if args else None
            written = page.value if isinstance(page, ast.Constant) else names.get(called(page))
            yield f"{path.relative_to(ROOT)}:{call.lineno}", written, [word.arg for word in call.keywords]


WAYS = list(ways())


def test_the_ways_are_found():
    pages = {page for _place, page, _words in WAYS}
    assert pages >= set(TARGETS)


@pytest.mark.parametrize(("place", "page", "words"), WAYS, ids=[way[0] for way in WAYS])
def test_a_way_leads_somewhere(place, page, words):
    assert None not in words, "targets are written where they are named"
    if page is None:
        assert words == [], "a page that is not written here can be shown, but nothing on it"
    else:
        assert set(words) <= TARGETS[page]


@pytest.mark.parametrize("step", STEPS, ids=[step.fact for step in STEPS])
def test_a_first_step_leads_somewhere(step):
    assert set(dict(step.target)) <= TARGETS[step.page]
