# SPDX-License-Identifier: LicenseRef-Desk
"""Hears when the data can be written again, after they could not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desk.errors import Unavailable
from desk.ui.live_query import Ears

if TYPE_CHECKING:  # the services are slow to import, and the window stands before they are there
    from desk.bootstrap import Desk

PASSING = frozenset({"disk_full", "disk_error", "database_busy"})
"""What the next thing that is written proves to be over."""


class StoreTrouble(QObject):
    """over(): something was written, here or by the service, since the data could not be."""

    over = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._desk: Desk | None = None
        self._ears: Ears | None = None

    def attach(self, desk: Desk | None) -> None:
        """Listen to the data of `desk` from now on; None: to none."""
        self._hush()
        self._desk = desk

    def meet(self, error: BaseException) -> None:
        """Take note of what was said last; only of some failures it can be heard that they are over."""
        self._hush()
        if self._desk is not None and isinstance(error, Unavailable) and error.code in PASSING:
            from desk.services.store import Change

            self._ears = Ears(self._desk, tuple(Change), self)
            self._ears.folded.connect(self._on_written)

    def _on_written(self) -> None:
        self._hush()
        self.over.emit()

    def _hush(self) -> None:
        if self._ears is not None:
            self._ears.deleteLater()
            self._ears = None
