# SPDX-License-Identifier: LicenseRef-Desk
"""Colours in the editor what still has to be filled in: holes and placeholders."""

from PySide6.QtGui import QSyntaxHighlighter, QTextCharFormat

from desk.ui.panes.messages.composer.holes import holes
from desk.ui.theme import Theme
from desk.ui.widgets.utf16 import units


class HoleMarks(QSyntaxHighlighter):
    """Tints every hole of a document."""

    def highlightBlock(self, text: str) -> None:
        theme = Theme.current()
        form = QTextCharFormat()
        form.setBackground(theme.colour("warn_bg"))
        form.setForeground(theme.colour("warn"))
        for one in holes(text):
            self.setFormat(units(text[: one.start]), units(text[one.start : one.end]), form)
