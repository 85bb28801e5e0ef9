# SPDX-License-Identifier: LicenseRef-Desk
"""Runs the window: shown at once, the data opened behind it, the service beside it, all ended well."""

from __future__ import annotations

import asyncio
import logging
import sys
from collections.abc import Coroutine
from types import TracebackType
from typing import TypeVar

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from desk import logs
from desk.config import Config
from desk.ui.docks import Places
from desk.ui.garbage import Garbage
from desk.ui.language import speak, usual
from desk.ui.single_instance import SingleInstance
from desk.ui.sitting import Sitting
from desk.ui.text_size import kept_factor
from desk.ui.theme import Look, apply
from desk.ui.widgets.html_view import register_scheme, steady
from desk.ui.window import Window
from desk.ui.window_commands import WindowCommands

log = logging.getLogger(__name__)

T = TypeVar("T")

SWITCH_S = 0.001
"""How long a thread may keep the others waiting; Python's usual 5 ms starves the window for a second."""


def run(config: Config, *, sample: bool = False) -> int:
    """Open the window on the shop of `config`, or the sample shop beside it; returns when it was closed."""
    place = config.sample() if sample else config
    logs.start(place.log_file)
    sys.setswitchinterval(SWITCH_S)
    application = make_application()
    instance = SingleInstance(place.home, application)
    if not instance.claim():
        return 0
    places = Places(place.home)
    speak(application, places.text("language") or usual())
    apply(application, _look(places), text_factor=kept_factor(places))
    window = Window(places)
    WindowCommands(window, application)
    instance.raise_requested.connect(lambda: _to_front(window))
    _catch_mistakes(window)
    steady(window)
    window.fit_screen(window.screen().availableSize())
    window.show()
    garbage = Garbage(window)
    in_loop(application, Sitting(window, config, sample=sample).run())
    garbage.release()
    return 0


def in_loop(application: QApplication, work: Coroutine[object, object, T]) -> T:
    """Run `work` to its end in the one loop that Qt and asyncio share; return what it returns."""
    from desk.ui.loop import Loop  # after the window stands: it takes a tenth of a second to import

    with asyncio.Runner(loop_factory=lambda: Loop(application)) as runner:
        return runner.run(work)


def make_application() -> QApplication:
    """Return the application, made when there is none yet."""
    application = QApplication.instance()
    if not isinstance(application, QApplication):
        register_scheme()
        application = QApplication(sys.argv[:1])
    application.setApplicationName("Desk")
    application.setApplicationDisplayName("")
    application.setDesktopFileName("desk")
    application.setQuitOnLastWindowClosed(False)  # a dialog that closes last would end the loop
    return application


def _look(places: Places) -> Look:
    kept = places.text("look", Look.SYSTEM.value)
    return Look(kept) if kept in set(Look) else Look.SYSTEM


def _to_front(window: Window) -> None:
    if window.isMinimized():
        window.showNormal()
    window.raise_()
    window.activateWindow()


def _catch_mistakes(window: Window) -> None:
    """Log what nobody caught and say it plainly; the window goes on."""

    def caught(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            QTimer.singleShot(0, window.close)
            return
        log.error("a mistake was not caught", exc_info=(kind, error, trace))
        window.show_failure(error)

    sys.excepthook = caught
