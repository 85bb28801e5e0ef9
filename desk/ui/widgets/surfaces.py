# SPDX-License-Identifier: LicenseRef-Desk
"""Gives content a ground: panes, cards, separators."""

from PySide6.QtWidgets import QFrame, QSizePolicy, QVBoxLayout, QWidget

from desk.ui.theme import SIZE


class Surface(QFrame):
    """A rounded frame with a column in it; `column` is its layout."""

    def __init__(self, role: str, margin: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", role)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(margin, margin, margin, margin)
        self.column.setSpacing(SIZE.space_s)


class Pane(Surface):
    """The ground of a page's part; no margin, so that tables reach its border: add rows with `padded`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("pane", SIZE.hairline, parent)
        self.column.setSpacing(0)

    def padded(self) -> QVBoxLayout:
        """Add and return a column with the usual margins."""
        inner = QVBoxLayout()
        inner.setContentsMargins(SIZE.space_m, SIZE.space_m, SIZE.space_m, SIZE.space_m)
        inner.setSpacing(SIZE.space_s)
        self.column.addLayout(inner)
        return inner


class Card(Surface):
    """A box inside a pane; `quiet` is the tinted one for summaries and rows inside cards."""

    def __init__(self, parent: QWidget | None = None, *, quiet: bool = False) -> None:
        super().__init__("quiet" if quiet else "card", SIZE.space_m, parent)


class Divider(QFrame):
    """A hairline between two groups."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "divider")
        self.setFixedHeight(SIZE.hairline)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
