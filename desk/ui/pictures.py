# SPDX-License-Identifier: LicenseRef-Desk
"""Takes a picture of each page, for the demo, the manual and whoever wants to look."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QAbstractItemView, QApplication

from desk import clock
from desk.bootstrap import open_desk
from desk.config import Config
from desk.services.shop import Settings
from desk.ui.application import in_loop, make_application
from desk.ui.docks import Page, Places
from desk.ui.language import speak
from desk.ui.panes import PANES
from desk.ui.sitting import Sitting
from desk.ui.theme import Look, apply
from desk.ui.widgets import HtmlView, steady
from desk.ui.window import Window
from desk.ui.window_commands import WindowCommands

SETTLE_S = 1.2
"""How long a page is given to read and to paint."""
PATIENCE_S = 20.0
"""How long the shop may take to open, and its service to start."""
LOOK_S = 0.05


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What is to be pictured. size: width and height of the window in logical pixels."""

    folder: Path
    looks: Sequence[str] = ("light",)
    languages: Sequence[str] = ("fr",)
    size: tuple[int, int] = (1440, 900)


def take(place: Config, wish: Wish) -> tuple[Path, ...]:
    """Save every page in every look and language; return the files, named PAGE-LOOK-LANGUAGE.png."""
    application = make_application()
    return in_loop(application, _take(application, place, wish, starts_service=_is_trial(place)))


def _is_trial(place: Config) -> bool:
    """Say whether a service may run meanwhile: nothing leaves a shop in trial mode."""
    desk = open_desk(place)
    try:
        return desk.db.read_now(lambda session: Settings(session).get().trial_mode)
    finally:
        desk.close()


async def _take(
    application: QApplication, place: Config, wish: Wish, *, starts_service: bool
) -> tuple[Path, ...]:
    """Sit in the real window while the pictures are taken."""
    speak(application, wish.languages[0])
    apply(application, Look(wish.looks[0]))
    window = Window(Places(wish.folder / "places"))
    WindowCommands(window, application)
    steady(window)
    window.resize(QSize(*wish.size))
    window.show()
    sitting = window.jobs.start(
        Sitting(window, place, sample=False, starts_service=starts_service).run(), window
    )
    try:
        await _until(lambda: window.pages.page is not None)
        await _until(lambda: window.status.is_running or not starts_service)
        return await _pages(application, window, wish)
    finally:
        window.close_requested.emit()
        await sitting
        window.deleteLater()


async def _pages(application: QApplication, window: Window, wish: Wish) -> tuple[Path, ...]:
    files = []
    for language in wish.languages:
        speak(application, language)
        for look in wish.looks:
            apply(application, Look(look))
            for pane in PANES:
                window.pages.navigate(pane.name)
                await asyncio.sleep(SETTLE_S)
                if _choose(window.pages.page):
                    await asyncio.sleep(SETTLE_S)
                    await _painted(window.pages.page)
                file = wish.folder / f"{pane.name}-{look}-{language}.png"
                window.grab().save(str(file))
                files.append(file)
    return tuple(files)


def _choose(page: Page | None) -> bool:
    """Make the first row current where none is, as a person would; say whether anything was chosen."""
    views = page.findChildren(QAbstractItemView) if page is not None else []
    lists = [one for one in views if hasattr(one, "current_row_changed")]
    empty = [one for one in lists if one.isVisible() and not one.currentIndex().isValid()]
    for view in empty:
        view.setCurrentIndex(view.model().index(0, 0))
    return bool(empty)


async def _painted(page: Page | None) -> None:
    """Wait until what is HTML is on screen: the first document takes longer than a page does."""
    views = page.findChildren(HtmlView) if page is not None else []
    await _until(lambda: not any(one.is_awaited() for one in views if one.isVisible()))
    await asyncio.sleep(SETTLE_S)


async def _until(holds: Callable[[], bool]) -> None:
    """Wait for something, at most PATIENCE_S; a picture of what is there then is better than none."""
    end = clock.monotonic() + PATIENCE_S
    while not holds() and clock.monotonic() < end:  # noqa: ASYNC110 - what is waited for has no event
        await asyncio.sleep(LOOK_S)
