# SPDX-License-Identifier: LicenseRef-Desk
"""Shows a mail as it arrived, byte for byte readable, and saves it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from desk.translation import _
from desk.ui.panes.messages.long_text import with_short_lines
from desk.ui.theme import SIZE
from desk.ui.widgets import SecondaryButton, Text
from desk.ui.wording import formats

MOST_SHOWN = 1_000_000
"""Of a longer mail the beginning is shown, in characters; all of it can be saved."""
WIDTH, HEIGHT = 760, 620


class SourceDialog(QDialog):
    """save_requested(): write it to a file."""

    save_requested = Signal()

    def __init__(self, raw: bytes, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Message source"))
        self.resize(WIDTH, HEIGHT)
        self.text = QPlainTextEdit(readOnly=True)
        self.text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.text.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.text.setAccessibleName(_("Message source"))
        self.text.setPlainText(with_short_lines(readable(raw)))
        save = SecondaryButton(_("Save as .eml…"), "download-simple")
        save.clicked.connect(self.save_requested)
        close = SecondaryButton(_("Close"))
        close.clicked.connect(self.accept)
        row = QHBoxLayout()
        row.setSpacing(SIZE.space_s)
        row.addWidget(Text(formats.size(len(raw)), "meta"), 1)
        row.addWidget(save)
        row.addWidget(close)
        column = QVBoxLayout(self)
        column.addWidget(self.text)
        column.addLayout(row)


def readable(raw: bytes) -> str:
    """Return a mail as text: UTF-8 where it is that, else byte for byte; without signs that steer a terminal."""
    cut = raw[:MOST_SHOWN]
    try:
        text = cut.decode("utf-8")
    except UnicodeDecodeError:
        text = cut.decode("latin-1")
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(one if one in "\n\t" or one.isprintable() else "\ufffd" for one in text)
