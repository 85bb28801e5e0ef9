# SPDX-License-Identifier: LicenseRef-Desk
from decimal import Decimal

import pytest
from PySide6.QtCore import QDate, QDateTime, QTime, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDateEdit,
    QDateTimeEdit,
    QDoubleSpinBox,
    QLineEdit,
    QPlainTextEdit,
    QSpinBox,
    QWidget,
)

from desk.ui.widgets import Switch
from desk.ui.widgets.editors import on_change, read_editor, write_editor


def languages():
    combo = QComboBox()
    combo.addItem("Français", "fr")
    combo.addItem("English", "en")
    return combo


def towns():
    combo = QComboBox(editable=True)
    combo.addItems(["Lyon", "Paris"])
    return combo


class Own(QWidget):
    changed = Signal()

    def __init__(self):
        super().__init__()
        self._value = None

    def value(self):
        return self._value

    def set_value(self, value):
        self._value = value
        self.changed.emit()


DAY = QDate(2026, 11, 25)
CASES = [
    (QLineEdit, "Lyon"),
    (QPlainTextEdit, "a\nb"),
    (languages, "en"),
    (towns, "Paris"),
    (towns, "Villeurbanne"),
    (QSpinBox, 12),
    (QDoubleSpinBox, Decimal("12.50")),
    (QDateEdit, DAY),
    (QDateTimeEdit, QDateTime(DAY, QTime(8, 30))),
    (lambda: Switch("x"), True),
    (QCheckBox, True),
    (Own, "x"),
]


@pytest.mark.parametrize(("make", "value"), CASES)
def test_what_is_written_is_read_and_told(qtbot, make, value):
    editor = make()
    qtbot.addWidget(editor)
    told = []
    on_change(editor, lambda: told.append(True))
    write_editor(editor, value)
    assert read_editor(editor) == value
    assert told


@pytest.mark.parametrize("make", [QLineEdit, QPlainTextEdit])
def test_none_is_no_text(qtbot, make):
    editor = make()
    qtbot.addWidget(editor)
    write_editor(editor, None)
    assert read_editor(editor) == ""


def test_none_is_no_choice_and_zero(qtbot):
    combo, number = languages(), QSpinBox()
    qtbot.addWidget(combo)
    qtbot.addWidget(number)
    write_editor(combo, None)
    write_editor(number, None)
    assert (combo.currentIndex(), read_editor(number)) == (-1, 0)


@pytest.mark.parametrize(("make", "value"), [(QDateEdit, "soon"), (QDateTimeEdit, 3), (QSpinBox, "many")])
def test_the_wrong_kind_is_a_mistake(qtbot, make, value):
    editor = make()
    qtbot.addWidget(editor)
    with pytest.raises(TypeError):
        write_editor(editor, value)
