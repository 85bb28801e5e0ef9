# SPDX-License-Identifier: LicenseRef-Desk
"""Makes the editors of an account's settings from what its kind declares."""

from collections.abc import Mapping
from decimal import Decimal

from PySide6.QtCore import Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QDoubleSpinBox, QLineEdit, QPlainTextEdit, QSpinBox, QVBoxLayout, QWidget

from desk.services.providers import FieldKind, FormField
from desk.translation import _
from desk.ui.panes.settings.choice_box import ChoiceBox
from desk.ui.theme import SIZE
from desk.ui.widgets import Switch
from desk.ui.widgets.editors import Value

Setting = str | int | float | bool | Mapping[str, str] | None


class TableText(QWidget):
    """An editor of name → text, one "name = text" on each line. changed(): something was typed."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.edit = QPlainTextEdit()
        self.edit.setFixedHeight(3 * SIZE.row)
        self.edit.setTabChangesFocus(True)
        self.setFocusProxy(self.edit)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.edit)
        self.edit.textChanged.connect(self.changed)

    def value(self) -> str:
        """Return the lines as they are typed."""
        return self.edit.toPlainText()

    def set_value(self, value: object) -> None:
        """Show lines."""
        self.edit.setPlainText(str(value or ""))


def editor_of(field: FormField) -> QWidget:
    """Return an empty editor for a setting."""
    match field.kind:
        case FieldKind.TEXT:
            return QLineEdit()
        case FieldKind.NUMBER:
            return _number(field)
        case FieldKind.SWITCH:
            return Switch("")
        case FieldKind.CHOICE:
            return ChoiceBox()
        case FieldKind.TABLE:
            return TableText()


def offer_choices(field: FormField, editor: QWidget) -> None:
    """Say the choices of a setting in the current language."""
    if isinstance(editor, ChoiceBox):
        editor.offer([(key, _(label)) for key, label in field.choices.items()])


def shown(field: FormField, setting: Setting) -> Value:
    """Return a setting as its editor holds it."""
    if isinstance(setting, Mapping):
        return "\n".join(f"{name} = {text}" for name, text in setting.items())
    if isinstance(setting, float):
        return Decimal(str(setting)) if not _is_whole(field) else int(setting)
    return setting


def kept(field: FormField, value: Value) -> Setting:
    """Return what an editor holds as the account's row keeps it."""
    match field.kind:
        case FieldKind.NUMBER:
            assert isinstance(value, int | Decimal)
            return int(value) if _is_whole(field) else float(value)
        case FieldKind.SWITCH:
            return bool(value)
        case FieldKind.TABLE:
            return _table(str(value or ""))
        case FieldKind.TEXT | FieldKind.CHOICE:
            return str(value or "").strip()


def _table(lines: str) -> Mapping[str, str]:
    pairs = (line.partition("=") for line in lines.splitlines() if line.strip())
    return {name.strip(): text.strip() for name, _equals, text in pairs}


def _is_whole(field: FormField) -> bool:
    return isinstance(field.default, int) or field.default is None


def _number(field: FormField) -> QWidget:
    if _is_whole(field):
        whole = _Whole()
        whole.setRange(round(field.least), round(field.most))
        return whole
    broken = _Broken()
    broken.setRange(field.least, field.most)
    broken.setDecimals(2)
    return broken


class _Whole(QSpinBox):
    """A whole number that scrolling leaves alone."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class _Broken(QDoubleSpinBox):
    """A number that scrolling leaves alone."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()
