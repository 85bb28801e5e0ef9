# SPDX-License-Identifier: LicenseRef-Desk
"""Services and their workers are shown."""

from datetime import timedelta

from desk import clock
from desk.services.store import Change, Leases
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
