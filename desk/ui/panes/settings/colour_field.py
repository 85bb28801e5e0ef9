# SPDX-License-Identifier: LicenseRef-Desk
"""A colour, typed as #rrggbb or picked, with a swatch."""

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QColorDialog, QHBoxLayout, QLineEdit, QWidget

from desk.translation import _
from desk.ui.theme import SIZE, Theme
from desk.ui.widgets import IconButton


class ColourField(QWidget):
    """An editor of "#rrggbb"; "" chooses none. changed(): something was typed or picked."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.edit = QLineEdit()
        self.edit.setMaxLength(7)
        self.edit.setPlaceholderText("#")
        self._swatch = _Swatch()
        self._pick = IconButton("pencil-simple", "")
        self.setFocusProxy(self.edit)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SIZE.space_s)
        row.addWidget(self._swatch)
        row.addWidget(self.edit, 1)
        row.addWidget(self._pick)
        self.edit.textChanged.connect(self._on_text)
        self._pick.clicked.connect(self._on_pick)

    def value(self) -> str:
        """Return what is typed."""
        return self.edit.text().strip()

    def set_value(self, value: object) -> None:
        """Show a colour."""
        self.edit.setText(str(value or ""))

    def retranslate(self) -> None:
        """Say the button in the current language."""
        self._pick.set_label(_("Pick a colour"))
        self.edit.setAccessibleName(_("Colour"))

    def _on_text(self) -> None:
        self._swatch.show_colour(self.value())
        self.changed.emit()

    def _on_pick(self) -> None:
        dialog = QColorDialog(QColor(self.value() or Theme.current().tokens.primary), self)
        dialog.setOption(QColorDialog.ColorDialogOption.DontUseNativeDialog, False)
        dialog.colorSelected.connect(self._on_picked)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _on_picked(self, colour: QColor) -> None:
        self.edit.setText(colour.name().upper())


class _Swatch(QWidget):
    """A square of the colour."""

    def __init__(self) -> None:
        super().__init__()
        self._colour = QColor()
        self.setFixedSize(SIZE.control, SIZE.control)

    def show_colour(self, text: str) -> None:
        self._colour = QColor(text) if len(text) == 7 and text.startswith("#") else QColor()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(SIZE.control, SIZE.control)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme = Theme.current()
        painter.setPen(theme.colour("line_strong"))
        painter.setBrush(self._colour if self._colour.isValid() else theme.colour("surface2"))
        painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), SIZE.radius_control, SIZE.radius_control)
