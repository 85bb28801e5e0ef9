# SPDX-License-Identifier: LicenseRef-Desk
"""Reads, fills and listens to editors of any kind; one function of each kind for each sort of widget.

An editor of our own joins in by three members: `value()`, `set_value(value)` and the signal `changed`.
"""

from collections.abc import Callable
from decimal import Decimal
from functools import singledispatch
from typing import Protocol, cast

from PySide6.QtCore import QDate, QDateTime, Qt, SignalInstance
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QDateEdit,
    QDateTimeEdit,
    QDoubleSpinBox,
    QLineEdit,
    QPlainTextEdit,
    QSpinBox,
    QWidget,
)

Value = str | bool | int | Decimal | QDate | QDateTime | None


class OwnEditor(Protocol):
    """What an editor of our own offers; it is a QWidget besides."""

    changed: SignalInstance

    def value(self) -> Value:
        """Return what it holds."""

    def set_value(self, value: Value) -> None:
        """Hold `value`."""


def on_change(editor: QWidget, told: Callable[[], None]) -> None:
    """Call `told` whenever the person changes `editor`."""

    def tell(*_value: object) -> None:
        told()

    change_signal(editor).connect(tell)


# ------------------------------------------------------------------------------------------ any other


@singledispatch
def change_signal(editor: QWidget) -> SignalInstance:
    """Return the signal that `editor` gives when its value changes."""
    return cast("OwnEditor", editor).changed


@singledispatch
def read_editor(editor: QWidget) -> Value:
    """Return what `editor` holds."""
    return cast("OwnEditor", editor).value()


@singledispatch
def write_editor(editor: QWidget, value: Value) -> None:
    """Put `value` into `editor`; a value of a kind it cannot hold raises TypeError."""
    cast("OwnEditor", editor).set_value(value)


# ------------------------------------------------------------------------------------------ text


@change_signal.register
def _(editor: QLineEdit) -> SignalInstance:
    return editor.textChanged


@read_editor.register
def _(editor: QLineEdit) -> Value:
    return editor.text()


@write_editor.register
def _(editor: QLineEdit, value: Value) -> None:
    editor.setText(_as_text(value))


@change_signal.register
def _(editor: QPlainTextEdit) -> SignalInstance:
    return editor.textChanged


@read_editor.register
def _(editor: QPlainTextEdit) -> Value:
    return editor.toPlainText()


@write_editor.register
def _(editor: QPlainTextEdit, value: Value) -> None:
    editor.setPlainText(_as_text(value))


# ------------------------------------------------------------------------------------------ choice


@change_signal.register
def _(editor: QComboBox) -> SignalInstance:
    return editor.editTextChanged if editor.isEditable() else editor.currentIndexChanged


@read_editor.register
def _(editor: QComboBox) -> Value:
    held = None if editor.isEditable() else editor.currentData()
    return editor.currentText() if held is None else str(held)


@write_editor.register
def _(editor: QComboBox, value: Value) -> None:
    text = _as_text(value)
    at = editor.findData(text)
    at = editor.findText(text, Qt.MatchFlag.MatchExactly) if at < 0 else at
    if at >= 0 or not editor.isEditable():
        editor.setCurrentIndex(at)
    else:
        editor.setEditText(text)


@change_signal.register
def _(editor: QAbstractButton) -> SignalInstance:
    return editor.toggled


@read_editor.register
def _(editor: QAbstractButton) -> Value:
    return editor.isChecked()


@write_editor.register
def _(editor: QAbstractButton, value: Value) -> None:
    editor.setChecked(bool(value))


# ------------------------------------------------------------------------------------------ numbers


@change_signal.register
def _(editor: QSpinBox) -> SignalInstance:
    return editor.valueChanged


@read_editor.register
def _(editor: QSpinBox) -> Value:
    return editor.value()


@write_editor.register
def _(editor: QSpinBox, value: Value) -> None:
    editor.setValue(int(_as_number(value)))


@change_signal.register
def _(editor: QDoubleSpinBox) -> SignalInstance:
    return editor.valueChanged


@read_editor.register
def _(editor: QDoubleSpinBox) -> Value:
    return Decimal(f"{editor.value():.{editor.decimals()}f}")


@write_editor.register
def _(editor: QDoubleSpinBox, value: Value) -> None:
    editor.setValue(float(_as_number(value)))


# ------------------------------------------------------------------------------------------ dates


@change_signal.register
def _(editor: QDateTimeEdit) -> SignalInstance:
    return editor.dateTimeChanged


@read_editor.register
def _(editor: QDateTimeEdit) -> Value:
    return editor.dateTime()


@write_editor.register
def _(editor: QDateTimeEdit, value: Value) -> None:
    if not isinstance(value, QDateTime):
        raise TypeError(type(value).__name__)
    editor.setDateTime(value)


@read_editor.register
def _(editor: QDateEdit) -> Value:
    return editor.date()


@write_editor.register
def _(editor: QDateEdit, value: Value) -> None:
    if not isinstance(value, QDate):
        raise TypeError(type(value).__name__)
    editor.setDate(value)


def _as_text(value: Value) -> str:
    return "" if value is None else str(value)


def _as_number(value: Value) -> int | Decimal:
    if value is None:
        return 0
    if not isinstance(value, int | Decimal):
        raise TypeError(type(value).__name__)
    return value
