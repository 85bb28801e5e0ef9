# SPDX-License-Identifier: LicenseRef-Desk
"""Takes a picture of each page, for the demo, the manual and whoever wants to look."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication

from desk.bootstrap import Desk, open_desk
from desk.config import Config
from desk.ui.application import in_loop, make_application
from desk.ui.docks import Places
from desk.ui.language import speak
from desk.ui.panes import PANES
from desk.ui.theme import Look, apply
from desk.ui.widgets import steady
from desk.ui.window import Window

SETTLE_S = 1.2
"""How long a page is given to read and to paint."""


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
    desk = open_desk(place)
    try:
        return in_loop(application, _take(application, desk, wish))
    finally:
        desk.close()


async def _take(application: QApplication, desk: Desk, wish: Wish) -> tuple[Path, ...]:
    files = []
    for language in wish.languages:
        for look in wish.looks:
            speak(application, language)
            apply(application, Look(look))
            window = Window(Places(wish.folder / "places"))
            steady(window)
            window.resize(QSize(*wish.size))
            window.show()
            window.attach(desk)
            for pane in PANES:
                window.pages.navigate(pane.name)
                await asyncio.sleep(SETTLE_S)
                file = wish.folder / f"{pane.name}-{look}-{language}.png"
                window.grab().save(str(file))
                files.append(file)
            window.shut()
            await window.jobs.finish()
            window.deleteLater()
    return tuple(files)
