# SPDX-License-Identifier: LicenseRef-Desk
"""Watches whether the passwords are still locked, for the bar that says so and for its verb."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desk.ui.live_query import LiveQuery
from desk.ui.passphrase import is_locked, unlocked
from desk.ui.window import LOCKED, Window

if TYPE_CHECKING:  # the services are slow to import, and the window stands before they are there
    from desk.bootstrap import Desk
    from desk.services.store import Session


class LockWatch(QObject):
    """Takes the bar back once the passphrase was given, wherever that was."""

    def __init__(self, window: Window, desk: Desk) -> None:
        super().__init__(window)
        from desk.services.store import Change

        self._window, self._desk = window, desk
        self._locked = LiveQuery(desk, _read, {Change.PROVIDERS}, self)
        self._locked.rows_changed.connect(self._on_read)
        window.unlock_requested.connect(self.unlock)

    def unlock(self) -> None:
        """Ask for the passphrase; whoever declines keeps the bar."""
        self._window.jobs.start(self._unlock(), self)

    def leave(self) -> None:
        """Say nothing of this shop any more."""
        self._locked.blockSignals(True)
        self._window.unlock_requested.disconnect(self.unlock)
        self._window.bars.take_back(LOCKED)

    async def _unlock(self) -> None:
        await unlocked(self._desk)
        self._window.bars.take_back(LOCKED)

    def _on_read(self, is_still: bool) -> None:
        if not is_still:
            self._window.bars.take_back(LOCKED)


def _read(_session: Session) -> bool:
    return is_locked()
