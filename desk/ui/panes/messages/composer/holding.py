# SPDX-License-Identifier: LicenseRef-Desk
"""Holds a letter back while something of it is still on its way, and says what."""

from enum import StrEnum

from PySide6.QtCore import QObject

from desk.translation import N_, _
from desk.ui.panes.messages.composer.file_taking import FileTaking
from desk.ui.panes.messages.composer.translating import Translating
from desk.ui.panes.messages.composer.view_model import ComposerModel, about_now
from desk.ui.panes.messages.composer.writing_panel import WritingPanel


class Wait(StrEnum):
    """What a letter waits for: its value is what is said of it."""

    TEMPLATE = N_("The template is still being filled in. Send once its words are there.")
    FILE = N_("A file is still being added. Send once it is there.")
    READING = N_("What is known of the customer is still being read. Send once it is there.")
    TRANSLATION = N_("Your words are not translated yet. Send once they are, or switch the translation off.")


class Holding(QObject):
    """What is said goes by itself once it is so no more."""

    def __init__(
        self, model: ComposerModel, panel: WritingPanel, files: FileTaking, translating: Translating
    ) -> None:
        super().__init__(panel)
        self._model, self._panel = model, panel
        self._files, self._translating = files, translating
        self._told: tuple[Wait, int] | None = None
        panel.inserting.made.connect(self._on_changed)
        files.taken.connect(self._on_changed)
        translating.changed.connect(self._on_changed)
        model.changed.connect(self._on_changed)

    def holds(self) -> bool:
        """Say what the letter waits for, if it does, and see to it that it comes."""
        why = self._wait()
        if why is None:
            return False
        if why is Wait.READING:
            self._model.renew()
        elif why is Wait.TRANSLATION:
            self._translating.renew()
        self._told = why, self._panel.say(_(why), role="info")
        return True

    def _wait(self) -> Wait | None:
        state = self._model.state
        if self._panel.inserting.is_making:
            return Wait.TEMPLATE
        if self._files.is_taking:
            return Wait.FILE
        if state.letter.is_empty:
            return None
        if not state.is_read or not (state.is_note or state.known_of == about_now(state)):
            return Wait.READING
        return Wait.TRANSLATION if self._translating.is_behind and not state.is_note else None

    def _on_changed(self) -> None:
        if self._told is not None and self._wait() is not self._told[0]:
            self._panel.hush(self._told[1])
            self._told = None
