# SPDX-License-Identifier: LicenseRef-Desk
"""A growing list of things checked, each with its result and one verb."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desk.ui.theme import SIZE
from desk.ui.widgets.buttons import LinkButton
from desk.ui.widgets.empty_state import IconMark
from desk.ui.widgets.labels import Text

_MARKS = {
    "ok": ("check-circle", "ok"),
    "warn": ("warning", "warn"),
    "danger": ("x-circle", "danger"),
    "busy": ("spinner-gap", "info"),
    "todo": ("circle-dashed", "text3"),
    "info": ("info", "info"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckItem:
    """One check. state: ok warn danger busy todo info. `verb`: what would help; empty: nothing."""

    key: str
    text: str
    state: str
    state_word: str = ""
    detail: str = ""
    verb: str = ""


class CheckList(QWidget):
    """`verb_requested` carries the key of the item whose verb was pressed."""

    verb_requested = Signal(str)

    def __init__(self, label: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(label)
        self._items: tuple[CheckItem, ...] = ()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(SIZE.space_xs)

    def set_items(self, items: Sequence[CheckItem]) -> None:
        """Show `items`; nothing is rebuilt when they are the same."""
        if tuple(items) == self._items:
            return
        self._items = tuple(items)
        while self._column.count():
            place = self._column.takeAt(0)
            line = place.widget() if place is not None else None
            if line is not None:
                line.hide()
                line.deleteLater()
        for item in self._items:
            self._column.addWidget(self._line(item))

    def items(self) -> tuple[CheckItem, ...]:
        """Return what is shown."""
        return self._items

    def _line(self, item: CheckItem) -> QWidget:
        line = QWidget()
        icon, role = _MARKS[item.state]
        row = QHBoxLayout(line)
        row.setContentsMargins(0, SIZE.space_xs // 2, 0, SIZE.space_xs // 2)
        row.setSpacing(SIZE.space_s)
        place = Qt.AlignmentFlag.AlignTop if item.detail else Qt.AlignmentFlag.AlignVCenter
        row.addWidget(IconMark(icon, role), 0, place)
        texts = QVBoxLayout()
        texts.setSpacing(0)
        texts.addWidget(Text(item.text, wrap=True))
        if item.detail:
            texts.addWidget(Text(item.detail, "meta", wrap=True))
        row.addLayout(texts, 1)
        if item.verb:
            button = LinkButton(item.verb)
            button.setAccessibleName(f"{item.verb}, {item.text}")
            button.clicked.connect(lambda *_pressed, key=item.key: self.verb_requested.emit(key))
            row.addWidget(button, 0, place)
        line.setAccessibleName(", ".join(part for part in (item.state_word, item.text, item.detail) if part))
        return line
