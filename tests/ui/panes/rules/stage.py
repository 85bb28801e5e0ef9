# SPDX-License-Identifier: LicenseRef-Desk
"""What tests of the page of rules share: a shop with rules and templates, a window around the page."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMainWindow

from desk.ui.commands import Commands
from desk.ui.docks import Places
from desk.ui.jobs import Jobs
from desk.ui.panes import Context
from desk.ui.panes.rules import build
from desk.ui.theme import Theme
from desk.ui.widgets import Pill, PillPopup, ToastStack
from tests.services.simulation.shop import NOW, SENDERS, Shop
from tests.ui.frame import open_at, until

__all__ = ["NOW", "SENDERS", "Shop", "Stage"]


class Stage:
    """The page in a window of its own. Make it while the loop runs, and await `end`."""

    def __init__(self, db, home):
        self.window = QMainWindow()
        self.window.resize(1500, 900)
        self.jobs = Jobs(self.window)
        self.failures = []
        self.jobs.failed.connect(self.failures.append)
        self.commands = Commands(self.window)
        self.toasts = ToastStack(self.window)
        self.trips = []
        self.page = build(
            Context(
                desk=open_at(db, home),
                jobs=self.jobs,
                commands=self.commands,
                toasts=self.toasts,
                navigate=lambda page, **target: self.trips.append((page, target)),
                theme=Theme.current(),
                places=Places(home),
            )
        )
        self.window.setCentralWidget(self.page)
        self.page.recall(Places(home))
        self.commands.enter("rules")
        self.window.show()
        self.window.activateWindow()
        self.list = self.page.list
        self.model = self.page.editor_model
        self.editor = self.page.screen_.editor

    async def ready(self):
        """Wait until the list is there and a rule is open."""
        await until(lambda: self.state.card is not None and self.state.has_shop)
        return self

    async def open(self, rule_id):
        """Open a rule."""
        await self.ready()
        self.page.open_rule(rule_id)
        await until(lambda: self.state.card is not None and self.state.card.id == rule_id)
        return self

    @property
    def state(self):
        return self.model.state

    @property
    def spec(self):
        return self.state.draft.spec

    def pill(self, key):
        """Return the pill that changes a place."""
        found = [pill for pill in self.editor.findChildren(Pill) if pill.objectName() == key]
        assert found, f"no pill {key} among {[p.objectName() for p in self.editor.findChildren(Pill)]}"
        return found[0]

    def pick(self, key, typed):
        """Choose in a pill by keyboard: open it, type, Enter."""
        pill = self.pill(key)
        pill.setFocus()
        QTest.keyClick(pill, Qt.Key.Key_Down)
        popup = self.popup()
        if typed:
            QTest.keyClicks(popup.focusWidget(), typed)
        QTest.keyClick(popup.focusWidget(), Qt.Key.Key_Return)

    def form(self, key):
        """Open the form of a pill and return it."""
        pill = self.pill(key)
        QTest.mouseClick(pill, Qt.MouseButton.LeftButton)
        return self.popup().layout().itemAt(0).widget()

    def popup(self):
        """Return the popup that is open."""
        popup = QApplication.activePopupWidget()
        assert isinstance(popup, PillPopup)
        return popup

    def close_popup(self):
        self.popup().close()

    def has_keyboard(self, widget):
        """Say whether typing would go there; without a screen no window is active for long."""
        return self.window.focusWidget() is widget

    def dialog(self):
        """Return the question that is open; None for none."""
        return QApplication.activeModalWidget()

    def run(self, name):
        """Do a command, as its shortcut does."""
        self.commands.trigger(f"rules.{name}")

    def said(self):
        """Return what the notes say, newest last."""
        return [toast._label.text() for toast in self.toasts.toasts()]

    async def end(self):
        if (dialog := self.dialog()) is not None:
            dialog.reject()
        assert self.failures == []
        await self.jobs.finish()
        self.window.close()
        self.window.deleteLater()


def click(button):
    """Press a button with the mouse."""
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
