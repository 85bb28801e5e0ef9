# SPDX-License-Identifier: LicenseRef-Desk
"""The log, and a diagnostic that names nobody."""

from datetime import timedelta

from PySide6.QtGui import QGuiApplication

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


def test_the_log_is_filtered_and_copied_without_names(qt_run, stage):
    log = stage.context.desk.config.log_file
    log.write_text(
        "2026-11-22 10:00:00,001 INFO 1 desk.a: wrote to sophie.bernard@mail.example\n"
        "2026-11-22 10:00:01,001 WARNING 1 desk.b: password=abcdef refused\n"
    )
    serve(stage)

    async def main():
        async with stage.open():
            sheet = stage.sheet("diagnostics")
            await until(lambda: len(sheet.model.state.lines) == 2)
            await until(lambda: sheet.model.state.services)
            sheet.trouble.click()
            assert len(sheet.log.toPlainText().splitlines()) == 1
            sheet.trouble.click()
            sheet.search.setText("desk.a")
            await until(lambda: sheet.log.toPlainText().endswith("sophie.bernard@mail.example"))
            sheet.copy.click()
            copied = QGuiApplication.clipboard().text()
            assert "s•••@mail.example" in copied
            assert "sophie" not in copied
            assert "abcdef" not in copied
            assert "sender: failing (2 failures) timeout" in copied

    qt_run(main())
