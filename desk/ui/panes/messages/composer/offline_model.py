# SPDX-License-Identifier: LicenseRef-Desk
"""Learns whether mail can leave at all, and how many replies wait until it can."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desk import clock
from desk.models.vocabulary import Channel
from desk.services.delivery import History, HistoryFilter
from desk.services.providers import Health, Roster
from desk.services.shop import Settings
from desk.services.store import Change, Session
from desk.ui.jobs import Jobs
from desk.ui.live_query import LiveQuery

if TYPE_CHECKING:
    from desk.bootstrap import Desk

MOST = 99
_AWAY = frozenset(
    {"host_unknown", "connection_refused", "connect_timeout", "timeout", "unreachable", "connection_lost"}
)
"""Complaints of an account that speak of the network, not of the account."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Offline:
    """What is known. waiting: replies whose time has come, at most MOST. details: what the account last said."""

    is_offline: bool = False
    waiting: int = 0
    details: str = ""
    account_ids: tuple[str, ...] = ()


def read_offline(session: Session) -> Offline:
    """Read it: offline is when every account for mail is out of reach."""
    is_trial = Settings(session).get().trial_mode
    accounts = [one for one in Roster(session).in_use(sandbox=is_trial) if one.channel is Channel.EMAIL]
    away = [one for one in accounts if one.health is Health.FAILING and one.health_code in _AWAY]
    if not away or len(away) < len(accounts):
        return Offline()
    now = clock.now()
    written = History(session).page(
        HistoryFilter(rule_id="", channel=Channel.EMAIL, waiting=True), limit=MOST
    )
    return Offline(
        is_offline=True,
        waiting=sum(one.due_at <= now for one in written),
        details=away[0].health_text,
        account_ids=tuple(one.id for one in away),
    )


class OfflineModel(QObject):
    """changed(): `state` is another one."""

    changed = Signal()

    def __init__(self, desk: "Desk", jobs: Jobs, parent: QObject) -> None:
        super().__init__(parent)
        self.state = Offline()
        self._desk, self._jobs = desk, jobs
        topics = {Change.PROVIDERS, Change.DELIVERIES, Change.SETTINGS}
        self._query = LiveQuery(desk, read_offline, topics, self)
        self._query.rows_changed.connect(self._on_read)

    def retry(self) -> None:
        """Let the accounts be tried again at once."""
        self._jobs.start(self._retry(self.state.account_ids), self)

    async def _retry(self, account_ids: tuple[str, ...]) -> None:
        now = clock.now()

        def work(session: Session) -> None:
            for one in account_ids:
                Roster(session).release(one, at=now)

        await self._desk.db.write(work, Change.PROVIDERS)

    def _on_read(self, state: Offline) -> None:
        if state != self.state:
            self.state = state
            self.changed.emit()
