# SPDX-License-Identifier: LicenseRef-Desk
"""A word of a sentence that can be changed."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from desk.translation import _
from desk.ui.theme import SIZE
from desk.ui.widgets.buttons import PaintedButton, Skin
from desk.ui.widgets.paint import box, ring
from desk.ui.widgets.pill_popup import Option, PillPopup

_PLAIN = Skin(text="on_tint", icon="on_tint", fill="tint", hover="select", pressed="select", kind="strong")
_WRONG = Skin(
    text="danger", icon="danger", fill="danger_bg", hover="danger_bg", pressed="danger_bg", border="danger",
    kind="strong",
)  # fmt: skip


class Pill(PaintedButton):
    """A value in a sentence: click, Space or ↓ opens its choices (`chosen` carries the key) or its form.

    clause: the sentence so far ("When, status"), read before the value by assistive technology.
    """

    chosen = Signal(str)
    opened = Signal()

    def __init__(
        self, clause: str, value: str = "", icon: str = "", *, parent: QWidget | None = None
    ) -> None:
        super().__init__("", icon, _PLAIN, parent)
        self._clause = clause
        self._key = ""
        self._problem = ""
        self._options: tuple[Option, ...] = ()
        self._form: Callable[[], QWidget] | None = None
        self._popup: PillPopup | None = None
        self.clicked.connect(self.open_choices)
        self.set_value(value, icon)

    def set_value(self, value: str, icon: str = "") -> None:
        """Show `value` as it is read in the sentence."""
        self._icon_name = icon
        self.setText(value.replace("&", "&&"))
        self._name()
        self.updateGeometry()
        self.update()

    def set_options(self, options: Sequence[Option], current: str = "") -> None:
        """Offer `options`; the label of `current` becomes the value."""
        self._options = tuple(options)
        self._key = current
        for option in self._options:
            if option.key == current:
                self.set_value(option.label, option.icon)

    def set_form(self, factory: Callable[[], QWidget]) -> None:
        """Open a form made by `factory` instead of choices; close it with `close_choices`."""
        self._form = factory

    def set_clause(self, clause: str) -> None:
        """Say anew what stands before the value."""
        self._clause = clause
        self._name()

    def set_problem(self, problem: str) -> None:
        """Outline the pill in red and give the reason; empty: all is well."""
        self._problem = problem
        self.set_skin(_WRONG if problem else _PLAIN)
        self.setToolTip(problem)
        self._name()

    def key(self) -> str:
        """Return the key of the current choice."""
        return self._key

    def open_choices(self) -> None:
        """Open the popup."""
        popup = PillPopup(self)
        if self._form is not None:
            popup.set_form(self._form())
        else:
            popup.set_options(self._options, self._key)
        popup.chosen.connect(self._on_chosen)
        popup.closed.connect(self._on_closed)
        self._popup = popup
        self.opened.emit()
        popup.open_under(self)

    def close_choices(self) -> None:
        """Close the popup if it is open."""
        if self._popup is not None:
            self._popup.close()

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width() - SIZE.space_xs, SIZE.pill)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.modifiers():
            self.open_choices()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        skin = self._worn()
        box(painter, self.rect(), SIZE.radius_control, skin.fill, skin.border)
        self._paint_content(painter, skin)
        if self._has_ring:
            ring(painter, self.rect(), SIZE.radius_control)

    def _has_caret(self) -> bool:
        return True

    def _name(self) -> None:
        value = self.text().replace("&&", "&")
        parts = [f"{self._clause}{_(': ')}{value}" if self._clause else value, self._problem]
        self.setAccessibleName(", ".join(part for part in parts if part))

    def _on_chosen(self, key: str) -> None:
        self._key = key
        for option in self._options:
            if option.key == key:
                self.set_value(option.label, option.icon)
        self.chosen.emit(key)

    def _on_closed(self) -> None:
        self._popup = None
        self.setFocus(Qt.FocusReason.PopupFocusReason)
