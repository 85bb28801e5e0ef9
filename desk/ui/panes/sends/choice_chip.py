# SPDX-License-Identifier: LicenseRef-Desk
"""A filter with too many choices for a menu: they are found by typing."""

from collections.abc import Sequence

from desk.ui.widgets import FilterChip, Option, PillPopup


class ChoiceChip(FilterChip):
    """chosen(key) as for every chip; the first option is the one that filters nothing."""

    def __init__(self) -> None:
        super().__init__("")
        self._options: tuple[Option, ...] = ()
        self._chosen = ""
        self.setCheckable(False)
        self.clicked.connect(self.open_choices)

    def set_choices(self, options: Sequence[Option]) -> None:
        """Offer `options`."""
        self._options = tuple(options)
        self.choose(self._chosen)

    def choose(self, key: str) -> None:
        self._chosen = key
        label = next((one.label for one in self._options if one.key == key), "")
        self.setText(label or (self._options[0].label if self._options else ""))
        self._on_toggled(bool(key))

    def key(self) -> str:
        return self._chosen

    def open_choices(self) -> None:
        """Open the choices under the chip."""
        popup = PillPopup(self)
        popup.set_options(self._options, self._chosen)
        popup.chosen.connect(self.chosen)
        popup.open_under(self)

    def _has_caret(self) -> bool:
        return True
