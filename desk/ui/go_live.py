# SPDX-License-Identifier: LicenseRef-Desk
"""Asks before messages really leave."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from desk import clock
from desk.errors import Misconfigured
from desk.translation import _
from desk.ui.jobs import Jobs
from desk.ui.theme import SIZE
from desk.ui.widgets import PrimaryButton, SecondaryButton, Text, ToastStack

if TYPE_CHECKING:  # the services are slow to import
    from desk.bootstrap import Desk

WIDTH = 460


class GoLive(QDialog):
    """What going live means, and two verbs."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Go live"))
        self.setFixedWidth(WIDTH)
        go = PrimaryButton(_("Go live"), "paper-plane-tilt")
        stay = SecondaryButton(_("Stay in trial mode"))
        go.clicked.connect(self.accept)
        stay.clicked.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(SIZE.space_xl, SIZE.space_xl, SIZE.space_xl, SIZE.space_l)
        column.setSpacing(SIZE.space_m)
        column.addWidget(Text(_("Messages will really leave"), "h2"))
        for sentence in (
            _("From now on, active rules send to your customers through the accounts you have set up."),
            _("Messages caught during the trial stay where they are; none of them is sent afterwards."),
        ):
            column.addWidget(Text(sentence, "text2", wrap=True))
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(stay)
        row.addWidget(go)
        column.addLayout(row)
        stay.setFocus()


class GoingLive(QObject):
    """Goes live once a person has agreed; without an account that could send it says so and asks nothing."""

    def __init__(self, desk: Desk, window: QWidget, jobs: Jobs, toasts: ToastStack) -> None:
        super().__init__(window)
        self._desk = desk
        self._parent = window
        self._jobs = jobs
        self._toasts = toasts

    def begin(self) -> None:
        """Look whether it is possible, then ask."""
        self._jobs.start(self._ask(), self)

    async def _ask(self) -> None:
        from desk.services.providers import Roster

        if not await self._desk.db.read(lambda session: Roster(session).in_use(sandbox=False)):
            raise Misconfigured("no_live_account")
        dialog = GoLive(self._parent)
        dialog.accepted.connect(self._on_agreed)
        dialog.open()

    def _on_agreed(self) -> None:
        self._jobs.start(self._go(), self)

    async def _go(self) -> None:
        from desk.services.delivery import go_live
        from desk.services.store import Change

        now = clock.now()
        changes = Change.SETTINGS, Change.DELIVERIES
        await self._desk.db.write(lambda session: go_live(session, now), *changes)
        self._toasts.show_toast(_("Desk is live: messages leave from now on."))
