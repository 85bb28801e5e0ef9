# SPDX-License-Identifier: LicenseRef-Desk
"""A bar that says what trying an account came to, with the verb that helps."""

from PySide6.QtCore import Signal

from desk.translation import _
from desk.ui.panes.settings.check_words import Advice
from desk.ui.widgets import InfoBar


class CheckBar(InfoBar):
    """cancel_requested(). advice_taken(Advice): its verb was pressed."""

    cancel_requested = Signal()
    advice_taken = Signal(object)

    def __init__(self) -> None:
        super().__init__("info")
        self.advice: Advice | None = None
        self._is_praise = False
        self.verb_requested.connect(self._on_verb)

    def show_checking(self, host: str) -> None:
        """Say that `host` is being tried."""
        self.advice = None
        self.show_message(_("Trying {host}…").format(host=host), verb=_("Stop"), role="info")

    def show_waiting(self, text: str) -> None:
        """Say what is being done; its verb stops it."""
        self.advice = None
        self.show_message(text, verb=_("Stop"), role="info")

    def show_advice(self, advice: Advice, role: str) -> None:
        """Say what it came to."""
        self.advice, self._is_praise = advice, role == "ok"
        self.show_message(advice.text, verb=advice.verb, details=advice.details, role=role)

    def end(self) -> None:
        """Say nothing more when trying was stopped."""
        if self.advice is None:
            self.hide()

    def take_back_praise(self) -> None:
        """Say no longer that it works, for meanwhile it does not."""
        if self.advice is not None and self._is_praise:
            self.advice = None
            self.hide()

    def _on_verb(self) -> None:
        if self.advice is None:
            self.cancel_requested.emit()
        else:
            self.advice_taken.emit(self.advice)
