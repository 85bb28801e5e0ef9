# SPDX-License-Identifier: LicenseRef-Desk
"""Pictures of the real window: its menu, its pages with something chosen, its status bar."""

import sys

import pytest
from PySide6.QtWidgets import QWidget

from desk import config as config_module
from desk.services.shop import Settings
from desk.ui import pictures, service_child
from desk.ui.panes import PANES
from desk.ui.pictures import Wish
from desk.ui.theme import Look, apply
from desk.ui.window import Window
from tests.ui.frame import make_shop, spoken


@pytest.fixture
def place(tmp_path, db, sqlite_url):
    make_shop(db)
    return config_module.at(tmp_path / "home", sqlite_url)


@pytest.fixture
def begun(monkeypatch):
    """What was started as a service."""
    found = []

    def command():
        found.append(1)
        return sys.executable, ["-c", "import sys; sys.stdin.read()"]

    monkeypatch.setattr(service_child, "command", command)
    return found


@pytest.fixture
def quick(monkeypatch):
    """Take only two pages, without waiting long."""
    few = tuple(pane for pane in PANES if pane.name in ("customers", "settings"))
    monkeypatch.setattr(pictures, "PANES", few)
    monkeypatch.setattr(pictures, "SETTLE_S", 0.4)
    monkeypatch.setattr(pictures, "PATIENCE_S", 3.0)


@pytest.fixture
def windows(monkeypatch):
    """The windows that were pictured, as they looked at each grab."""
    seen = []

    def grab(window):
        page = window.pages.page
        row = page.listing.table.current_row() if page.objectName() == "customers" else None
        seen.append((page.objectName(), row is not None, bool(window.menuBar().actions())))
        return QWidget.grab(window)

    monkeypatch.setattr(Window, "grab", grab, raising=False)
    return seen


def test_each_page_in_each_look_and_language(qapp, qt_run, place, tmp_path, begun, quick, windows):
    folder = tmp_path / "pictures"
    folder.mkdir()
    wish = Wish(folder=folder, looks=("light", "dark"), languages=("en",), size=(1280, 720))
    with spoken("en"):
        files = qt_run(pictures._take(qapp, place, wish, starts_service=False))
    apply(qapp, Look.LIGHT)
    names = [file.name for file in files]
    assert names == [f"{page}-{look}-en.png" for look in wish.looks for page in ("customers", "settings")]
    assert all(file.read_bytes().startswith(b"\x89PNG") for file in files)
    assert windows == [("customers", True, True), ("settings", False, True)] * 2
    assert begun == []


def test_nothing_runs_beside_a_shop_that_is_live(db, place):
    assert pictures._is_trial(place)
    db.write_now(lambda session: Settings(session).change(trial_mode=False))
    assert not pictures._is_trial(place)
