# SPDX-License-Identifier: LicenseRef-Desk
"""Words that do not belong here: names that say nothing, promises to oneself, places of one machine."""

import contextlib
import re
from functools import cache
from pathlib import Path

from tests.architecture.tree import ROOT, all_files, python_files

SAY_NOTHING = {
    "base",
    "common",
    "data",
    "handler",
    "helper",
    "info",
    "manager",
    "misc",
    "processor",
    "util",
}
MAY_BE_CALLED_SO = {"desk/models/base.py"}
HERE = "tests/architecture/test_words.py"

PROMISE = re.compile(r"\b(TODO|FIXME|XXX)\b")
MACHINE = re.compile(
    r"(?<![\w.~$}/])/(root|work|home|Users)/\w"
    r"|/opt/(wheels|pypi)"
    r"|\b(pypi\.org|pythonhosted\.org|npmjs\.(org|com)|deb\.debian\.org|proxy\.golang\.org)\b"
    r"|--(extra-)?index-url|--find-links|\bPIP_INDEX"
)

PAPER = re.compile(r"(?<![\w-])(?!NNNN)[\w-]+\.md\b")


@cache
def texts() -> dict[Path, str]:
    """Return every file of words, but this one."""
    found = {}
    for path in all_files():
        with contextlib.suppress(UnicodeDecodeError):
            found[path] = (ROOT / path).read_text(encoding="utf-8")
    found.pop(Path(HERE), None)
    return found


def lines_with(pattern: re.Pattern[str]) -> list[str]:
    found = []
    for path, text in texts().items():
        if pattern.search(text):
            numbered = enumerate(text.splitlines(), start=1)
            found += [
                f"{path}:{number}: {line.strip()[:120]}" for number, line in numbered if pattern.search(line)
            ]
    return found


def test_a_module_is_named_after_what_it_decides():
    empty = []
    for path in python_files("desk", "tools", "benchmarks"):
        words = {part.removesuffix(".py").removesuffix("s") for part in path.parts}
        if words & SAY_NOTHING and str(path) not in MAY_BE_CALLED_SO:
            empty.append(str(path))
    assert empty == []


def test_nobody_promises_to_come_back():
    assert lines_with(PROMISE) == []


def test_nothing_names_a_machine_or_a_registry():
    assert lines_with(MACHINE) == []


def test_papers_that_are_named_are_here():
    here = {path.name for path in all_files()}
    named = {(str(path), name) for path, text in texts().items() for name in PAPER.findall(text)}
    assert {
        (path, name) for path, name in named if path.endswith((".py", ".md", ".toml")) and name not in here
    } == set()
