# SPDX-License-Identifier: LicenseRef-Desk
"""The fields of a record as a form: what is asked at first, and the others behind a word."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from desk.errors import Problem
from desk.services.events import FieldType
from desk.translation import _
from desk.ui.panes.records.moment_field import MomentField
from desk.ui.panes.records.own_fields import OwnField
from desk.ui.theme import SIZE
from desk.ui.widgets import Form, FormField, LinkButton
from desk.ui.wording import problem_text

LONG_HEIGHT = 62


class FieldForm(QWidget):
    """Editors of own fields, by name. changed(): the person typed."""

    changed = Signal()

    def __init__(self, fields: Sequence[OwnField], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.fields = tuple(fields)
        self._main, self._rest = Form(), Form()
        self._more = LinkButton("", "caret-down", quiet=True)
        for field in self.fields:
            form = self._main if field.is_main else self._rest
            form.add(field.name, FormField(_(field.label), _editor(field)))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SIZE.space_m)
        for widget in (self._main, self._more, self._rest):
            column.addWidget(widget)
        has_rest = any(not field.is_main for field in self.fields)
        self._more.setVisible(has_rest)
        self._rest.hide()
        self._more.clicked.connect(self._on_more)
        self._main.changed.connect(self.changed)
        self._rest.changed.connect(self.changed)
        self.retranslate()

    def field(self, name: str) -> FormField:
        """Return the editor of a field, with its label."""
        form = self._main if self._is_main(name) else self._rest
        return form.field(name)

    def texts(self) -> dict[str, str]:
        """Return name → what is typed."""
        return {field.name: str(self.field(field.name).value() or "") for field in self.fields}

    def fill(self, texts: Mapping[str, str]) -> None:
        """Show `texts`; fields that are not named are emptied. What was typed is forgotten."""
        for field in self.fields:
            self.field(field.name).set_value(texts.get(field.name, ""))

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """Say what is wrong under each field; open the others when one of them is meant."""
        wrong = {problem.place for problem in problems}
        if any(field.name in wrong and not field.is_main for field in self.fields):
            self._rest.show()
        for form in (self._rest, self._main):
            names = {field.name for field in self.fields if field.is_main is (form is self._main)}
            form.show_problems([one for one in problems if one.place in names], self._say)

    def retranslate(self) -> None:
        """Say every label in the current language."""
        for field in self.fields:
            self.field(field.name).set_label(_(field.label))
        self._say_more()

    def _on_more(self) -> None:
        self._rest.setVisible(self._rest.isHidden())
        self._say_more()

    def _say_more(self) -> None:
        is_closed = self._rest.isHidden()
        self._more.setText(_("More fields") if is_closed else _("Fewer fields"))
        self._more.set_icon("caret-down" if is_closed else "caret-up")

    def _is_main(self, name: str) -> bool:
        return any(field.name == name and field.is_main for field in self.fields)

    def _say(self, problem: Problem) -> str:
        label = next((_(one.label) for one in self.fields if one.name == problem.place), "")
        return problem_text(problem, label)


def _editor(field: OwnField) -> QWidget:
    if field.type is FieldType.DATE:
        return MomentField(has_time=False)
    if field.type is FieldType.INSTANT:
        return MomentField()
    if field.is_long:
        editor = QPlainTextEdit()
        editor.setTabChangesFocus(True)
        editor.setFixedHeight(LONG_HEIGHT)
        return editor
    return QLineEdit()
