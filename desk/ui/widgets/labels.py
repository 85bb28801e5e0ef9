# SPDX-License-Identifier: LicenseRef-Desk
"""Shows text in one of the few kinds there are."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QWidget


class Text(QLabel):
    """A label of a kind: kpi h1 h2 h3 body strong text2 meta muted overline problem warning success."""

    def __init__(
        self, text: str = "", role: str = "body", *, wrap: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(text, parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", role)
        self.setWordWrap(wrap)

    def set_role(self, role: str) -> None:
        """Show the text as another kind."""
        if self.property("role") != role:
            self.setProperty("role", role)
            self.style().unpolish(self)
            self.style().polish(self)


class RichText(Text):
    """A label that may hold `<b>` and links made by Desk; never text from outside without html.escape."""

    def __init__(self, text: str = "", role: str = "body", *, parent: QWidget | None = None) -> None:
        super().__init__(text, role, wrap=True, parent=parent)
        self.setTextFormat(Qt.TextFormat.RichText)


class SectionLabel(Text):
    """A small heading in spaced capitals over a group; read aloud in its natural case."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, "overline", parent=parent)
        face = QFont()
        face.setCapitalization(QFont.Capitalization.AllUppercase)
        face.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, 1.0)
        self.setFont(face)


class ElidedText(Text):
    """One line that ends in … where room is short; the whole text is in the tool tip."""

    def __init__(self, text: str = "", role: str = "body", *, parent: QWidget | None = None) -> None:
        super().__init__(text, role, parent=parent)
        self.setMinimumWidth(1)

    def minimumSizeHint(self) -> QSize:
        return QSize(1, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        shown = self.fontMetrics().elidedText(
            self.text(), Qt.TextElideMode.ElideRight, self.contentsRect().width()
        )
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(self.contentsRect(), self.alignment() | Qt.TextFlag.TextSingleLine, shown)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        cut = self.fontMetrics().horizontalAdvance(self.text()) > self.contentsRect().width()
        self.setToolTip(self.text() if cut else "")
