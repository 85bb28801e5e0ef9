# SPDX-License-Identifier: LicenseRef-Desk
"""A long list to choose from by typing a few letters."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, SignalInstance
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QCompleter

from desk.ui.widgets.editors import Value, change_signal, read_editor, write_editor


class ChoiceBox(QComboBox):
    """A combo box; with `searchable` one types into it, and what matches nothing is kept as it was typed."""

    def __init__(self, *, searchable: bool = False) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(8)
        if searchable:
            self.setEditable(True)
            self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
            completer = QCompleter(self.model(), self)
            completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
            self.setCompleter(completer)

    def offer(self, options: Sequence[tuple[str, str]]) -> None:
        """Offer (key, text) choices; what was chosen stays so, also when it is no longer offered."""
        kept = self.key()
        blocked = self.blockSignals(True)
        self.clear()
        for key, text in options:
            self.addItem(text, key)
        self.choose(kept)
        self.blockSignals(blocked)

    def key(self) -> str:
        """Return the key of the choice, or the text typed that matches none."""
        at = self.findText(self.currentText(), Qt.MatchFlag.MatchFixedString)
        return self.currentText().strip() if at < 0 else str(self.itemData(at) or "")

    def choose(self, key: str) -> None:
        """Show the choice of `key`; one that is not offered is shown by its key."""
        at = self.findData(key)
        if at < 0 and key:
            self.addItem(key, key)
            at = self.count() - 1
        self.setCurrentIndex(max(at, 0))

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # scrolling a page must not change what the pointer passes over


@read_editor.register
def _(editor: ChoiceBox) -> Value:
    return editor.key()


@write_editor.register
def _(editor: ChoiceBox, value: Value) -> None:
    editor.choose(str(value or ""))


@change_signal.register
def _(editor: ChoiceBox) -> SignalInstance:
    return editor.currentTextChanged
