# SPDX-License-Identifier: LicenseRef-Desk
"""The project's own files, as the architecture tests read them."""

import ast
import contextlib
import subprocess
from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
CODE = ("desk", "tools", "tests", "benchmarks")
NOT_OURS = {".venv", ".git", ".cache", "__pycache__", "build", "dist", "node_modules", ".hypothesis"}


def python_files(*folders: str) -> list[Path]:
    """Return our Python files in these folders, sorted, relative to the project."""
    found = [path.relative_to(ROOT) for folder in folders for path in (ROOT / folder).rglob("*.py")]
    return sorted(path for path in found if not NOT_OURS.intersection(path.parts))


def all_files() -> list[Path]:
    """Return every file that is, or would be, in the repository."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = [path.relative_to(ROOT) for path in ROOT.rglob("*")]
    with contextlib.suppress(OSError, subprocess.CalledProcessError):  # no git here: whatever lies about
        listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
        names = [Path(name) for name in listed.split("\0") if name]
    return sorted(path for path in names if not NOT_OURS.intersection(path.parts) and (ROOT / path).is_file())


@cache
def text_of(path: Path) -> str:
    return (ROOT / path).read_text(encoding="utf-8")


def nodes(path: Path, *kinds: type[ast.AST]) -> Iterator[ast.AST]:
    """Return the syntax nodes of these kinds, outer before inner."""
    return (node for node in _all_nodes(path) if isinstance(node, kinds))


def docstring(path: Path) -> str:
    """Return what a module says about itself."""
    return ast.get_docstring(_all_nodes(path)[0]) or ""


@lru_cache(maxsize=4)  # a rule asks for one file again and again; all trees at once would fill the memory
def _all_nodes(path: Path) -> tuple[ast.AST, ...]:
    return tuple(ast.walk(ast.parse(text_of(path))))


def length(node: ast.AST) -> int:
    """Return how many lines a definition takes, without its decorators."""
    return node.end_lineno - node.lineno + 1


def only_declares(path: Path) -> bool:
    """Say whether a module defines no function at all: tables, enums, imports."""
    return not any(nodes(path, ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda))


def lines_of_code(path: Path) -> int:
    """Count the lines that hold a statement: neither blank, nor comment, nor docstring."""
    text = text_of(path)
    silent = set()
    for node in nodes(path, ast.Expr):
        if isinstance(node.value, ast.Constant) and isinstance(node.value.value, str):
            silent.update(range(node.lineno, node.end_lineno + 1))
    return sum(
        1
        for number, line in enumerate(text.splitlines(), start=1)
        if number not in silent and line.strip() and not line.lstrip().startswith("#")
    )
