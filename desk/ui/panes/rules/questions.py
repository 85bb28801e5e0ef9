# SPDX-License-Identifier: LicenseRef-Desk
"""Questions with two or three verbs, opened over the window; nothing waits for their answer."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from desk.translation import _
from desk.ui.theme import SIZE
from desk.ui.widgets import PrimaryButton, SecondaryButton, Text

WIDTH = 460


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is asked (all translated). other: a second verb, "" for none."""

    title: str
    sentences: tuple[str, ...]
    verb: str
    other: str = ""
    is_danger: bool = False


class Asking(QDialog):
    """A question; `yes` and `other` are its buttons, and one that changes nothing."""

    def __init__(self, parent: QWidget, question: Question) -> None:
        super().__init__(parent)
        self.setWindowTitle(question.title)
        self.setFixedWidth(WIDTH)
        self.yes = PrimaryButton(question.verb, danger=question.is_danger)
        self.other = SecondaryButton(question.other)
        self.no = SecondaryButton(_("Cancel"))
        self.yes.clicked.connect(self.accept)
        self.other.clicked.connect(self.accept)
        self.no.clicked.connect(self.reject)
        self.other.setVisible(bool(question.other))
        column = QVBoxLayout(self)
        column.setContentsMargins(SIZE.space_xl, SIZE.space_xl, SIZE.space_xl, SIZE.space_l)
        column.setSpacing(SIZE.space_m)
        column.addWidget(Text(question.title, "h2", wrap=True))
        for sentence in question.sentences:
            column.addWidget(Text(sentence, "text2", wrap=True))
        row = QHBoxLayout()
        row.setSpacing(SIZE.space_s)
        row.addWidget(self.no)
        row.addStretch(1)
        row.addWidget(self.other)
        row.addWidget(self.yes)
        column.addLayout(row)
        (self.no if question.is_danger else self.yes).setFocus()


def ask(
    parent: QWidget, question: Question, yes: Callable[[], object], other: Callable[[], object] | None = None
) -> Asking:
    """Open a question; `yes` or `other` is called when its verb is pressed, neither when it is put away."""
    dialog = Asking(parent, question)
    dialog.yes.clicked.connect(_plain(yes))
    if other is not None:
        dialog.other.clicked.connect(_plain(other))
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
    return dialog


def _plain(deed: Callable[[], object]) -> Callable[[], None]:
    """Drop what `clicked` carries."""

    def do() -> None:
        deed()

    return do
