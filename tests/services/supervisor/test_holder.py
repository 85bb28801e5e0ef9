# SPDX-License-Identifier: LicenseRef-Desk
"""Who holds what, and who still runs: a process is looked for only where its number means something."""

import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta

import pytest

from desk.services.store import LeaseRow
from desk.services.supervisor import SERVICE, TTL, holder, holder_name, is_alive, is_gone, running

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
ME = f"here:{os.getpid()}:place.me"


@pytest.fixture
def dead_pid():
    """The id of a process that has ended."""
    done = subprocess.Popen([sys.executable, "-c", ""])
    done.wait()
    return done.pid


def test_a_machine_has_one_name_and_each_start_its_own(tmp_path):
    first = holder_name(tmp_path)
    assert first == holder_name(tmp_path)
    machine, pid, start = first.split(":")
    assert (tmp_path / "machine").read_text() == machine
    assert int(pid) == os.getpid()
    assert len(SERVICE + first) <= 60
    program = "import sys; from desk.services.supervisor import holder_name; from pathlib import Path; print(holder_name(Path(sys.argv[1])))"
    other = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path)], capture_output=True, text=True, check=True
    )
    theirs = other.stdout.strip().split(":")
    assert theirs[0] == machine
    place, _, token = start.partition(".")
    assert theirs[2].partition(".")[0] == place
    assert theirs[2].partition(".")[2] != token


@pytest.mark.parametrize(
    "damaged", [b"", b"\xff\xfe\x00", b"not hex at all!!", b"abc", b"\n" * 16, b"a" * 5000]
)
def test_a_damaged_name_of_the_machine_is_drawn_again(tmp_path, damaged):
    (tmp_path / "machine").write_bytes(damaged)
    machine = holder_name(tmp_path).partition(":")[0]
    assert (tmp_path / "machine").read_text() == machine
    assert len(machine) == 16
    assert [file.name for file in tmp_path.iterdir()] == ["machine"]


def lease(holder, expires_at):
    return LeaseRow(name=SERVICE + holder, holder=holder, expires_at=expires_at, report={})


def test_we_are_alive_whatever_the_clock_says():
    assert is_alive(ME, ME, [lease(ME, NOON - timedelta(days=1))], NOON)


def test_a_process_that_ended_in_this_system_is_gone_whatever_its_lease_says(dead_pid):
    dead = f"here:{dead_pid}:place.it"
    assert is_gone(dead, ME)
    assert not is_alive(dead, ME, [lease(dead, NOON + timedelta(minutes=1))], NOON)


def test_who_had_our_number_before_us_is_gone():
    assert is_gone(f"here:{os.getpid()}:place.it", ME)


def far_ones(pid):
    """Return holders of whom their number tells nothing here: only the lease does."""
    return [
        f"there:{pid}:place.it",
        f"here:{pid}:another boot.it",
        f"here:{pid}:.it",
        f"here:{pid}",
        "here",
        "here:x:place.it",
    ]


@pytest.mark.parametrize("which", range(6))
def test_of_another_system_only_its_lease_tells(which, dead_pid):
    for pid in (dead_pid, os.getpid()):
        far = far_ones(pid)[which]
        assert not is_gone(far, ME)
        assert is_alive(far, ME, [lease(far, NOON + TTL)], NOON)
        assert not is_alive(far, ME, [lease(far, NOON)], NOON)
        assert not is_alive(far, ME, [], NOON)


def test_where_the_system_cannot_be_told_no_number_is_trusted(dead_pid):
    assert not is_gone(f"here:{dead_pid}:.it", f"here:{os.getpid()}:.me")


def test_a_system_without_a_boot_id_is_nameless(monkeypatch):
    def refuse(*_arguments, **_options):
        raise OSError

    monkeypatch.setattr(holder.Path, "read_text", refuse)
    assert holder._place.__wrapped__() == ""


def test_a_number_that_another_program_has_now_is_not_enough_to_be_alive():
    reborn = f"here:{os.getppid()}:place.it"
    assert not is_gone(reborn, ME)
    assert not is_alive(reborn, ME, [], NOON)


def test_running_are_the_services_whose_lease_stands_and_whose_process_is_there(dead_pid):
    far, late, dead = (
        lease("there:1:far.it", NOON + TTL),
        lease("there:2:far.it", NOON),
        lease(f"here:{dead_pid}:place.it", NOON + TTL),
    )
    right = LeaseRow(name="planner", holder="there:1:far.it", expires_at=NOON + TTL, report={})
    assert running([far, late, dead, right], ME, NOON) == (far,)
    assert running([far, late, dead, right], "", NOON) == (far, dead)
