# SPDX-License-Identifier: LicenseRef-Desk
"""One condition as words that can be changed: (field) (comparison) (value); or as text, when it is more."""

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from desk.translation import _
from desk.ui.panes.templates.block_forms import bare
from desk.ui.panes.templates.condition import Condition, Relation, condition_of
from desk.ui.panes.templates.variables import Vocabulary, group_of, known_fields, path_of
from desk.ui.widgets import Option, Pill, Text
from desk.ui.widgets.speaks import Speaks


class ConditionRow(Speaks, QWidget):
    """edited(str, bool): another condition, as a text has it; the bool: the person is typing."""

    edited = Signal(str, bool)

    def __init__(self, vocabulary: Vocabulary) -> None:
        super().__init__()
        self._vocabulary = vocabulary
        self._condition: Condition | None = Condition()
        self._source = ""
        self._before = Text("", "meta")
        self.field, self._test = Pill(""), Pill("")
        self._value = QLineEdit()
        self._raw = QLineEdit()
        self.field.chosen.connect(self._on_field)
        self._test.chosen.connect(self._on_test)
        self._value.textEdited.connect(self._on_value)
        self._raw.textEdited.connect(self._on_raw)
        row = QHBoxLayout(self)
        bare(row)
        for widget in (self._before, self.field, self._test):
            row.addWidget(widget)
        row.addWidget(self._value, 1)
        row.addWidget(self._raw, 3)
        row.addStretch(1)
        self.retranslate()

    def show_source(self, source: str) -> None:
        """Show a condition as a text has it."""
        if source == self._source and self._condition is not None and self._condition.path:
            return
        self._source = source
        self._condition = condition_of(source)
        self._show()

    def retranslate(self) -> None:
        """Say everything in the current language."""
        self._before.setText(_("Only if"))
        self._value.setAccessibleName(_("Value"))
        self._value.setPlaceholderText(_("Value"))
        self._raw.setAccessibleName(_("Condition"))
        self._show()

    def _show(self) -> None:
        simple = self._condition
        self._raw.setVisible(simple is None)
        self.field.setVisible(simple is not None)
        self._test.setVisible(simple is not None and bool(simple.path))
        self._value.setVisible(simple is not None and bool(simple.path) and simple.test.needs_value)
        if simple is None:
            _show_text(self._raw, self._source)
            return
        path = path_of(simple.path)
        self.field.set_options(self._fields(), path)
        if not path:
            self.field.set_value(_("Choose a field"))
        elif all(option.key != path for option in self._fields()):
            self.field.set_value(self._vocabulary.label(path))
        self._test.set_options(_tests(), simple.test.value)
        _show_text(self._value, simple.value)

    def _fields(self) -> list[Option]:
        options = []
        for one in known_fields(self._vocabulary.event_kind):
            group, icon = group_of(one.path)
            options.append(Option(key=one.path, label=_(one.label), icon=icon, group=group))
        return sorted(options, key=lambda option: option.group)

    def _on_field(self, path: str) -> None:
        self._change(replace(self._condition or Condition(), path=path), is_typed=False)

    def _on_test(self, test: str) -> None:
        self._change(replace(self._condition or Condition(), test=Relation(test)), is_typed=False)

    def _on_value(self, value: str) -> None:
        self._change(replace(self._condition or Condition(), value=value), is_typed=True)

    def _on_raw(self, source: str) -> None:
        self._source = source
        self.edited.emit(source, True)

    def _change(self, condition: Condition, *, is_typed: bool) -> None:
        self._condition, self._source = condition, condition.source
        self._show()
        self.edited.emit(condition.source, is_typed)


def condition_text(source: str, vocabulary: Vocabulary) -> str:
    """Say a condition: "Order › Balance due more than 0"; one that is more than a comparison as it is."""
    simple = condition_of(source)
    if simple is None or not simple.path:
        return source
    words = [vocabulary.label(path_of(simple.path)), _words()[simple.test]]
    return " ".join([*words, simple.value] if simple.test.needs_value else words)


def _words() -> dict[Relation, str]:
    return {
        Relation.FILLED: _("has a value"),
        Relation.EMPTY: _("has no value"),
        Relation.EQUAL: _("is"),
        Relation.DIFFERENT: _("is not"),
        Relation.MORE: _("more than"),
        Relation.LESS: _("less than"),
    }


def _tests() -> list[Option]:
    return [Option(key=test.value, label=word) for test, word in _words().items()]


def _show_text(field: QLineEdit, text: str) -> None:
    if field.text() != text:
        field.setText(text)
