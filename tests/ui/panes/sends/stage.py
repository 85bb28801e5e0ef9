# SPDX-License-Identifier: LicenseRef-Desk
"""What tests of the page of sends share: a window around the page, and what one does in it."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMainWindow

from desk.ui.commands import Commands
from desk.ui.docks import Places
from desk.ui.jobs import Jobs
from desk.ui.panes import Context
from desk.ui.panes.sends import build
from desk.ui.theme import Theme
from desk.ui.widgets import ToastStack
from tests.ui.frame import open_at, until


class Stage:
    """The page in a window of its own. Make it while the loop runs, and await `end`."""

    def __init__(self, db, home):
        self.window = QMainWindow()
        self.window.resize(1400, 800)
        self.jobs = Jobs(self.window)
        self.failures = []
        self.jobs.failed.connect(self.failures.append)
        self.commands = Commands(self.window)
        self.toasts = ToastStack(self.window)
        self.places = Places(home)
        self.trips = []
        self.page = build(
            Context(
                desk=open_at(db, home),
                jobs=self.jobs,
                commands=self.commands,
                toasts=self.toasts,
                navigate=lambda page, /, **target: self.trips.append((page, target)),
                theme=Theme.current(),
                places=self.places,
            )
        )
        self.window.setCentralWidget(self.page)
        self.page.recall(self.places)
        self.commands.enter("sends")
        self.window.show()
        self.window.activateWindow()
        self.listing = self.page.listing
        self.table = self.listing.table
        self.panel = self.page.panel

    async def ready(self, count=None):
        """Wait until the list is there, with `count` rows."""
        await until(lambda: self.page.model.state.figures is not None and self.page.model.state.choices.rules)
        await until(lambda: not self.page.model.state.is_loading)
        if count is not None:
            await self.shows(count)
        return self

    async def shows(self, count):
        """Wait until so many rows are listed."""
        await until(lambda: not self.page.model.state.is_loading and self.table.model().rowCount() == count)

    async def choose(self, delivery_id):
        """Make a send current and wait for its explanation."""
        self.table.setCurrentIndex(self.page.model.rows.index_of(delivery_id))
        await until(lambda: self.why() is not None and self.why().detail.row.id == delivery_id)

    def why(self):
        return self.page.why.state.why

    def ids(self):
        """Return the ids of the rows that are listed, from the top."""
        return [row.id for row in self.page.model.rows.rows]

    def row(self, delivery_id):
        return self.page.model.rows.row_at(self.page.model.rows.index_of(delivery_id))

    def press(self, key, modifier=Qt.KeyboardModifier.NoModifier):
        """Press a key where the keyboard is."""
        QTest.keyClick(QApplication.focusWidget() or self.table, key, modifier)

    def run(self, name):
        """Do a command, as its shortcut does."""
        self.commands.trigger(f"sends.{name}")

    def said(self):
        """Return what the notes say, newest last."""
        return [toast._label.text() for toast in self.toasts.toasts()]

    async def end(self):
        assert self.failures == []
        await self.jobs.finish()
        self.window.close()
        self.window.deleteLater()


def click(button):
    """Click a button with the mouse."""
    assert button.isVisible()
    assert button.isEnabled()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
