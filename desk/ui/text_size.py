# SPDX-License-Identifier: LicenseRef-Desk
"""Makes all text larger or smaller, and remembers how large."""

from PySide6.QtWidgets import QApplication

from desk.ui.docks import Places
from desk.ui.theme import Theme, apply

SIZES = (90, 100, 110, 125, 140, 150)
"""Per cent of the usual size."""


def kept_factor(places: Places) -> float:
    """Return the factor that was chosen here, 1.0 at first."""
    kept = places.text("text_size")
    return int(kept) / 100 if kept.isdecimal() and int(kept) in SIZES else 1.0


def use_text_size(application: QApplication, places: Places, size: int) -> None:
    """Show all text at `size` per cent from now on."""
    places.keep_text("text_size", str(size))
    apply(application, Theme.current().look, text_factor=size / 100)
