# SPDX-License-Identifier: LicenseRef-Desk
"""Filters one can see: chips that are on or off, or that open a menu of choices."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QAction, QActionGroup, QPainter, QPaintEvent
from PySide6.QtWidgets import QMenu, QWidget

from desk.ui.theme import SIZE
from desk.ui.widgets.buttons import PaintedButton, Skin
from desk.ui.widgets.flow import FlowLayout
from desk.ui.widgets.paint import box, ring
from desk.ui.widgets.roving import Roving

_OFF = Skin(kind="meta", text="text2", fill="surface", border="line", pressed="tint")
_ON = Skin(kind="meta_strong", text="on_tint", icon="on_tint", fill="tint", border="primary", hover="select",
           pressed="select")  # fmt: skip


class FilterChip(PaintedButton):
    """On or off (`toggled`), or with `set_options` a menu of choices (`chosen` carries the key)."""

    chosen = Signal(str)

    def __init__(self, text: str, icon: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, icon, _OFF, parent)
        self._plain = text
        self._default = ""
        self._key = ""
        self._labels: dict[str, str] = {}
        self.setCheckable(True)
        self.toggled.connect(self._on_toggled)

    def set_options(self, options: Sequence[tuple[str, str]], default: str = "") -> None:
        """Offer (key, label) choices in a menu; `default` is the choice that filters nothing."""
        self.setCheckable(False)
        self._labels = dict(options)
        self._default = default
        if self.menu() is not None:
            self.menu().deleteLater()
        menu = QMenu(self)
        group = QActionGroup(menu)
        for key, label in options:
            group.addAction(_choice(menu, key, label))
        group.triggered.connect(self._on_choice)
        self.setMenu(menu)
        self.choose(self._key if self._key in self._labels else default)

    def choose(self, key: str) -> None:
        """Show `key` as chosen, without telling."""
        self._key = key
        for action in self.menu().actions():
            action.setChecked(action.data() == key)
        self.setText(self._labels.get(key, self._plain))
        self._on_toggled(key != self._default)

    def key(self) -> str:
        """Return the chosen key."""
        return self._key

    def set_count(self, count: int | None) -> None:
        """Show how many it stands for, after the text."""
        self.setText(self._plain if count is None else f"{self._plain} {count}")

    def set_text(self, text: str) -> None:
        """Name the chip anew (another language)."""
        self._plain = text
        self.setText(text)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), SIZE.chip)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        skin = self._worn()
        box(painter, self.rect(), SIZE.chip / 2, skin.fill, skin.border)
        self._paint_content(painter, skin)
        if self._has_ring:
            ring(painter, self.rect(), SIZE.chip / 2)

    def _on_toggled(self, on: bool) -> None:
        self.set_skin(_ON if on else _OFF)
        self.updateGeometry()

    def _on_choice(self, action: QAction) -> None:
        self.choose(str(action.data()))
        self.chosen.emit(self._key)


class ChipRow(QWidget):
    """Chips side by side, one stop of the Tab key; `exclusive`: one and only one is on."""

    def __init__(self, label: str, *, exclusive: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(label)
        self._exclusive = exclusive
        self._flow = FlowLayout(self)
        self._roving = Roving(self)

    def add(self, chip: FilterChip) -> FilterChip:
        """Put `chip` at the end and return it."""
        if self._exclusive:
            chip.setAutoExclusive(True)
        self._flow.addWidget(chip)
        self._roving.add(chip)
        return chip

    def add_widget(self, widget: QWidget) -> None:
        """Put something that is no chip (a search field, an export button) at the end."""
        self._flow.addWidget(widget)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._flow.heightForWidth(width)


def _choice(menu: QMenu, key: str, label: str) -> QAction:
    action = QAction(label, menu)
    action.setData(key)
    action.setCheckable(True)
    menu.addAction(action)
    return action
