# SPDX-License-Identifier: LicenseRef-Desk
"""Gives each page its docks: panes that move, hide and come back where the person left them."""

import logging
import threading
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QByteArray, QEvent, QSettings, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QDockWidget, QHBoxLayout, QMainWindow, QVBoxLayout, QWidget

from desk.translation import _
from desk.ui.theme import SIZE
from desk.ui.widgets.buttons import IconButton
from desk.ui.widgets.page_header import PageHeader
from desk.ui.widgets.paint import box
from desk.ui.widgets.speaks import Speaks
from desk.ui.widgets.surfaces import Pane

log = logging.getLogger(__name__)

VERSION = 1
"""Of saved layouts: raise it when docks are added or renamed, and old layouts give way to the default."""

WRITE_MS = 1_000
"""What was moved is written once nothing has moved for so long."""

Area = Qt.DockWidgetArea
SIDES = Area.LeftDockWidgetArea | Area.RightDockWidgetArea | Area.BottomDockWidgetArea


class _PlacesFile(QSettings):
    """The file of `Places`. Qt's own writes wait for the disk on the window's thread; ours on another."""

    def __init__(self, file: Path) -> None:
        super().__init__(str(file), QSettings.Format.IniFormat)
        self._rest = QTimer(self, singleShot=True, interval=WRITE_MS)
        self._rest.timeout.connect(self._write_aside)

    def keep(self, name: str, value: object) -> None:
        """Remember; written soon when it is something new."""
        if self.value(name) != value:
            self.setValue(name, value)
            self._rest.start()

    def event(self, event: QEvent) -> bool:
        return event.type() == QEvent.Type.UpdateRequest or super().event(event)

    def _write_aside(self) -> None:
        # What is set here is shared with every other object of the same file, in this process.
        threading.Thread(target=_write, args=(self.fileName(),), name="desk-places").start()


def _write(file: str) -> None:
    """Write the file; made and ended on the same thread, like every object of Qt's."""
    QSettings(file, QSettings.Format.IniFormat).sync()


class Places:
    """Remembers on this workstation where the window and its docks were; a file in the data folder."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self._file = _PlacesFile(home / "window.ini")

    def text(self, name: str, default: str = "") -> str:
        """Return a remembered word."""
        return str(self._file.value(name, default))

    def keep_text(self, name: str, value: str) -> None:
        """Remember a word."""
        self._file.keep(name, value)

    def state(self, name: str) -> QByteArray:
        """Return a remembered layout; empty when there is none."""
        kept = self._file.value(f"layout/{name}")
        return kept if isinstance(kept, QByteArray) else QByteArray()

    def keep_state(self, name: str, state: QByteArray) -> None:
        """Remember a layout."""
        self._file.keep(f"layout/{name}", state)

    def forget_state(self, name: str) -> None:
        """Return to the default layout from the next start on."""
        self._file.remove(f"layout/{name}")

    def texts(self, group: str) -> dict[str, str]:
        """Return the words remembered under `group`: name → word."""
        self._file.beginGroup(group)
        found = {key: str(self._file.value(key)) for key in self._file.childKeys()}
        self._file.endGroup()
        return found

    def write(self) -> None:
        """Write at once what is not written yet: the window closes."""
        self._file.sync()


class Dock(QDockWidget):
    """One pane that moves: a titled card. `title` is a msgid."""

    def __init__(self, name: str, title: str, content: QWidget, page: "Page") -> None:
        super().__init__(page)
        self.setObjectName(name)
        self.setAllowedAreas(SIDES)
        self.title = title
        self.is_detail = False
        """Gives way by itself when the window is narrow."""
        self._title_bar = _TitleBar(self)
        self.setTitleBarWidget(self._title_bar)
        self.setWidget(_Body(content))
        self.retranslate()

    def retranslate(self) -> None:
        """Say the title in the current language."""
        self.setWindowTitle(_(self.title))
        self._title_bar.retranslate()

    def set_shortcut(self, key: str) -> None:
        """Let `key` show and hide it while its page is shown."""
        self.toggleViewAction().setShortcut(key)

    def place(self, area: Qt.DockWidgetArea) -> None:
        """Put it at a side of its page, shown."""
        page = self.parent()
        if isinstance(page, QMainWindow):
            self.setFloating(False)
            page.addDockWidget(area, self)
            self.show()


class _TitleBar(QWidget):
    """A dock's head: its title, and buttons to detach and to close that the keyboard reaches."""

    def __init__(self, dock: Dock) -> None:
        super().__init__(dock)
        self._dock = dock
        self._header = PageHeader("")
        self._float = IconButton("copy", "")
        self._float.clicked.connect(self._on_float)
        self._close = IconButton("x", "")
        self._close.clicked.connect(dock.close)
        for button in (self._float, self._close):
            self._header.add_action(button)
        row = QHBoxLayout(self)
        row.setContentsMargins(SIZE.space_m, SIZE.space_s, SIZE.space_s, 0)
        row.addWidget(self._header)

    def retranslate(self) -> None:
        title = _(self._dock.title)
        self._header.set_title(title)
        for button, says in ((self._float, _("Detach or dock")), (self._close, _("Close"))):
            button.set_label(f"{says} – {title}")
            button.setToolTip(says)

    def paintEvent(self, event: QPaintEvent) -> None:
        below = self.rect().adjusted(0, 0, 0, SIZE.space_xl)
        box(QPainter(self), below, SIZE.radius_pane, "surface", "line")

    def _on_float(self) -> None:
        self._dock.setFloating(not self._dock.isFloating())


class _Body(QWidget):
    """A dock's lower part; head and body look like one card."""

    def __init__(self, content: QWidget) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(SIZE.hairline, 0, SIZE.hairline, SIZE.hairline)
        column.addWidget(content)

    def paintEvent(self, event: QPaintEvent) -> None:
        above = self.rect().adjusted(0, -SIZE.space_xl, 0, 0)
        box(QPainter(self), above, SIZE.radius_pane, "surface", "line")


class Page(Speaks, QMainWindow):
    """One page of the window: a screen in the middle and docks around it.

    badge_changed(int): how many things here wait for somebody; 0 hides the badge. docks_changed(): one was
    added, shown or hidden.
    """

    badge_changed = Signal(int)
    docks_changed = Signal()

    def __init__(self, name: str) -> None:
        """Make an empty page called `name`, as the pane is."""
        super().__init__(None, Qt.WindowType.Widget)
        self.setObjectName(name)
        self.setDockNestingEnabled(True)
        self.setContentsMargins(SIZE.space_s, SIZE.space_s, SIZE.space_s, SIZE.space_s)
        self.parts: tuple[QWidget, ...] = ()
        """What the middle is made of, where it is more than one pane: F6 goes from one to the next."""
        self._docks: list[Dock] = []
        self._default = QByteArray()
        self._gave_way: set[str] = set()

    def set_screen(self, screen: QWidget) -> None:
        """Put `screen` in the middle, on a card."""
        card = Pane()
        card.column.addWidget(screen)
        self.setCentralWidget(card)

    def add_dock(
        self, name: str, title: str, content: QWidget, area: Qt.DockWidgetArea, width: int = 0
    ) -> Dock:
        """Add a dock at its default place; hide it afterwards when it begins hidden.

        name: closed word, kept in saved layouts. title: msgid. width: in pixels; 0 as wide as it wants.
        """
        dock = Dock(name, title, content, self)
        self.addDockWidget(area, dock)
        if width:
            self.resizeDocks([dock], [width], Qt.Orientation.Horizontal)
        self.addAction(dock.toggleViewAction())
        dock.visibilityChanged.connect(lambda _shown: self.docks_changed.emit())
        self._docks.append(dock)
        self.docks_changed.emit()
        return dock

    def docks(self) -> tuple[Dock, ...]:
        """Return the docks in the order in which they were added."""
        return tuple(self._docks)

    def reset_layout(self) -> None:
        """Put every dock back to where it was at first."""
        if not self._default.isEmpty():
            for dock in self._docks:
                dock.setFloating(False)
            self.restoreState(self._default, VERSION)

    def recall(self, places: Places) -> None:
        """Put the docks where the person left them; a damaged or older memory leaves the default."""
        self._default = self.saveState(VERSION)
        kept = places.state(self.objectName())
        if not kept.isEmpty() and not self.restoreState(kept, VERSION):
            log.info("the layout of page %s could not be restored", self.objectName())
            self.reset_layout()

    def remember(self, places: Places) -> None:
        """Keep where the docks are for the next start; docks that only gave way count as shown."""
        for dock in self._docks:
            if dock.objectName() in self._gave_way:
                dock.show()
        places.keep_state(self.objectName(), self.saveState(VERSION))

    def make_room(self, is_narrow: bool) -> None:
        """Hide the detail docks while the window is narrow; show those it hid when it is wide again."""
        for dock in self._docks:
            name = dock.objectName()
            if is_narrow and dock.is_detail and not dock.isHidden():
                self._gave_way.add(name)
                dock.hide()
            elif not is_narrow and name in self._gave_way:
                self._gave_way.discard(name)
                dock.show()

    def reveal(self, **target: str) -> None:
        """Show what `target` names, such as delivery_id=…; pages with something to find override this."""

    def undo(self) -> None:
        """Take back the last change; pages with a history of changes override this."""

    def redo(self) -> None:
        """Make the change again that was taken back; pages with a history override this."""

    def leave(self, go_on: Callable[[], None]) -> None:
        """Call `go_on` once nothing would be lost; pages with unsaved work ask first."""
        go_on()

    def retranslate(self) -> None:
        """Say everything in the current language; pages extend this for their own labels."""
        for dock in self._docks:
            dock.retranslate()
