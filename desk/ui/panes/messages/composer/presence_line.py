# SPDX-License-Identifier: LicenseRef-Desk
"""Says that a colleague has the same conversation open, or is writing in it too."""

from html import escape

from PySide6.QtCore import Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desk.translation import _
from desk.ui.theme import SIZE, Theme
from desk.ui.widgets import Avatar, LinkButton, RichText, announce


class PresenceLine(QWidget):
    """Hidden while nobody else is here. draft_wanted(): see what they write."""

    draft_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._name, self._is_writing, self._has_draft = "", False, False
        self._avatar = Avatar("", SIZE.avatar_s)
        self._text = RichText("")
        self.look = LinkButton("")
        self.look.clicked.connect(self.draft_wanted)
        row = QHBoxLayout(self)
        row.setContentsMargins(SIZE.space_l, SIZE.space_xs, SIZE.space_s, SIZE.space_xs)
        row.setSpacing(SIZE.space_s)
        row.addWidget(self._avatar)
        row.addWidget(self._text, 1)
        row.addWidget(self.look)
        self.hide()

    def show_colleague(self, name: str, *, is_writing: bool, has_draft: bool = False) -> None:
        """Say who is here; "" hides the line."""
        if (name, is_writing, has_draft) == (self._name, self._is_writing, self._has_draft):
            return
        self._name, self._is_writing, self._has_draft = name, is_writing, has_draft
        self.retranslate()
        self.setVisible(bool(name))
        if name:
            announce(self, self.said())

    def said(self) -> str:
        """Return the sentence, without marks; "" for none."""
        return self._sentence().format(name=self._name) if self._name else ""

    def retranslate(self) -> None:
        """Say it in the current language."""
        self._avatar.set_person(self._name)
        self._text.setText(self._sentence().format(name=f"<b>{escape(self._name)}</b>"))
        self.look.setText(_("See their draft"))
        self.look.setVisible(self._is_writing and self._has_draft)

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), Theme.current().colour("warn_bg"))

    def _sentence(self) -> str:
        if self._is_writing:
            return _("{name} is also writing a reply…")
        return _("{name} has this conversation open too.")
