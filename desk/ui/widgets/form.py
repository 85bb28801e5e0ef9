# SPDX-License-Identifier: LicenseRef-Desk
"""A column of fields that is filled, read and found fault with as a whole."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desk.errors import Problem
from desk.ui.theme import SIZE
from desk.ui.widgets.editors import Value
from desk.ui.widgets.form_field import FormField
from desk.ui.widgets.labels import Text


class Form(QWidget):
    """Fields by name. `changed` when the person edits any of them."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._fields: dict[str, FormField] = {}
        self._others = Text("", "problem", wrap=True)
        self._others.hide()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(SIZE.space_m)
        self._column.addWidget(self._others)

    def add(self, name: str, field: FormField) -> FormField:
        """Add `field` at the end, known as `name` (the place that problems point to); return it."""
        self._fields[name] = field
        field.changed.connect(self.changed)
        self._column.addWidget(field)
        return field

    def add_widget(self, widget: QWidget) -> None:
        """Add something that is no field."""
        self._column.addWidget(widget)

    def field(self, name: str) -> FormField:
        """Return the field called `name`."""
        return self._fields[name]

    def values(self) -> dict[str, Value]:
        """Return name → what the editor holds."""
        return {name: field.value() for name, field in self._fields.items()}

    def set_values(self, values: Mapping[str, Value]) -> None:
        """Fill the fields that `values` names, without `changed`."""
        for name, value in values.items():
            self._fields[name].set_value(value)

    def show_problems(self, problems: Sequence[Problem], wording: Callable[[Problem], str]) -> None:
        """Show each problem under its field, others on top, and go to the first; none clears all."""
        for field in self._fields.values():
            field.set_problem("")
        others = [wording(problem) for problem in problems if problem.place not in self._fields]
        self._others.setText("\n".join(others))
        self._others.setVisible(bool(others))
        for problem in problems:
            if problem.place in self._fields and not self._fields[problem.place].problem():
                self._fields[problem.place].set_problem(wording(problem))
        wrong = next((field for field in self._fields.values() if field.problem()), None)
        if wrong is not None:
            wrong.editor.setFocus(Qt.FocusReason.OtherFocusReason)
