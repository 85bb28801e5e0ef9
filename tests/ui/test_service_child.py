# SPDX-License-Identifier: LicenseRef-Desk
"""The service beside the window: found, started, started again, stopped."""

import asyncio
import base64
import os
import sys
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import QObject

from desk.config import at
from desk.services.store import Change, LeaseRow, Leases, keep_secrets_in, passphrase
from desk.services.supervisor import SERVICE, holder_name
from desk.ui import service_child
from desk.ui.service_child import (
    ServiceChild,
    ServiceHealth,
    ServiceState,
    ServiceWatch,
    health_of,
    pause_after,
)
from tests.ui.frame import open_at, until

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
OBEDIENT = "import sys; sys.stdin.read()"
STUBBORN = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); time.sleep(60)"


@pytest.fixture
def program(monkeypatch):
    """Let the child run another program; `program(code)`."""

    def choose(code):
        monkeypatch.setattr(service_child, "command", lambda: (sys.executable, ["-c", code]))

    choose(OBEDIENT)
    return choose


@pytest.fixture
def config(tmp_path):
    return at(tmp_path)


def lease(holder, until_=NOW + timedelta(seconds=10), report=None):
    return LeaseRow(name=SERVICE + holder, holder=holder, expires_at=until_, report=report or {})


def test_pauses_grow_to_a_minute():
    assert [pause_after(number) for number in (0, 1, 2, 5, 6, 60)] == [1, 2, 4, 32, 60, 60]


def test_a_report_tells_who_has_trouble():
    report = {
        "workers": {"sender": {"state": "failing"}, "timer": {"state": "running"}},
        "beat_at": "2026-03-01T12:00:00+00:00",
    }
    assert health_of(report, ServiceState.RUNNING) == ServiceHealth(
        state=ServiceState.FAILING, beat_at=NOW, failing=("sender",)
    )
    assert health_of(None, ServiceState.RUNNING) == ServiceHealth(state=ServiceState.RUNNING)


def test_it_starts_the_program_itself(monkeypatch):
    assert service_child.command() == (sys.executable, ["-m", "desk", "service", "--watch-parent"])
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert service_child.command() == (sys.executable, ["service", "--watch-parent"])


def test_a_service_of_others_is_used(qt_run, config, program):
    async def main():
        child = ServiceChild(config)
        machine = holder_name(config.home).partition(":")[0]
        child.found((lease(f"{machine}:{os.getppid()}"),), NOW)
        assert child.health.state is ServiceState.RUNNING
        assert not child.is_ours
        await child.stop()

    qt_run(main())


def test_a_service_is_started_when_none_runs_and_stopped_at_the_end(qt_run, config, program):
    async def main():
        child = ServiceChild(config)
        child.found((lease("elsewhere:1", NOW - timedelta(seconds=1)),), NOW)
        assert child.is_ours
        assert child.health.state is ServiceState.STARTING
        await child.stop()
        assert not child.is_ours
        child.found((), NOW)
        assert not child.is_ours

    qt_run(main())


def test_a_service_that_ends_is_started_again(qt_run, config, program, monkeypatch, log_guard):
    log_guard.expect("the service ended with 3")
    monkeypatch.setattr(service_child, "FIRST_PAUSE_S", 0.05)
    program("import sys; sys.exit(3)")
    said = []

    async def main():
        child = ServiceChild(config)
        child.health_changed.connect(lambda health: said.append(health.state))
        child.found((), NOW)
        await until(lambda: ServiceState.STOPPED in said)
        program(OBEDIENT)
        await until(lambda: child.is_ours)
        child.found((), NOW)
        assert child.health.state is ServiceState.STARTING
        await child.stop()

    qt_run(main())


def test_a_service_that_cannot_be_started_is_tried_again(qt_run, config, monkeypatch, log_guard):
    log_guard.expect("could not be started")
    monkeypatch.setattr(service_child, "command", lambda: ("no-such-program-anywhere", []))

    async def main():
        child = ServiceChild(config)
        child.found((), NOW)
        await until(lambda: child.health.state is ServiceState.STOPPED)
        monkeypatch.setattr(service_child, "command", lambda: (sys.executable, ["-c", OBEDIENT]))
        child.restart()
        assert child.is_ours
        await child.stop()

    qt_run(main())


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_a_stubborn_service_is_killed(qt_run, config, program, monkeypatch, log_guard):
    log_guard.expect("was killed")
    monkeypatch.setattr(service_child, "PATIENCE_S", 0.2)
    program(STUBBORN)

    async def main():
        child = ServiceChild(config)
        child.found((), NOW)
        await asyncio.sleep(0.5)
        await child.stop()
        await until(lambda: not child.is_ours)

    qt_run(main())


def test_the_watch_reads_the_leases(qt_run, db, tmp_path, program):
    async def main():
        desk = open_at(db, tmp_path)
        owner = QObject()
        child = ServiceChild(desk.config, owner)
        machine = holder_name(desk.config.home).partition(":")[0]
        holder = f"{machine}:{os.getppid()}"

        def beat(session):
            Leases(session).take(SERVICE + holder, holder, datetime.now(UTC), timedelta(minutes=1))

        await db.write(beat, Change.SERVICE)
        watch = ServiceWatch(desk, child)
        await until(lambda: child.health.state is ServiceState.RUNNING)
        assert watch.parent() is child

    qt_run(main())


def test_the_passphrase_goes_to_the_child_by_its_standard_input(qt_run, config, program, tmp_path):
    heard = tmp_path / "heard"
    program(f"import sys; open({str(heard)!r}, 'w').write(sys.stdin.readline()); sys.stdin.read()")
    keep_secrets_in(config.home)

    async def main():
        child = ServiceChild(config)
        child.found((), NOW)
        passphrase.place.told[config.home] = "mots à moi"  # as `Secrets.unlock` keeps it
        child.found((), NOW)
        await until(lambda: heard.exists() and heard.read_text())
        assert base64.b64decode(heard.read_text().removeprefix("passphrase ")).decode() == "mots à moi"
        await child.stop()

    qt_run(main())
