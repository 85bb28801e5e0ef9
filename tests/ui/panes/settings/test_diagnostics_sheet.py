# SPDX-License-Identifier: LicenseRef-Desk
"""Services and their workers are shown."""

import pkgutil
from datetime import timedelta
from importlib import import_module

import pytest

import desk.services
from desk import clock
from desk.services.store import Change, Leases
from desk.translation import translator
from desk.ui.panes.settings.diagnostics_sheet import WORKERS
from tests.ui.frame import until

REPORT = {
    "workers": {
        "sender": {
            "state": "failing",
            "failures": 2,
            "code": "timeout",
            "since": "2026-11-22T09:30:00+00:00",
        },
        "planner": {"state": "running", "failures": 0, "code": "", "since": "2026-11-22T09:30:00+00:00"},
    },
    "started_at": "2026-11-22T09:30:00+00:00",
    "beat_at": "2026-11-22T09:31:00+00:00",
}


def worker_names():
    """Every worker there is: whatever runs under a name."""
    names = set()
    for found in pkgutil.walk_packages(desk.services.__path__, "desk.services."):
        module = import_module(found.name)
        names |= {
            one.name
            for one in vars(module).values()
            if isinstance(one, type)
            and hasattr(one, "is_exclusive")
            and isinstance(vars(one).get("name"), str)
        }
    return sorted(names)


@pytest.mark.parametrize("name", worker_names())
def test_every_worker_is_named_in_words(name):
    assert " " in WORKERS[name] or name in {"sandbox", "sender"}
    assert translator("fr")(WORKERS[name]) != WORKERS[name]


def serve(stage):
    def work(session):
        Leases(session).take("service:m:1", "m:1", clock.now(), timedelta(minutes=5))
        Leases(session).report("service:m:1", "m:1", REPORT)

    stage.db.write_now(work, Change.SERVICE)


def test_services_and_their_workers_are_shown(qt_run, stage):
    async def main():
        async with stage.open():
            sheet = stage.sheet("diagnostics")
            await until(lambda: "does not run" in sheet._state.text())
            serve(stage)
            await until(lambda: sheet._state.text() == "The service runs, with a fault.")
            sender = [worker for service in sheet.model.state.services for worker in service.workers][1]
            assert (sender.name, sender.failures, sender.code) == ("sender", 2, "timeout")
            sheet.restart.click()
            sheet.folder.click()
            assert stage.triggered == ["tools.restart", "help.folder"]

    qt_run(main())
