# SPDX-License-Identifier: LicenseRef-Desk
"""The notes that say what was done and whom it tells, with undo while it can be undone."""

from functools import partial

import shiboken6
from PySide6.QtCore import QObject

from desk import clock
from desk.translation import _
from desk.ui.panes.records import outcome
from desk.ui.panes.records.deed import Done, TakenBack
from desk.ui.panes.records.deeds import RecordDeeds
from desk.ui.panes.records.readings import Decided
from desk.ui.widgets import Toast, ToastStack

SECONDS = 12.0
"""How long a note with undo stays; afterwards Ctrl+Z and the event feed still undo."""


class Notes(QObject):
    """Shows a note for each deed; the note grows when the service has decided."""

    def __init__(self, deeds: RecordDeeds, toasts: ToastStack, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._deeds = deeds
        self._toasts = toasts
        self._shown: dict[int, Toast] = {}
        deeds.done.connect(self._on_done)
        deeds.decided.connect(self._on_decided)
        deeds.taken_back.connect(self._on_taken_back)
        deeds.too_late.connect(self._on_too_late)

    def _on_done(self, done: Done) -> None:
        text = outcome.done_text(done, clock.now())
        if done.event_ids:
            text = f"{text} {outcome.looking_text()}"
        icon = "warning" if done.clashes else "check-circle"
        self._shown[done.number] = self._toasts.show_toast(
            text, self._verbs(done), seconds=SECONDS, icon=icon
        )

    def _on_decided(self, done: Done, decided: Decided) -> None:
        now = clock.now()
        text = f"{outcome.done_text(done, now)} {outcome.decided_text(decided, now)}"
        toast = self._shown.pop(done.number, None)
        if toast is not None and shiboken6.isValid(toast):
            toast.set_text(text)
        else:
            self._toasts.show_toast(text, self._verbs(done), seconds=SECONDS)

    def _on_taken_back(self, taken: TakenBack) -> None:
        self._toasts.show_toast(outcome.taken_back_text(taken), icon="arrow-u-up-left")

    def _on_too_late(self, done: Done) -> None:
        self._toasts.show_toast(outcome.too_late_text(done), icon="warning", seconds=SECONDS)

    def _verbs(self, done: Done) -> list[tuple[str, partial[None]]]:
        return [(_("Undo"), partial(self._deeds.undo, done))] if done.changes else []
