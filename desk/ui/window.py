# SPDX-License-Identifier: LicenseRef-Desk
"""The window: rail, top bar, bars, one page at a time, status bar; it stands before any data are there."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QVBoxLayout, QWidget

from desk.errors import DeskError
from desk.translation import _
from desk.ui.bars import Bars, Notice
from desk.ui.command_palette import CommandPalette
from desk.ui.commands import Commands
from desk.ui.docks import Places
from desk.ui.jobs import Jobs
from desk.ui.menus import Menus
from desk.ui.navigation import Rail
from desk.ui.next_steps import CLOSED, KEPT, NextSteps, Step, Steps
from desk.ui.pages import Pages
from desk.ui.panes import PANES, Context
from desk.ui.shortcuts import KeySheet
from desk.ui.status_bar import HEIGHT, StatusBar
from desk.ui.store_trouble import StoreTrouble
from desk.ui.theme import Theme
from desk.ui.top_bar import TopBar
from desk.ui.widgets import EmptyState, ToastStack
from desk.ui.widgets.speaks import Speaks
from desk.ui.wording import failure_text

if TYPE_CHECKING:  # the services are slow to import, and the window stands before they are there
    from desk.bootstrap import Desk

LEAST = QSize(980, 640)
USUAL = QSize(1280, 800)
FRAME = 40
"""So high the system's title bar may be."""
ALL_FROM = 1440
"""From this width on the rail shows names."""
LOCKED = "locked"
"""The bar that says so of the passwords; it goes by itself once they are open."""
DETAILS_FROM = 1200
"""Under this width detail docks give way."""


class Window(Speaks, QMainWindow):
    """The window. close_requested(): the person wants to leave and nothing would be lost.

    unlock_requested(): somebody wants to give the passphrase of the passwords after all.
    """

    close_requested = Signal()
    unlock_requested = Signal()

    def __init__(self, places: Places) -> None:
        super().__init__()
        self.places = places
        self.jobs = Jobs(self)
        self.commands = Commands(self, places.texts("keys"))
        self.bars = Bars()
        self.steps = NextSteps()
        self.top = TopBar()
        self.rail = Rail(PANES)
        self.toasts = ToastStack(self, clearance=HEIGHT, beside=self.rail)
        self.status = StatusBar(self.jobs)
        self._trouble = StoreTrouble(self)
        self._opening = EmptyState("storefront", "")
        self.pages = Pages(self._opening)
        self._may_close = False
        self._lay_out()
        self.menus = Menus(self.menuBar(), self.commands)
        self.search = CommandPalette(self, self.jobs)
        self.keys = KeySheet(self, self.commands)
        self._connect()
        self._recall()
        self.retranslate()

    def attach(self, desk: Desk) -> None:
        """Show the data of `desk` from now on."""
        context = Context(
            desk=desk,
            jobs=self.jobs,
            commands=self.commands,
            toasts=self.toasts,
            navigate=self.pages.navigate,
            theme=Theme.current(),
            places=self.places,
        )
        self._trouble.attach(desk)
        self.rail.set_usable(is_usable=True)
        self.pages.attach(context)

    def detach(self) -> None:
        """Forget the data and all that the frame says of them, to make room for those of another shop."""
        self.pages.detach()
        self._trouble.attach(None)
        self.menus.show_page(None)
        self.rail.set_usable(is_usable=False)
        self.rail.forget()
        self.bars.take_back("sample")
        self.steps.show_steps(Steps())
        self._opening.set_texts(_("Opening your shop…"))
        self.top.quiet.forget()
        self.status.forget()
        self.toasts.clear()
        self._say_title()

    def fit_screen(self, room: QSize) -> None:
        """At first, fill a screen that leaves less `room` than the usual size needs with its frame."""
        if self.places.state("window").isEmpty() and not _holds(room, USUAL):
            self.resize(USUAL.boundedTo(room - QSize(0, FRAME)).expandedTo(LEAST))
            self.setWindowState(Qt.WindowState.WindowMaximized)

    def toggle_rail(self) -> None:
        """Make the rail wider or narrower, and keep it so."""
        self.places.keep_text("rail", "narrow" if self._is_rail_wide() else "wide")
        self._fit()

    def show_failure(self, error: BaseException) -> None:
        """Say what could not be done."""
        failure = failure_text(error)
        text = f"{failure.title} {failure.sentence}".strip()
        if isinstance(error, DeskError) and error.code == "passphrase_missing":
            unlock = self.unlock_requested.emit
            self.bars.say(LOCKED, Notice(text=text, verb=failure.verb, deed=unlock, is_closable=True))
            return
        leads_to_settings = failure.verb == _("Open settings")
        notice = Notice(
            text=text,
            verb=failure.verb if leads_to_settings else "",
            deed=self._open_settings if leads_to_settings else None,
            details=failure.detail,
            is_closable=True,
        )
        self.bars.say("failure", notice)
        self._trouble.meet(error)

    def retranslate(self) -> None:
        """Say everything in the current language."""
        self._opening.set_texts(_("Opening your shop…"))
        self.commands.retranslate()
        self._say_title()

    def shut(self) -> None:
        """Remember where everything is and close for good."""
        self.pages.remember()
        self.places.keep_state("window", self.saveGeometry())
        self.places.write()
        self._may_close = True
        self.close()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._may_close:
            event.accept()
            return
        event.ignore()
        self.pages.leave(self.close_requested.emit)

    def _connect(self) -> None:
        self.rail.set_usable(is_usable=False)
        self.rail.page_requested.connect(self.pages.navigate)
        self.rail.toggle_requested.connect(self.toggle_rail)
        self.pages.building.connect(self._on_building)
        self.pages.shown.connect(self._on_shown)
        self.pages.badge_changed.connect(self.rail.set_count)
        self.top.search_requested.connect(self.search.open)
        self.top.help_requested.connect(self.keys.open)
        self.steps.step_requested.connect(self._on_step)
        self.steps.closed.connect(self._on_steps_closed)
        self.jobs.failed.connect(self.show_failure)
        self._trouble.over.connect(partial(self.bars.take_back, "failure"))
        self.commands.changed.connect(self._on_commands)

    def _on_building(self, name: str) -> None:
        """Show where one goes before the page is there: a cold one takes seconds."""
        self.rail.show_page(name)
        self._opening.set_texts(_("One moment…"))
        self.repaint()

    def _on_shown(self, name: str) -> None:
        self.rail.show_page(name)
        self.commands.enter(name)
        self.menus.show_page(self.pages.page)
        self._say_title()

    def _on_commands(self) -> None:
        self.top.set_key(self.commands.shortcut("view.search"))

    def _on_step(self, step: Step) -> None:
        self.pages.navigate(step.page, **dict(step.target))

    def _on_steps_closed(self) -> None:
        self.places.keep_text(KEPT, CLOSED)
        self.steps.show_steps(Steps())

    def _say_title(self) -> None:
        page = self.pages.page
        label = next((_(pane.label) for pane in PANES if page and pane.name == page.objectName()), "")
        self.setWindowTitle(f"{label} – Desk" if label else "Desk")

    def _open_settings(self) -> None:
        self.bars.take_back("failure")
        self.pages.navigate("settings")

    def _is_rail_wide(self) -> bool:
        chosen = self.places.text("rail")
        return chosen == "wide" if chosen else self.width() >= ALL_FROM

    def _fit(self) -> None:
        self.rail.set_wide(self._is_rail_wide())
        self.pages.make_room(is_narrow=self.width() < DETAILS_FROM)

    def _recall(self) -> None:
        self.setMinimumSize(LEAST)
        self.resize(USUAL)
        kept: QByteArray = self.places.state("window")
        if not kept.isEmpty():
            self.restoreGeometry(kept)

    def _lay_out(self) -> None:
        right = QWidget()
        column = _column(right)
        column.addWidget(self.top)
        column.addWidget(self.bars)
        column.addWidget(self.steps)
        column.addWidget(self.pages, 1)
        upper = QHBoxLayout()
        upper.setSpacing(0)
        upper.addWidget(self.rail)
        upper.addWidget(right, 1)
        whole = QWidget()
        around = _column(whole)
        around.addLayout(upper, 1)
        around.addWidget(self.status)
        self.setCentralWidget(whole)


def _holds(room: QSize, size: QSize) -> bool:
    return room.width() >= size.width() and room.height() >= size.height() + FRAME


def _column(widget: QWidget) -> QVBoxLayout:
    column = QVBoxLayout(widget)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    return column
