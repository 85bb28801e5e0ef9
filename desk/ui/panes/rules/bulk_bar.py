# SPDX-License-Identifier: LicenseRef-Desk
"""What can be done to the selected rules; stands in the place of the chips while several are selected."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desk.translation import _, ngettext
from desk.ui.theme import SIZE
from desk.ui.widgets import IconButton, Roving, Text


class BulkBar(QWidget):
    """requested(verb): activate, pause, template, channel, copy, delete."""

    requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._count = 0
        self._label = Text("", "strong")
        roving = Roving(self)
        icons = {
            "activate": "play",
            "pause": "pause",
            "template": "file-text",
            "channel": "path",
            "copy": "storefront",
            "delete": "trash",
        }
        self.buttons = {verb: IconButton(icon, "") for verb, icon in icons.items()}
        row = QHBoxLayout()
        row.setSpacing(SIZE.space_xs)
        for button in self.buttons.values():
            roving.add(button)
            button.clicked.connect(self._on_clicked)
            row.addWidget(button)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SIZE.space_xs)
        column.addWidget(self._label)
        column.addLayout(row)
        self.retranslate()

    def show_count(self, count: int) -> None:
        """Say how many are selected."""
        self._count = count
        said = ngettext("{count} rule selected", "{count} rules selected", count)
        self._label.setText(said.format(count=count))
        self.setAccessibleName(self._label.text())

    def retranslate(self) -> None:
        """Say everything in the current language."""
        labels = {
            "activate": _("Activate"),
            "pause": _("Pause"),
            "template": _("Change the template…"),
            "channel": _("Change the channels…"),
            "copy": _("Copy to locations…"),
            "delete": _("Delete for good…"),
        }
        for verb, button in self.buttons.items():
            button.set_label(labels[verb])
        self.show_count(self._count)

    def _on_clicked(self) -> None:
        for verb, button in self.buttons.items():
            if button is self.sender():
                self.requested.emit(verb)
