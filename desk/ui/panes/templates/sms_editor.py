# SPDX-License-Identifier: LicenseRef-Desk
"""The editor of a text message: one field, and how long the message is as it will be sent."""

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desk.services.templates import Text as Said
from desk.translation import _
from desk.ui.panes.templates.meters import imagined, measured, sms_count, sms_reason
from desk.ui.panes.templates.token_edit import TokenEdit
from desk.ui.panes.templates.variables import Vocabulary
from desk.ui.theme import SIZE
from desk.ui.widgets import Text
from desk.ui.widgets.speaks import Speaks

MOST_SEGMENTS = 3


class SmsEditor(Speaks, QWidget):
    """edited(Text, what, key): the person wants this text. undo_wanted, redo_wanted: asked for in the field."""

    edited = Signal(object, str, str)
    undo_wanted = Signal()
    redo_wanted = Signal()

    def __init__(self, vocabulary: Vocabulary) -> None:
        super().__init__()
        self._vocabulary = vocabulary
        self._text = Said()
        self._sent = ""
        self.field = TokenEdit("", vocabulary, is_framed=True)
        self.field.edited.connect(self._on_edited)
        self.field.undo_wanted.connect(self.undo_wanted)
        self.field.redo_wanted.connect(self.redo_wanted)
        self._label = Text("", "meta")
        self._label.setBuddy(self.field)
        self._count = Text("", "meta")
        self._reason = Text("", "warning", wrap=True)
        head = QHBoxLayout()
        head.addWidget(self._label)
        head.addStretch(1)
        head.addWidget(self._count)
        column = QVBoxLayout(self)
        column.setContentsMargins(SIZE.space_m, SIZE.space_s, SIZE.space_m, SIZE.space_m)
        column.setSpacing(SIZE.space_xs)
        column.addLayout(head)
        column.addWidget(self.field)
        column.addWidget(self._reason)
        column.addStretch(1)
        self.retranslate()

    def show_text(self, text: Said) -> None:
        """Show a text message."""
        self._text = text
        self.field.show_text(text.body)
        self._measure()

    def show_sent(self, sent: str) -> None:
        """Count what the preview made of it, which is what is sent; "" counts with samples instead."""
        self._sent = sent
        self._measure()

    def refresh(self) -> None:
        """Other placeholders are known now."""
        self.field.refresh()
        self._measure()

    def retranslate(self) -> None:
        """Say everything in the current language."""
        self._label.setText(_("Text of the SMS"))
        self.field.setAccessibleName(_("Text of the SMS"))
        self.field.setPlaceholderText(_("Write here; { offers variables"))
        self._measure()

    def _on_edited(self, text: str) -> None:
        self.edited.emit(replace(self._text, body=text), _("Change the text"), "body")

    def _measure(self) -> None:
        found = measured(self._sent or imagined(self._text.body, self._vocabulary))
        self._count.setText(sms_count(found))
        self._count.set_role("warning" if found.count > MOST_SEGMENTS else "meta")
        reason = sms_reason(found, self._text.body)
        self._reason.setText(reason)
        self._reason.setVisible(bool(reason))
