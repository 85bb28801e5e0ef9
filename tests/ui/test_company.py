# SPDX-License-Identifier: LicenseRef-Desk
"""What runs beside the pages of a shop begins and ends with it."""

import sys

import pytest

from desk.ui import service_child
from desk.ui.company import Company
from desk.ui.docks import Places
from desk.ui.window import Window
from desk.ui.window_commands import WindowCommands
from tests.ui.frame import make_shop, open_at, until


@pytest.fixture
def window(qtbot, tmp_path, qapp, monkeypatch):
    monkeypatch.setattr(
        service_child, "command", lambda: (sys.executable, ["-c", "import sys; sys.stdin.read()"])
    )
    made = Window(Places(tmp_path / "home"))
    WindowCommands(made, qapp)
    qtbot.addWidget(made)
    return made


def test_the_service_is_started_once_and_everything_ends(qt_run, window, db, tmp_path):
    make_shop(db)

    async def main():
        (tmp_path / "home").mkdir(exist_ok=True)
        desk = open_at(db, tmp_path / "home")
        company = Company(window, starts_service=True)
        company.start_service(desk)
        child = company.child
        company.start_service(desk)
        assert company.child is child
        company.start(desk)
        assert company.child is child
        await until(lambda: child.is_ours)
        company.restart()
        await window.jobs.finish()
        await company.leave()
        assert company.child is None
        await company.leave()

    qt_run(main())
