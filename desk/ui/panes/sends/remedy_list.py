# SPDX-License-Identifier: LicenseRef-Desk
"""The buttons under "What to do?"; one that would not work is there, but cannot be pressed."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desk.translation import _
from desk.ui.panes.sends.remedies import Offer, Remedy
from desk.ui.panes.sends.words import blocked_note, verb
from desk.ui.theme import SIZE
from desk.ui.widgets import PrimaryButton, SecondaryButton, SectionLabel
from desk.ui.widgets.speaks import Speaks

_MAIN = frozenset({Remedy.APPROVE, Remedy.ARRIVED})


class RemedyList(Speaks, QWidget):
    """wanted(Remedy): a button was pressed."""

    wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._head = SectionLabel()
        self._buttons = {
            remedy: PrimaryButton("") if remedy in _MAIN else SecondaryButton("") for remedy in Remedy
        }
        self._shown: tuple[Offer, ...] = ()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SIZE.space_s)
        column.addWidget(self._head)
        for remedy, button in self._buttons.items():
            column.addWidget(button)
            button.hide()
            button.clicked.connect(partial(self._on_clicked, remedy))
        self.retranslate()

    def set_offers(self, offers: Sequence[Offer]) -> None:
        """Offer these."""
        if tuple(offers) == self._shown:
            return
        self._shown = tuple(offers)
        by_remedy = {offer.remedy: offer for offer in offers}
        for remedy, button in self._buttons.items():
            offer = by_remedy.get(remedy)
            button.setVisible(offer is not None)
            if offer is not None:
                button.setEnabled(offer.is_enabled)
                button.setToolTip(blocked_note(offer.blocked) if offer.blocked else "")

    def button(self, remedy: Remedy) -> QWidget:
        """Return the button of a remedy, shown or not."""
        return self._buttons[remedy]

    def retranslate(self) -> None:
        """Say everything in the current language."""
        self._head.setText(_("What to do?"))
        for remedy, button in self._buttons.items():
            text, icon = verb(remedy)
            button.setText(text)
            button.set_icon(icon)

    def _on_clicked(self, remedy: Remedy) -> None:
        self.wanted.emit(remedy)
