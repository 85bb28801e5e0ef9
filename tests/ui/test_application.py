# SPDX-License-Identifier: LicenseRef-Desk
"""Starting and ending the whole program."""

import logging
import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer

from desk import translation
from desk.config import at
from desk.ui import application
from desk.ui.docks import Places
from desk.ui.single_instance import SingleInstance
from desk.ui.theme import Look
from desk.ui.window import Window

ROOT = Path(__file__).parents[2]


@pytest.fixture
def place(tmp_path, sqlite_url):
    return at(tmp_path / "home", sqlite_url)


@pytest.fixture(autouse=True)
def as_it_was():
    root = logging.getLogger()
    hook, interval, handlers, level = sys.excepthook, sys.getswitchinterval(), root.handlers[:], root.level
    yield
    sys.excepthook = hook
    sys.setswitchinterval(interval)
    for handler in [one for one in root.handlers if one not in handlers]:
        root.removeHandler(handler)
        handler.close()
    root.setLevel(level)
    translation.use_language("en")


def test_it_opens_and_closes(qapp, place, monkeypatch):
    shown = []
    usual = Window.show

    def show(window):
        usual(window)
        shown.append(window)
        QTimer.singleShot(300, window.close)

    monkeypatch.setattr(Window, "show", show)
    assert application.run(place) == 0
    assert len(shown) == 1
    assert not shown[0].isVisible()
    shown[0].deleteLater()


def test_a_second_start_leaves_at_once(qapp, place):
    first = SingleInstance(place.home)
    assert first.claim()
    assert application.run(place) == 0
    first.release()


def test_a_mistake_nobody_caught_is_said_and_logged(qtbot, tmp_path, log_guard):
    log_guard.expect("a mistake was not caught")
    window = Window(Places(tmp_path))
    qtbot.addWidget(window)
    application._catch_mistakes(window)
    sys.excepthook(ValueError, ValueError("ours"), None)
    assert window.bars.texts()["failure"].startswith("Desk made a mistake.")


def test_an_unknown_look_is_the_system_s(tmp_path):
    places = Places(tmp_path)
    places.keep_text("look", "pink")
    assert application._look(places) is Look.SYSTEM
    places.keep_text("look", "dark")
    assert application._look(places) is Look.DARK


def test_nothing_slow_is_imported_before_the_window_stands():
    slow = ("sqlalchemy", "babel", "desk.services", "desk.models", "qasync", "PySide6.QtWebEngineCore")
    code = f"import desk.ui.application, sys; print([name for name in {slow!r} if name in sys.modules])"
    env = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    said = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=env, capture_output=True, text=True, check=True
    )
    assert said.stdout.strip() == "[]"
