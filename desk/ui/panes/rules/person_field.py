# SPDX-License-Identifier: LicenseRef-Desk
"""A field in which a customer is found by typing a few letters."""

from collections.abc import Sequence
from typing import cast

from PySide6.QtCore import QModelIndex, QStringListModel, Qt, QTimer, Signal, SignalInstance
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QCompleter, QLineEdit, QWidget

QUIET_MS = 150


class PersonField(QLineEdit):
    """search_wanted(text): once typing rests; answer with `offer`. chosen(id, name): "" once emptied."""

    search_wanted = Signal(str)
    chosen = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._people: list[tuple[str, str]] = []
        self._shown = ""
        self._names = QStringListModel(self)
        completer = QCompleter(self._names, self)
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        # By the row: two customers may have the same name.
        cast("dict[type, SignalInstance]", completer.activated)[QModelIndex].connect(self._on_picked)
        self.setCompleter(completer)
        self._rest = QTimer(self, singleShot=True, interval=QUIET_MS)
        self._rest.timeout.connect(self._on_rest)
        self.textEdited.connect(self._on_typed)
        self.returnPressed.connect(self._on_return)

    def show_person(self, name: str) -> None:
        """Show who is chosen; what is being typed stays."""
        self._shown = name
        if not self.hasFocus() or not self.isModified():
            self.setText(name)
            self.setCursorPosition(0)

    def offer(self, people: Sequence[tuple[str, str]]) -> None:
        """Offer (id, name) pairs under what is typed."""
        self._people = list(people)
        self._names.setStringList([name for _id, name in people])
        if self.hasFocus() and self.isModified() and people:
            self.completer().complete()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.setText(self._shown)
            self.setModified(False)

    def _on_typed(self, text: str) -> None:
        if text:
            self._rest.start()
        else:
            self._rest.stop()
            self._shown = ""
            self.chosen.emit("", "")

    def _on_rest(self) -> None:
        self.search_wanted.emit(self.text())

    def _on_return(self) -> None:
        popup = self.completer().popup()
        if self.isModified() and self._people and (popup is None or popup.isHidden()):
            self._pick(0)

    def _on_picked(self, index: QModelIndex) -> None:
        self._pick(index.row())

    def _pick(self, number: int) -> None:
        if number >= len(self._people):
            return
        key, name = self._people[number]
        self._shown = name
        # The completer writes into the field after it has told.
        QTimer.singleShot(0, self, self._settle)
        self.chosen.emit(key, name)

    def _settle(self) -> None:
        self.setText(self._shown)
        self.setModified(False)
        self.setCursorPosition(0)
