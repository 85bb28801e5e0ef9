# SPDX-License-Identifier: LicenseRef-Desk
"""Watches what whoever sits at the window may do: somebody may give them another role meanwhile."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desk.ui.live_query import LiveQuery
from desk.ui.window import Window

if TYPE_CHECKING:  # the services are slow to import, and the window stands before they are there
    from desk.bootstrap import Desk
    from desk.services.store import Session


def read_forbidden(session: Session) -> frozenset[str]:
    """Read every deed that they may not do."""
    from desk.services.shop import Rights

    return frozenset(map(str, Rights(session).forbidden()))


class RightsWatch(QObject):
    """Keeps the rights of a window up to date, from the moment at which somebody has taken the seat."""

    def __init__(self, window: Window, desk: Desk) -> None:
        super().__init__(window)
        from desk.services.store import Change

        self._rights = window.commands.rights
        self._query = LiveQuery(desk, read_forbidden, {Change.OPERATORS, Change.SETTINGS}, self)
        self._query.rows_changed.connect(self._rights.take)

    def leave(self) -> None:
        """Hold nothing back any more: nobody sits here, and no page is shown."""
        self._query.blockSignals(True)
        self._rights.take(frozenset())
