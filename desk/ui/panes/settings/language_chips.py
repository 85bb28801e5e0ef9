# SPDX-License-Identifier: LicenseRef-Desk
"""Languages to be switched on and off, as chips."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desk.services.shop import USUAL_LANGUAGES
from desk.translation import _
from desk.ui.widgets import ChipRow, FilterChip
from desk.ui.wording import formats


class LanguageChips(QWidget):
    """An editor of language tags, "fr,en" in the order of the chips. changed(): one was switched."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._chips: dict[str, FilterChip] = {}
        self._locked = ""
        self._row = ChipRow("")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._row)
        self.setFocusProxy(self._row)
        for tag in USUAL_LANGUAGES:
            self._add(tag)

    def value(self) -> str:
        """Return the tags that are on."""
        return ",".join(tag for tag, chip in self._chips.items() if chip.isChecked())

    def set_value(self, value: object) -> None:
        """Switch these tags on and all others off."""
        wanted = [tag for tag in str(value or "").split(",") if tag]
        for tag in wanted:
            if tag not in self._chips:
                self._add(tag)
        for tag, chip in self._chips.items():
            chip.setChecked(tag in wanted)

    def lock(self, tag: str) -> None:
        """Let the default language not be switched off."""
        self._locked = tag
        for known, chip in self._chips.items():
            chip.setToolTip(_("The default language is always on.") if known == tag else "")

    def retranslate(self) -> None:
        """Say the languages in the current language."""
        self._row.setAccessibleName(_("Languages of messages"))
        for tag, chip in self._chips.items():
            chip.set_text(formats.language_name(tag))

    def _add(self, tag: str) -> None:
        chip = FilterChip(formats.language_name(tag))
        chip.clicked.connect(self._on_clicked)
        self._chips[tag] = self._row.add(chip)

    def _on_clicked(self) -> None:
        locked = self._chips.get(self._locked)
        if locked is not None and not locked.isChecked():
            locked.setChecked(True)
        else:
            self.changed.emit()
