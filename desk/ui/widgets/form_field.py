# SPDX-License-Identifier: LicenseRef-Desk
"""A label, its editor, and what is wrong with what was typed, under it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDoubleSpinBox, QHBoxLayout, QSpinBox, QVBoxLayout, QWidget

from desk.ui.theme import SIZE
from desk.ui.widgets.editors import Value, on_change, read_editor, write_editor
from desk.ui.widgets.labels import Text
from desk.ui.widgets.switch import Switch


class FormField(QWidget):
    """`changed` when the person edits. A problem never touches what was typed.

    editor: line edit, text, combo (value: item data, else text), spin box, date, switch or check box.
    `beside`: the label stands before the editor instead of above it (always so for a switch).
    """

    changed = Signal()

    def __init__(
        self,
        label: str,
        editor: QWidget,
        hint: str = "",
        *,
        beside: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.editor = editor
        self._is_touched = False
        self._label = Text(label, "meta")
        self._label.setBuddy(editor)
        self._hint = Text(hint, "muted", wrap=True)
        self._hint.setVisible(bool(hint))
        self._problem = Text("", "problem", wrap=True)
        self._problem.hide()
        self._lay_out(beside=beside or isinstance(editor, Switch))
        self.set_label(label)
        on_change(editor, self._on_edited)
        if isinstance(editor, QSpinBox | QDoubleSpinBox):
            # WORKAROUND Qt 6.11: a styled spin box ignores the padding of its style sheet.
            editor.lineEdit().setTextMargins(SIZE.space_s, 0, 0, 0)

    def set_label(self, label: str) -> None:
        """Name the field anew."""
        self._label.setText(label)
        self.editor.setAccessibleName(label.replace("&", ""))

    def set_hint(self, hint: str) -> None:
        """Say what is expected; empty hides it."""
        self._hint.setText(hint)
        self._hint.setVisible(bool(hint))

    def set_problem(self, problem: str) -> None:
        """Say what is wrong, under the editor; empty: nothing."""
        self._problem.setText(problem)
        self._problem.setVisible(bool(problem))
        self.editor.setProperty("problem", bool(problem))
        self.editor.setAccessibleDescription(problem)
        self.editor.style().unpolish(self.editor)
        self.editor.style().polish(self.editor)

    def problem(self) -> str:
        """Return what is shown as wrong; empty for nothing."""
        return self._problem.text()

    def value(self) -> Value:
        """Return what the editor holds."""
        return read_editor(self.editor)

    def set_value(self, value: Value) -> None:
        """Put `value` into the editor, without `changed`; the field counts as untouched again."""
        blocked = self.editor.blockSignals(True)
        write_editor(self.editor, value)
        self.editor.blockSignals(blocked)
        self._is_touched = False

    def offer(self, value: Value) -> None:
        """Put `value` into the editor unless the person has typed there: a live update loses no text."""
        if not self._is_touched:
            self.set_value(value)

    def is_touched(self) -> bool:
        """Say whether the person has edited since the last `set_value`."""
        return self._is_touched

    def _lay_out(self, *, beside: bool) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SIZE.space_xs)
        if beside:
            row = QHBoxLayout()
            row.setSpacing(SIZE.space_s)
            row.addWidget(self._label, 1 if isinstance(self.editor, Switch) else 0)
            row.addWidget(self.editor, 0 if isinstance(self.editor, Switch) else 1)
            column.addLayout(row)
        else:
            column.addWidget(self._label)
            column.addWidget(self.editor)
        column.addWidget(self._hint)
        column.addWidget(self._problem)

    def _on_edited(self) -> None:
        self._is_touched = True
        if self._problem.text():
            self.set_problem("")
        self.changed.emit()
