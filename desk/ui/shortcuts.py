# SPDX-License-Identifier: LicenseRef-Desk
"""The keys that work everywhere: from pane to pane, undo and find, and the sheet that lists all keys."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QGridLayout,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

from desk.translation import N_, _
from desk.ui.commands import Commands
from desk.ui.docks import Page
from desk.ui.theme import SIZE, Theme
from desk.ui.widgets.buttons import IconButton
from desk.ui.widgets.labels import SectionLabel, Text
from desk.ui.widgets.page_header import PageHeader
from desk.ui.widgets.search_field import SearchField
from desk.ui.widgets.toast import ToastStack

GROUPS: dict[str, str] = {
    "view": N_("Moving around"),
    "file": N_("File"),
    "edit": N_("Editing"),
    "conversation": N_("Conversation"),
    "rules": N_("Rules"),
    "templates": N_("Templates"),
    "tools": N_("Tools"),
    "help": N_("Help"),
    "": N_("Others"),
}
EXTRA: tuple[tuple[str, str], ...] = (
    ("Tab", N_("Next control")),
    ("Esc", N_("Close what is open")),
)
SHEET_WIDTH = 720
_EDIT_KEYS = {
    "cut": Qt.Key.Key_X,
    "copy": Qt.Key.Key_C,
    "paste": Qt.Key.Key_V,
    "selectAll": Qt.Key.Key_A,
}


def stops(page: Page) -> tuple[QWidget, ...]:
    """Return the panes of a page that F6 walks through: the middle, then the docks that are shown."""
    middle = page.centralWidget()
    shown = tuple(dock for dock in page.docks() if dock.isVisible())
    parts = tuple(part for part in page.parts if part.isVisible())
    return shown if middle is None else (*(parts or (middle,)), *shown)


def next_stop(panes: Sequence[QWidget], focused: QWidget | None, step: int) -> QWidget | None:
    """Return the pane after (step 1) or before (-1) the one that holds the keyboard; None without panes."""
    if not panes:
        return None
    at = next((place for place, pane in enumerate(panes) if _holds(pane, focused)), None)
    if at is None:
        return panes[0 if step > 0 else -1]
    return panes[(at + step) % len(panes)]


def enter(pane: QWidget) -> None:
    """Give the keyboard to the first control in `pane` that takes it."""
    if _takes_keys(pane):
        pane.setFocus(Qt.FocusReason.TabFocusReason)
        return
    for child in pane.findChildren(QWidget):
        if _takes_keys(child) and child.isVisibleTo(pane):
            child.setFocus(Qt.FocusReason.TabFocusReason)
            return


def undo(page: Page | None, toasts: ToastStack) -> None:
    """Undo what was typed last, else what the newest note offers to undo, else the page's last change."""
    focused = QApplication.focusWidget()
    if _can_undo(focused):
        focused.undo()  # type: ignore[union-attr]
        return
    offered = toasts.offering()
    if offered is not None:
        offered.click()
    elif page is not None:
        page.undo()


def redo(page: Page | None) -> None:
    """Make again what was undone, where the keyboard is, else on the page."""
    focused = QApplication.focusWidget()
    if isinstance(focused, QLineEdit | QTextEdit | QPlainTextEdit):
        focused.redo()
    elif page is not None:
        page.redo()


def edit(verb: str) -> None:
    """Cut, copy, paste or selectAll where the keyboard is; lists and tables get the key itself."""
    focused = QApplication.focusWidget()
    deed = getattr(focused, verb, None)
    if callable(deed):
        deed()
    elif focused is not None:
        control = Qt.KeyboardModifier.ControlModifier
        # Not by sendEvent: the application would find the shortcut again that led here, without end.
        focused.event(QKeyEvent(QEvent.Type.KeyPress, _EDIT_KEYS[verb], control))


def find(page: Page | None) -> None:
    """Go to the field that filters what is shown."""
    for field in page.findChildren(SearchField) if page is not None else ():
        if field.isVisible():
            field.setFocus(Qt.FocusReason.ShortcutFocusReason)
            field.selectAll()
            return


def _can_undo(widget: QWidget | None) -> bool:
    if isinstance(widget, QLineEdit):
        return widget.isUndoAvailable()
    if isinstance(widget, QTextEdit | QPlainTextEdit):
        return widget.document().isUndoAvailable()
    return False


def _holds(pane: QWidget, focused: QWidget | None) -> bool:
    return focused is not None and (pane is focused or pane.isAncestorOf(focused))


def _takes_keys(widget: QWidget) -> bool:
    return bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and widget.isEnabled()


class KeySheet(QFrame):
    """Lies over the window and lists every key that works now; any of Esc, F1, a click beside closes it."""

    def __init__(self, window: QWidget, commands: Commands) -> None:
        super().__init__(window)
        self._commands = commands
        self._before: QWidget | None = None
        self._card = QFrame(self)
        self._card.setProperty("role", "popup")
        self._header = PageHeader("")
        self._close = IconButton("x", "")
        self._close.clicked.connect(self.close_sheet)
        self._header.add_action(self._close)
        self._scroll = QScrollArea(widgetResizable=True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        column = QVBoxLayout(self._card)
        column.setContentsMargins(SIZE.space_l, SIZE.space_m, SIZE.space_l, SIZE.space_l)
        column.addWidget(self._header)
        column.addWidget(self._scroll, 1)
        window.installEventFilter(self)
        self.hide()

    def open(self) -> None:
        """Show the keys that work now."""
        if self.isVisible():
            self.close_sheet()
            return
        self._before = self.window().focusWidget()
        self._fill()
        self._settle()
        self.show()
        self.raise_()
        self._close.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def close_sheet(self) -> None:
        """Hide the list and give the keyboard back."""
        self.hide()
        if self._before is not None:
            self._before.setFocus(Qt.FocusReason.OtherFocusReason)
        self._before = None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_sheet()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.close_sheet()

    def paintEvent(self, event: QPaintEvent) -> None:
        shade = (
            Theme.current().colour("text") if not Theme.current().is_dark else Theme.current().colour("rail")
        )
        painter = QPainter(self)
        painter.setOpacity(0.35)
        painter.fillRect(self.rect(), shade)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._settle()
        return False

    def _settle(self) -> None:
        window = self.parentWidget()
        if window is None:
            return
        self.setGeometry(window.rect())
        width = min(SHEET_WIDTH, self.width() - 2 * SIZE.space_xl)
        height = min(window.height() - 4 * SIZE.space_xl, SHEET_WIDTH)
        self._card.setGeometry((self.width() - width) // 2, SIZE.space_xl * 2, width, height)

    def _fill(self) -> None:
        self._header.set_title(_("Keyboard"))
        self._close.set_label(_("Close"))
        sheet = QWidget()
        sheet.setProperty("role", "clear")
        grid = QGridLayout(sheet)
        grid.setColumnStretch(1, 1)
        grid.setVerticalSpacing(SIZE.space_xs)
        grid.setHorizontalSpacing(SIZE.space_xl)
        for group, label in GROUPS.items():
            lines = self._lines(group)
            if lines:
                grid.addWidget(SectionLabel(_(label)), grid.rowCount(), 0, 1, 2)
            for key, text in lines:
                row = grid.rowCount()
                grid.addWidget(Text(key, "strong"), row, 0)
                grid.addWidget(Text(text), row, 1)
        grid.setRowStretch(grid.rowCount(), 1)
        self._scroll.setWidget(sheet)

    def _lines(self, group: str) -> list[tuple[str, str]]:
        lines = [
            (self._commands.shortcut(command.name), _(command.label).replace("&", "").removesuffix("…"))
            for command in self._commands.usable()
            if command.menu.partition(".")[0] == group and self._commands.shortcut(command.name)
        ]
        if group == "view":
            lines += [(key, _(text)) for key, text in EXTRA]
        return lines
