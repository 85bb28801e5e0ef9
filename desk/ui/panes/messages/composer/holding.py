# SPDX-License-Identifier: LicenseRef-Desk
"""Holds a letter back while something of it is still on its way, and says what."""

from collections.abc import Callable
from enum import StrEnum

from PySide6.QtCore import QObject, QTimer

from desk.services.inbox import DraftContent
from desk.translation import N_, _
from desk.ui.panes.messages.composer.file_taking import FileTaking
from desk.ui.panes.messages.composer.translating import Translating
from desk.ui.panes.messages.composer.view_model import ComposerModel, Spot, about_now, spot_of
from desk.ui.panes.messages.composer.writing_panel import WritingPanel


class Wait(StrEnum):
    """What a letter waits for: its value is what is said of it."""

    TEMPLATE = N_("The template is still being filled in. Send once its words are there.")
    FILE = N_("A file is still being added. Send once it is there.")
    READING = N_("What is known of the customer is still being read. Send once it is there.")
    TRANSLATION = N_("Your words are not translated yet. Send once they are, or switch the translation off.")


_GOES_ON = frozenset({Wait.FILE, Wait.READING})
"""After these there is nothing new to read: what was pressed is done."""


class Holding(QObject):
    """What is said goes by itself once it is so no more."""

    def __init__(
        self, model: ComposerModel, panel: WritingPanel, files: FileTaking, translating: Translating
    ) -> None:
        super().__init__(panel)
        self._model, self._panel = model, panel
        self._files, self._translating = files, translating
        self._told: tuple[Wait, int] | None = None
        self._of: tuple[Spot, DraftContent] | None = None
        self._again: Callable[[], object] | None = None
        self._retry = QTimer(self, singleShot=True, interval=0)
        self._retry.timeout.connect(self._on_retry)
        panel.inserting.made.connect(self._on_changed)
        files.taken.connect(self._on_changed)
        translating.changed.connect(self._on_changed)
        model.changed.connect(self._on_changed)

    def holds(self, send: Callable[[], object]) -> bool:
        """Say what the letter waits for, if it does, and see to it that it comes.

        send: done then, where nothing was written since and there is nothing new to look at first.
        """
        why = self._wait()
        if why is None:
            self._forget()
            return False
        if why is Wait.READING:
            self._model.renew()
        elif why is Wait.TRANSLATION:
            self._translating.renew()
        self._told, self._of = (why, self._panel.say(_(why), role="info")), self._letter()
        self._again = send if why in _GOES_ON else None
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
        if self._told is None or self._wait() is self._told[0]:
            return
        why, number = self._told
        self._panel.hush(number)
        self._told = None
        if not self._is_same():
            self._forget()
        elif self._again is not None:
            self._retry.start()  # whoever tells of the change has not finished yet
        elif self._wait() is None and (why is Wait.TEMPLATE or self._translating.look.text):
            self._panel.say(_("It is there now. Send when you have read it."), role="info")

    def _on_retry(self) -> None:
        again, self._again = self._again, None
        if again is not None and self._is_same():
            again()

    def _forget(self) -> None:
        self._again = self._of = None

    def _letter(self) -> tuple[Spot, DraftContent]:
        return spot_of(self._model), self._model.state.letter.content

    def _is_same(self) -> bool:
        """Whether nobody has changed since what was to be sent, and to whom; its first address may have come."""
        if self._of is None:
            return False
        (spot, before), (spot_now, now) = self._of, self._letter()
        is_to_same = not before.to or (before.channel, before.to) == (now.channel, now.to)
        is_said_same = (before.text, before.html, before.cc) == (now.text, now.html, now.cc)
        return spot == spot_now and is_to_same and is_said_same
