# SPDX-License-Identifier: LicenseRef-Desk
"""What stands where nothing is: icon, title, one sentence, one verb."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desk.ui.theme import SIZE, draw_icon
from desk.ui.widgets.buttons import SecondaryButton
from desk.ui.widgets.labels import Text


class IconMark(QWidget):
    """One icon, in the colour of a token; decoration, so without a name."""

    def __init__(
        self, name: str, role: str = "text2", side: int = SIZE.icon_l, *, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._name, self._role, self._side = name, role, side
        self.setFixedSize(side, side)

    def set_icon(self, name: str, role: str) -> None:
        """Show another icon."""
        self._name, self._role = name, role
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._side, self._side)

    def paintEvent(self, event: QPaintEvent) -> None:
        draw_icon(QPainter(self), self.rect(), self._name, self._role)


class EmptyState(QWidget):
    """`verb_requested` when the button is pressed; without `verb` there is no button."""

    verb_requested = Signal()

    def __init__(
        self, icon: str, title: str, sentence: str = "", verb: str = "", *, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._mark = IconMark(icon, "text3", SIZE.icon_empty)
        self._title = _centred(Text(role="h2", wrap=True))
        self._sentence = _centred(Text(role="text2", wrap=True))
        self._verb = SecondaryButton("")
        self._verb.clicked.connect(self.verb_requested)
        self._lay_out()
        self.set_texts(title, sentence, verb)

    def set_texts(self, title: str, sentence: str = "", verb: str = "") -> None:
        """Say something else (another reason, another language)."""
        self._title.setText(title)
        self._sentence.setText(sentence)
        self._sentence.setVisible(bool(sentence))
        self._verb.setText(verb)
        self._verb.setVisible(bool(verb))

    def set_icon(self, name: str) -> None:
        """Show another icon."""
        self._mark.set_icon(name, "text3")

    def _lay_out(self) -> None:
        block = QWidget()
        block.setMaximumWidth(SIZE.empty_width)
        column = QVBoxLayout(block)
        column.setContentsMargins(SIZE.space_l, SIZE.space_l, SIZE.space_l, SIZE.space_l)
        column.setSpacing(SIZE.space_s)
        column.addStretch(2)
        middle = Qt.AlignmentFlag.AlignHCenter
        column.addWidget(self._mark, 0, middle)
        column.addWidget(self._title)
        column.addWidget(self._sentence)
        column.addWidget(self._verb, 0, middle)
        column.addStretch(3)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addStretch(1)
        row.addWidget(block, SIZE.empty_width)  # takes all it may before the sides take anything
        row.addStretch(1)


def _centred(label: Text) -> Text:
    label.setAlignment(Qt.AlignmentFlag.AlignCenter)
    return label
