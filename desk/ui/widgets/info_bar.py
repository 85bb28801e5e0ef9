# SPDX-License-Identifier: LicenseRef-Desk
"""A bar that says what happened and what can be done about it, with one verb."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QGuiApplication, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from desk.translation import _
from desk.ui.theme import SIZE, Theme
from desk.ui.widgets.badge import GROUNDS
from desk.ui.widgets.buttons import IconButton, LinkButton
from desk.ui.widgets.empty_state import IconMark
from desk.ui.widgets.labels import Text
from desk.ui.widgets.speaks import Speaks

_ICONS = {"warn": "warning", "danger": "warning-circle", "info": "info", "ok": "check-circle"}


class InfoBar(Speaks, QWidget):
    """Hidden until `show_message`. role: info ok warn danger. `verb_requested` when the verb is pressed."""

    verb_requested = Signal()
    closed = Signal()

    def __init__(self, role: str = "warn", *, closable: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._role = role
        self._mark = IconMark(_ICONS[role], role)
        self._text = Text(wrap=True)
        self._verb = LinkButton("")
        self._verb.clicked.connect(self.verb_requested)
        self._more = LinkButton("", quiet=True)
        self._more.clicked.connect(self._on_more)
        self._copy = LinkButton("", "copy", quiet=True)
        self._copy.clicked.connect(self._on_copy)
        self._close = IconButton("x", "")
        self._close.setVisible(closable)
        self._close.clicked.connect(self._on_close)
        self._details = QPlainTextEdit(readOnly=True)
        self._details.setMaximumHeight(4 * SIZE.row)
        self._lay_out()
        self._say_buttons()
        self.hide()

    def show_message(
        self, text: str, *, verb: str = "", details: str = "", role: str = "", icon: str = ""
    ) -> None:
        """Show `text`; `details` (technical, copyable) stay folded until asked for."""
        self._role = role or self._role
        self._mark.set_icon(icon or _ICONS[self._role], self._role)
        self._text.setText(text)
        self._verb.setText(verb)
        self._verb.setVisible(bool(verb))
        self._more.setVisible(bool(details))
        self._details.setPlainText(details)
        self._details.hide()
        self._copy.hide()
        self.update()
        self.show()
        announce(self, text)

    def retranslate(self) -> None:
        """Say the buttons in the current language; the message is its owner's."""
        self._say_buttons()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), Theme.current().colour(GROUNDS[self._role][1]))

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(SIZE.space_s)
        row.addWidget(self._mark)
        row.addWidget(self._text, 1)
        for button in (self._verb, self._copy, self._more, self._close):
            row.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(SIZE.space_m, SIZE.space_xs, SIZE.space_s, SIZE.space_xs)
        column.addLayout(row)
        column.addWidget(self._details)

    def _say_buttons(self) -> None:
        self._more.setText(_("Details"))
        self._copy.setText(_("Copy"))
        self._close.set_label(_("Close"))
        self._details.setAccessibleName(_("Details"))

    def _on_more(self) -> None:
        shown = self._details.isHidden()
        self._details.setVisible(shown)
        self._copy.setVisible(shown)

    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(f"{self._text.text()}\n\n{self._details.toPlainText()}")

    def _on_close(self) -> None:
        self.hide()
        self.closed.emit()


def announce(widget: QWidget, text: str) -> None:
    """Let assistive technology read `text` politely, once."""
    if QAccessible.isActive():
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, text))
