# SPDX-License-Identifier: LicenseRef-Desk
"""Looks for customers who have an address already, while it is typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from desk.models.vocabulary import PointKind
from desk.services.shop import CustomerRow
from desk.ui.panes.customers.readings import read_twins

if TYPE_CHECKING:
    from desk.bootstrap import Desk
    from desk.ui.jobs import Jobs

REST_MS = 200

Addresses = tuple[tuple[PointKind, str], ...]


class TwinSearch(QObject):
    """found(tuple of CustomerRow): who has one of the addresses asked for last."""

    found = Signal(object)

    def __init__(self, desk: Desk, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._jobs = jobs
        self._wanted: Addresses = ()
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self._ask)

    def look(self, addresses: Addresses) -> None:
        """Look for customers with one of `addresses` once typing rests."""
        if addresses == self._wanted:
            return
        self._wanted = addresses
        if addresses:
            self._rest.start()
        else:
            self._rest.stop()
            self.found.emit(())

    def _ask(self) -> None:
        self._jobs.start(self._find(self._wanted), self)

    async def _find(self, addresses: Addresses) -> None:
        rows: tuple[CustomerRow, ...] = await self._desk.db.read(
            lambda session: read_twins(session, addresses)
        )
        if addresses == self._wanted:
            self.found.emit(rows)
