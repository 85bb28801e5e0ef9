# SPDX-License-Identifier: LicenseRef-Desk
"""The tests mirror the tree: desk/a/b.py is tested by tests/a/test_b.py."""

from functools import cache
from pathlib import Path

from tests.architecture.tree import lines_of_code, only_declares, python_files

SMALL = 40
"""Lines of code up to which a module may be tested through its users; declarations alone may be more."""

# Modules that still lack a mirror, one a line. It may only shrink: a line that is no longer needed fails
# below. `python -m tests.architecture.test_mirror` prints what is missing now.
WITHOUT_MIRROR = set((Path(__file__).parent / "without_mirror.txt").read_text().split())


@cache
def unmirrored() -> set[str]:
    tests = set(python_files("tests"))
    return {
        str(module) for module in python_files("desk") if needs_mirror(module) and not mirrors(module) & tests
    }


def needs_mirror(module: Path) -> bool:
    is_migration = "migrations" in module.parts  # tested by upgrading both databases
    return not is_migration and lines_of_code(module) > SMALL and not only_declares(module)


def mirrors(module: Path) -> set[Path]:
    """Return the files in which a module's tests may stand: beside its mirror, or in a folder above."""
    inner = module.relative_to("desk")
    if inner.name == "__init__.py":
        inner = inner.parent.with_suffix(".py")
    plain, by_package = f"test_{inner.name}", f"test_{inner.parent.name}_{inner.name}"
    return {
        Path("tests", folder, name)
        for folder in (inner.parent, *inner.parent.parents)
        for name in (plain, by_package)
    }


def test_every_module_has_its_mirror():
    assert sorted(unmirrored() - WITHOUT_MIRROR) == []


def test_the_list_only_shrinks():
    assert sorted(WITHOUT_MIRROR - unmirrored()) == []


if __name__ == "__main__":
    print(*sorted(unmirrored()), sep="\n")
