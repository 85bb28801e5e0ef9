# SPDX-License-Identifier: LicenseRef-Desk
"""What tests of the page of messages share: a window around the page, and what one does in it."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMainWindow

from desk.ui.commands import Commands
from desk.ui.docks import Places
from desk.ui.jobs import Jobs
from desk.ui.panes import Context
from desk.ui.panes.messages import build
from desk.ui.theme import Theme
from desk.ui.widgets import ToastStack
from tests.ui.frame import open_at, until


class Stage:
    """The page in a window of its own. Make it while the loop runs, and await `end`."""

    def __init__(self, post, home):
        self.post = post
        self.window = QMainWindow()
        self.window.resize(1400, 800)
        self.jobs = Jobs(self.window)
        self.failures = []
        self.jobs.failed.connect(self.failures.append)
        self.commands = Commands(self.window)
        self.toasts = ToastStack(self.window)
        self.places = Places(home)
        self.trips = []
        self.context = Context(
            desk=open_at(post.db, home),
            jobs=self.jobs,
            commands=self.commands,
            toasts=self.toasts,
            navigate=lambda page, /, **target: self.trips.append((page, target)),
            theme=Theme.current(),
            places=self.places,
        )
        self.page = build(self.context)
        self.window.setCentralWidget(self.page)
        self.page.recall(self.places)
        self.commands.enter("messages")
        self.window.show()
        self.window.activateWindow()
        self.list = self.page.list

    async def ready(self, count=None):
        """Wait until the list is there, with `count` conversations."""
        state = lambda: self.page.model.state  # noqa: E731 - what is waited for
        await until(
            lambda: not state().is_loading and state().counts is not None and state().choices.operators
        )
        if count is not None:
            await self.shows(count)
        return self

    async def shows(self, count):
        """Wait until so many conversations are listed."""
        model = self.page.model
        await until(lambda: not model.state.is_loading and model.rows.rowCount() == count)

    async def open(self, conversation_id):
        """Open a conversation and wait until it was read."""
        self.page.open(conversation_id)
        await until(lambda: self.thread() is not None and self.thread().id == conversation_id)
        self.window.activateWindow()  # the first web view makes the window anew where nothing is really shown

    def thread(self):
        return self.page.thread_model.state.thread

    def ids(self):
        return [row.id for row in self.page.model.rows.rows]

    def press(self, key, modifier=Qt.KeyboardModifier.NoModifier):
        """Press a key where the keyboard is."""
        QTest.keyClick(QApplication.focusWidget() or self.list.view, key, modifier)

    def run(self, name):
        """Do a command, as its shortcut does."""
        self.commands.trigger(f"messages.{name}")

    def said(self):
        """Return what the notes say, newest last."""
        return [toast._label.text() for toast in self.toasts.toasts()]

    async def end(self):
        await self.jobs.finish()
        failures = list(self.failures)
        self.window.close()
        self.window.deleteLater()
        assert failures == []


def click(button):
    """Click a button with the mouse."""
    assert button.isVisible()
    assert button.isEnabled()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
