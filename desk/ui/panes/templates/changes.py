# SPDX-License-Identifier: LicenseRef-Desk
"""Keeps the history of what was typed into one template, so that each change can be taken back by its name."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack

from desk import clock
from desk.services.templates import Wording

MERGED = 1
"""Qt's mark of commands that may be merged; which ones are is decided by their keys and their time."""
REST_S = 1.2
"""Who rests longer than this begins another change."""


class WordingChange(QUndoCommand):
    """One change. key: changes in a row with the same key, without a rest, are one; "" is never merged."""

    def __init__(
        self, before: Wording, after: Wording, what: str, key: str, show: Callable[[Wording], None]
    ) -> None:
        super().__init__(what)
        self.before, self.after, self.key = before, after, key
        self.at = clock.monotonic()
        self._show = show

    def id(self) -> int:
        return MERGED if self.key else -1

    def mergeWith(self, other: QUndoCommand) -> bool:
        if not isinstance(other, WordingChange) or other.key != self.key or other.at - self.at > REST_S:
            return False
        self.after, self.at = other.after, other.at
        return True

    def undo(self) -> None:
        self._show(self.before)

    def redo(self) -> None:
        self._show(self.after)


class Changes(QObject):
    """The changes of the template that is open. wording_changed(Wording): show this one."""

    wording_changed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.stack = QUndoStack(self)

    def begin(self) -> None:
        """Forget everything: another template is open."""
        self.stack.clear()

    def push(self, before: Wording, after: Wording, what: str, key: str = "") -> None:
        """Note a change and show it. what: how undo calls it (translated)."""
        self.stack.push(WordingChange(before, after, what, key, self.wording_changed.emit))
