# SPDX-License-Identifier: LicenseRef-Desk
"""The environment has a command `desk`, which works from any folder, and needs neither a network nor a build."""

import importlib.util
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

pytestmark = pytest.mark.skipif(os.name == "nt", reason="the launcher of Windows is another file")


@pytest.fixture
def tool(monkeypatch):
    monkeypatch.setattr(sys, "path", [*sys.path, str(ROOT / "tools")])  # last: its desk.py is not the package
    spec = importlib.util.spec_from_file_location("desk_tool", ROOT / "tools" / "desk.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def venv(tool, tmp_path, monkeypatch):
    """An environment in a folder with a blank, as the tool would make it; its Python is the tests' own."""
    made = tmp_path / "my shop" / ".venv"
    (made / "bin").mkdir(parents=True)
    site = made / "lib" / f"python3.{sys.version_info.minor}" / "site-packages"
    site.mkdir(parents=True)
    python = made / "bin" / "python"
    python.write_text(f'#!/bin/sh\nPYTHONPATH="{ROOT}" exec "{sys.executable}" "$@"\n')
    python.chmod(0o755)
    monkeypatch.setattr(tool, "VENV", made)
    monkeypatch.setattr(tool, "BIN", made / "bin")
    monkeypatch.setattr(tool, "PYTHON", python)
    return made


def test_installing_makes_the_command_that_the_readme_names(tool, venv, monkeypatch):
    for name in ("base", "dev"):
        (venv / f".installed-{name}").write_text(tool.digest(ROOT / "requirements" / f"{name}.txt"))
    monkeypatch.setattr(tool, "call", lambda _command: pytest.fail("nothing is to be fetched"))
    tool.install("base", "dev")
    assert os.access(venv / "bin" / "desk", os.X_OK)
    [path] = (venv / "lib").rglob("*.pth")
    assert path.read_text() == f"{ROOT}\n"


def test_the_command_works_from_a_folder_that_holds_another_desk(tool, venv, tmp_path):
    tool.write_launcher()
    (tmp_path / "desk.py").write_text("raise SystemExit('not this one')")
    said = subprocess.run(
        [venv / "bin" / "desk", "--version"], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert said.stdout.startswith("desk ")


LEAVES_SOMEBODY = """
import subprocess, sys
subprocess.Popen([sys.executable, "-c", "import time; print('here', flush=True); time.sleep(300)"])
sys.stdin.readline()
sys.exit(3)
"""


def test_where_nobody_looks_on_nothing_outlives_the_tests(tool):
    """Whoever reads the output reads to its end, and that comes when the last of those who write is gone."""
    asked = f"import desk; sys.exit(desk.call_to_the_end([sys.executable, '-c', {LEAVES_SOMEBODY!r}]))"
    with subprocess.Popen(
        [sys.executable, "-c", f"import sys; sys.path.insert(0, {str(ROOT / 'tools')!r}); {asked}"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env={**os.environ, "CI": "true"},
    ) as told:  # fmt: skip
        assert told.stdout.readline() == "here\n"
        out, _ = told.communicate("end\n", timeout=60)
    assert (out, told.returncode) == ("", 3)


@pytest.mark.parametrize(("cores", "wanted"), [(None, 2), (1, 2), (2, 2), (3, 3), (64, 4)])
def test_the_tests_share_the_cores(tool, monkeypatch, cores, wanted):
    monkeypatch.setattr(os, "cpu_count", lambda: cores)
    assert tool.workers() == wanted
