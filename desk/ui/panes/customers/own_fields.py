# SPDX-License-Identifier: LicenseRef-Desk
"""The shop's own fields of a customer: a name and a value on each line."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desk.translation import _
from desk.ui.theme import SIZE
from desk.ui.widgets import IconButton, LinkButton, Text

Pair = tuple[str, str]


class OwnFields(QWidget):
    """changed(): the person typed, added or took away a field."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: list[_Row] = []
        self._list = QVBoxLayout()
        self._list.setSpacing(SIZE.space_xs)
        self._hint = Text("", "muted", wrap=True)
        self._hint.hide()
        self.add_button = LinkButton("", "plus")
        self.add_button.clicked.connect(self._on_add)
        foot = QHBoxLayout()
        foot.addWidget(self.add_button)
        foot.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SIZE.space_xs)
        column.addLayout(self._list)
        column.addWidget(self._hint)
        column.addLayout(foot)
        self.retranslate()

    def value(self) -> tuple[Pair, ...]:
        """Return (name, value) of every line."""
        return tuple(row.value() for row in self._rows)

    def set_value(self, pairs: Sequence[Pair]) -> None:
        """Show `pairs`."""
        if tuple(pairs) == self.value():
            return
        while len(self._rows) > len(pairs):
            self._drop(self._rows.pop())
        while len(self._rows) < len(pairs):
            self._append()
        for row, pair in zip(self._rows, pairs, strict=True):
            row.show_pair(pair)

    def set_hint(self, hint: str) -> None:
        """Say something under the fields; empty hides it."""
        self._hint.setText(hint)
        self._hint.setVisible(bool(hint))

    def retranslate(self) -> None:
        """Say everything in the current language."""
        self.add_button.setText(_("Add a field"))
        for row in self._rows:
            row.retranslate()

    def _append(self) -> "_Row":
        row = _Row(self)
        row.changed.connect(self.changed)
        row.removed.connect(self._on_removed)
        self._rows.append(row)
        self._list.addWidget(row)
        return row

    def _drop(self, row: "_Row") -> None:
        self._list.removeWidget(row)
        row.hide()
        row.deleteLater()

    def _on_add(self) -> None:
        self._append().name.setFocus()
        self.changed.emit()

    def _on_removed(self, row: "_Row") -> None:
        self._rows.remove(row)
        self._drop(row)
        self.add_button.setFocus()
        self.changed.emit()


class _Row(QWidget):
    """One field. removed(row)."""

    changed = Signal()
    removed = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.name = QLineEdit()
        self.text = QLineEdit()
        self._remove = IconButton("x", "")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SIZE.space_xs)
        row.addWidget(self.name, 2)
        row.addWidget(self.text, 3)
        row.addWidget(self._remove)
        self.name.textEdited.connect(self.changed)
        self.text.textEdited.connect(self.changed)
        self._remove.clicked.connect(self._on_remove)
        self.retranslate()

    def value(self) -> Pair:
        return self.name.text(), self.text.text()

    def show_pair(self, pair: Pair) -> None:
        for editor, text in zip((self.name, self.text), pair, strict=True):
            if editor.text() != text:
                editor.setText(text)

    def retranslate(self) -> None:
        for editor, says in ((self.name, _("Name of the field")), (self.text, _("Value"))):
            editor.setAccessibleName(says)
            editor.setPlaceholderText(says)
        self._remove.set_label(_("Remove this field"))

    def _on_remove(self) -> None:
        self.removed.emit(self)
