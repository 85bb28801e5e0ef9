# SPDX-License-Identifier: LicenseRef-Desk
"""Tests write into memory where there is enough of it, and nothing of a dead run stays there."""

import os
import sys

import pytest

from tests import scratch

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="a folder in memory is Linux's")


@pytest.fixture
def free(monkeypatch):
    """A machine with memory to spare, on which nobody has chosen a folder."""
    monkeypatch.delenv("TMPDIR", raising=False)
    monkeypatch.setattr(scratch, "spare_memory", lambda: scratch.MEMORY_TO_SPARE)
    monkeypatch.setattr(scratch, "room", lambda _: scratch.ROOM)


def test_there_is_a_folder_for_this_run(free, tmp_path):
    folder = scratch.choose(tmp_path)
    assert folder.parent == tmp_path
    assert folder.is_dir()
    assert os.environ["TMPDIR"] == str(folder)


@pytest.mark.parametrize("lacking", ["spare_memory", "room"])
def test_where_memory_is_short_the_disk_is_used(free, tmp_path, monkeypatch, lacking):
    monkeypatch.setattr(scratch, lacking, lambda *_: scratch.ROOM - 1)
    assert scratch.choose(tmp_path) is None
    assert "TMPDIR" not in os.environ


def test_whoever_has_chosen_is_obeyed(free, tmp_path, monkeypatch):
    monkeypatch.setenv("TMPDIR", "/elsewhere")
    assert scratch.choose(tmp_path) is None
    assert os.environ["TMPDIR"] == "/elsewhere"


def test_a_worker_writes_into_memory_as_the_run_it_is_of_does(free, tmp_path):
    assert not scratch.is_in_memory(tmp_path)
    scratch.choose(tmp_path)
    assert scratch.choose(tmp_path) is None
    assert scratch.is_in_memory(tmp_path)


def test_a_folder_elsewhere_is_not_in_memory(tmp_path, monkeypatch):
    monkeypatch.setenv("TMPDIR", "/elsewhere")
    assert not scratch.is_in_memory(tmp_path)


def test_where_there_is_no_such_folder_the_disk_is_used(free, tmp_path):
    assert scratch.choose(tmp_path / "missing") is None


def test_what_a_dead_run_left_is_removed_and_a_living_ones_is_not(tmp_path):
    dead, alive = tmp_path / f"{scratch.PREFIX}999999999", tmp_path / f"{scratch.PREFIX}{os.getpid()}"
    for folder in (dead, alive):
        (folder / "inner").mkdir(parents=True)
    scratch.sweep(tmp_path)
    assert list(tmp_path.iterdir()) == [alive]


def test_a_folder_in_which_nothing_may_be_started_has_no_room(tmp_path, monkeypatch):
    assert scratch.room(tmp_path) > 0
    told = type("Told", (), {"f_flag": os.ST_NOEXEC, "f_bavail": 1 << 40, "f_frsize": 4096})
    monkeypatch.setattr(os, "statvfs", lambda _: told)
    assert scratch.room(tmp_path) == 0


def test_the_memory_that_is_left_is_told():
    assert scratch.spare_memory() > 0
