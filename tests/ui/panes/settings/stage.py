# SPDX-License-Identifier: LicenseRef-Desk
"""A window with the page of settings on it, over a real database."""

import asyncio
from contextlib import asynccontextmanager

import shiboken6
from PySide6.QtWidgets import QMainWindow

from desk.ui.commands import Command, Commands
from desk.ui.docks import Places
from desk.ui.jobs import Jobs
from desk.ui.panes import Context
from desk.ui.panes.settings.page import SettingsPage
from desk.ui.theme import Theme
from desk.ui.widgets import ToastStack
from tests.ui.frame import open_at


class Stage:
    """The page and what it stands on. `went`: where it navigated. `failures`: what the window would show."""

    def __init__(self, qtbot, db, home):
        self.window = QMainWindow()
        self.window.resize(1280, 720)
        qtbot.addWidget(self.window)
        self.db = db
        self.went, self.failures, self.triggered = [], [], []
        self.jobs = Jobs(self.window)
        self.jobs.failed.connect(self.failures.append)
        self.commands = Commands(self.window)
        for name in (
            "view.language.fr",
            "view.language.en",
            "view.look.dark",
            "tools.restart",
            "help.folder",
        ):
            self.commands.add(
                Command(name=name, label=name, run=lambda name=name: self.triggered.append(name))
            )
        self.toasts = ToastStack(self.window)
        self.context = Context(
            desk=open_at(db, home),
            jobs=self.jobs,
            commands=self.commands,
            toasts=self.toasts,
            navigate=self._navigate,
            theme=Theme.current(),
            places=Places(home),
        )

    def sheet(self, name):
        """Return a page, shown."""
        self.page.reveal(page=name)
        return self.page.sheets[name]

    def said(self):
        """Return what the notes say."""
        return [toast._label.text() for toast in self.toasts.toasts()]

    def _navigate(self, page, /, **target):
        self.went.append((page, target))
        if page == "settings":
            self.page.reveal(**target)

    @asynccontextmanager
    async def open(self):
        """Show the page for the length of a block."""
        self.page = SettingsPage(self.context)
        self.window.setCentralWidget(self.page)
        self.window.show()
        try:
            yield self.page
        finally:
            await self.jobs.finish()
            shiboken6.delete(self.page)
            await asyncio.sleep(0)  # what read for it is cancelled


def kept(db, read):
    """Return what is in the database."""
    return db.read_now(read)
