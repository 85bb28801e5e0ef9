# SPDX-License-Identifier: LicenseRef-Desk
"""Lets what is less urgent wait: a part of a page that takes long to make, a deed that others come before."""

from collections.abc import Callable
from typing import Generic, TypeVar

from PySide6.QtCore import QObject, QSize, QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

REST_MS = 30
"""The rows are painted by then: the screen asks for what was drawn every 16 ms."""

W = TypeVar("W", bound=QWidget)


class Later(QWidget, Generic[W]):
    """An empty place that has the size of what will fill it."""

    def __init__(self, make: Callable[[QWidget], W], hint: QSize, least: QSize) -> None:
        """Fill the place with `make(parent)`; hint, least: its sizes in pixels until then."""
        super().__init__()
        self._make = make
        self._hint, self._least = hint, least
        self._made: W | None = None
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self.get)

    def get(self) -> W:
        """Return what fills the place; it is made when it is first asked for."""
        if self._made is None:
            self._rest.stop()
            self._made = self._make(self)
            column = QVBoxLayout(self)
            column.setContentsMargins(0, 0, 0, 0)
            column.addWidget(self._made)
            self._made.show()  # now, if the place is; the layout alone would do it some time later
        return self._made

    def made(self) -> W | None:
        """Return what fills the place; None as long as nobody needed it."""
        return self._made

    def soon(self) -> None:
        """Make it once what was just read is painted."""
        if self._made is None and not self._rest.isActive():
            self._rest.start()

    def sizeHint(self) -> QSize:
        return self._hint if self._made is None else super().sizeHint()

    def minimumSizeHint(self) -> QSize:
        return self._least if self._made is None else super().minimumSizeHint()


class Unhurried(QTimer):
    """Does something after a while, or sooner when what comes first is done."""

    def __init__(self, deed: Callable[[], object], at_most_ms: int, parent: QObject) -> None:
        super().__init__(parent, singleShot=True, interval=at_most_ms)
        self._deed = deed
        self.timeout.connect(deed)

    def hurry(self, *_told: object) -> None:
        """Do it now, if it waits."""
        if self.isActive():
            self.stop()
            self._deed()
