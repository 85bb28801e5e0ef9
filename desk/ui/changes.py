# SPDX-License-Identifier: LicenseRef-Desk
"""Keeps the history of what a person changes in one place, so that each change can be taken back by its name."""

from collections.abc import Callable
from typing import Generic, TypeVar

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack

from desk import clock

MERGED = 1
"""Qt's mark of commands that may be merged; which ones are is decided by their keys and their time."""

T = TypeVar("T")


class ValueChange(QUndoCommand, Generic[T]):
    """One change from a value to another. key: what it is about; "" stands for itself. at: monotonic seconds."""

    def __init__(self, before: T, after: T, what: str, key: str) -> None:
        super().__init__(what)
        self.before, self.after, self.key = before, after, key
        self.at = clock.monotonic()
        self.rest_s: float | None = None
        self.show: Callable[[T], None] = lambda _value: None

    def id(self) -> int:
        return MERGED if self.key else -1

    def mergeWith(self, other: QUndoCommand) -> bool:
        if not isinstance(other, ValueChange) or other.key != self.key:
            return False
        if self.rest_s is not None and other.at - self.at > self.rest_s:
            return False
        self.after, self.at = other.after, other.at
        self.setObsolete(self.after == self.before)
        return True

    def undo(self) -> None:
        self.show(self.before)

    def redo(self) -> None:
        self.show(self.after)


class Changes(QObject, Generic[T]):
    """The changes of what is open. value_changed(value): show this one.

    Changes in a row with the same key are one; rest_s: who rests longer than this begins another, None never.
    """

    value_changed = Signal(object)

    def __init__(self, parent: QObject | None = None, *, rest_s: float | None = None) -> None:
        super().__init__(parent)
        self.stack = QUndoStack(self)
        self._rest_s = rest_s

    def begin(self) -> None:
        """Forget everything: something else is open."""
        self.stack.clear()

    def push(self, before: T, after: T, what: str, key: str = "") -> None:
        """Note a change and show it. what: how undo calls it (translated). key: "" is never merged."""
        change = ValueChange(before, after, what, key)
        change.rest_s, change.show = self._rest_s, self.value_changed.emit
        self.stack.push(change)

    def settle(self) -> None:
        """Let the next change stand for itself, whatever its key."""
        self.stack.setClean()
        last = self.stack.command(self.stack.count() - 1) if self.stack.count() else None
        if isinstance(last, ValueChange):
            last.key = ""
