# SPDX-License-Identifier: LicenseRef-Desk
"""Asks before something cannot be taken back."""

from collections.abc import Callable

from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from desk.translation import _
from desk.ui.theme import SIZE
from desk.ui.widgets import PrimaryButton, SecondaryButton, Text

WIDTH = 440


class Question(QDialog):
    """What is lost, and two verbs; the safe one has the keyboard. All texts are translated."""

    def __init__(self, parent: QWidget, title: str, sentence: str, verb: str) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setFixedWidth(WIDTH)
        self.yes = PrimaryButton(verb, danger=True)
        self.no = SecondaryButton(_("Cancel"))
        self.yes.clicked.connect(self.accept)
        self.no.clicked.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(SIZE.space_xl, SIZE.space_xl, SIZE.space_xl, SIZE.space_l)
        column.setSpacing(SIZE.space_m)
        column.addWidget(Text(title, "h2", wrap=True))
        column.addWidget(Text(sentence, "text2", wrap=True))
        row = QHBoxLayout()
        row.setSpacing(SIZE.space_s)
        row.addStretch(1)
        row.addWidget(self.no)
        row.addWidget(self.yes)
        column.addLayout(row)
        self.no.setFocus()

    def ask(self, yes: Callable[[], object]) -> None:
        """Open it; `yes` is called when its verb is pressed."""
        self.accepted.connect(yes)
        self.finished.connect(self.deleteLater)
        self.open()
