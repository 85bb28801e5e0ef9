# SPDX-License-Identifier: LicenseRef-Desk
"""Keeps the history of one rule's draft, so that each change can be taken back by its name."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack

from desk.services.rules import RuleDraft

MERGED = 1
"""Qt's mark of commands that may be merged; which ones are is decided by their keys."""


class DraftChange(QUndoCommand):
    """One change. key: changes in a row with the same key are one; "" is never merged."""

    def __init__(
        self, before: RuleDraft, after: RuleDraft, what: str, key: str, show: Callable[[RuleDraft], None]
    ) -> None:
        super().__init__(what)
        self.before, self.after, self.key = before, after, key
        self._show = show

    def id(self) -> int:
        return MERGED if self.key else -1

    def mergeWith(self, other: QUndoCommand) -> bool:
        if not isinstance(other, DraftChange) or other.key != self.key:
            return False
        self.after = other.after
        self.setObsolete(self.after == self.before)
        return True

    def undo(self) -> None:
        self._show(self.before)

    def redo(self) -> None:
        self._show(self.after)


class Changes(QObject):
    """The changes of the draft that is open. draft_changed(RuleDraft): show this one."""

    draft_changed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.stack = QUndoStack(self)

    def begin(self) -> None:
        """Forget everything: another rule is open."""
        self.stack.clear()

    def push(self, before: RuleDraft, after: RuleDraft, what: str, key: str = "") -> None:
        """Note a change and show it. what: how undo calls it (translated)."""
        self.stack.push(DraftChange(before, after, what, key, self.draft_changed.emit))

    def settle(self) -> None:
        """Let the next change stand for itself, whatever its key."""
        self.stack.setClean()
        last = self.stack.command(self.stack.count() - 1) if self.stack.count() else None
        if isinstance(last, DraftChange):
            last.key = ""
