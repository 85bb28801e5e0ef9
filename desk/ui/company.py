# SPDX-License-Identifier: LicenseRef-Desk
"""What runs beside the pages of an open shop: its service, what watches for the frame, the search."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desk.ui.service_child import ServiceChild, ServiceState, ServiceWatch
from desk.ui.window import Window

if TYPE_CHECKING:  # the services are slow to import, and the window stands before they are there
    from desk.bootstrap import Desk
    from desk.ui.lock_watch import LockWatch
    from desk.ui.notice_watch import NoticeWatch
    from desk.ui.rights_watch import RightsWatch
    from desk.ui.shop_watch import ShopWatch


class Company(QObject):
    """Begins and ends with a shop. starts_service: no when nothing may happen meanwhile."""

    def __init__(self, window: Window, *, starts_service: bool) -> None:
        super().__init__(window)
        self._window, self._starts_service = window, starts_service
        self.child: ServiceChild | None = None
        self._watch: ShopWatch | None = None
        self._notices: NoticeWatch | None = None
        self._rights: RightsWatch | None = None
        self._lock: LockWatch | None = None

    def start(self, desk: Desk) -> None:
        """Start everything that shows something of the shop."""
        from desk.ui.lock_watch import LockWatch
        from desk.ui.notice_watch import NoticeWatch
        from desk.ui.shop_watch import ShopWatch

        self.start_service(desk)
        self._lock = LockWatch(self._window, desk)
        self._watch = ShopWatch(self._window, desk)
        self._notices = NoticeWatch(self._window, desk)
        self._search_in(desk)

    def start_service(self, desk: Desk) -> None:
        """Start the service alone, unless it runs: messages do not wait for anybody to sign in."""
        if self.child is not None:
            return
        self.child = ServiceChild(desk.config, self, is_wanted=self._starts_service)
        self.child.health_changed.connect(self._window.status.show_health)
        self._window.status.show_health(self.child.health)
        ServiceWatch(desk, self.child)

    def watch_rights(self, desk: Desk) -> None:
        """Hold back what whoever has just taken the seat may not do."""
        from desk.ui.rights_watch import RightsWatch

        self._rights = RightsWatch(self._window, desk)

    def restart(self) -> None:
        """End the service and start it anew."""
        if self.child is not None:
            self._window.jobs.start(self._restart(self.child), self)

    async def see_off(self) -> None:
        """Let what was just sent leave before our service ends; a service of others goes on without us."""
        from desk.ui.parting import see_off

        if self._is_parting:
            await see_off(self._window, is_served=self._is_served)

    async def make_way(self) -> None:
        """Hide the shop at once, from whoever comes after a lock too, and let leave what was just sent."""
        from desk.ui.parting import see_off

        self._window.pages.cover()
        self._window.search.close_palette()
        self._window.search.look_into()
        if self._is_parting:
            await see_off(self._window, is_closing=False, is_served=self._is_served)

    @property
    def _is_parting(self) -> bool:
        """Whether nobody sends any more once this window has gone."""
        return self.child is not None and (self.child.is_ours or not self._is_served)

    @property
    def _is_served(self) -> bool:
        return self.child is None or self.child.health.state is not ServiceState.STOPPED

    async def leave(self) -> None:
        """Stop everything."""
        child, self.child = self.child, None
        for watch in (self._watch, self._notices, self._rights, self._lock):
            if watch is not None:
                watch.leave()
                watch.deleteLater()
        self._watch = self._notices = self._rights = self._lock = None
        self._window.search.look_into()
        if child is not None:
            child.health_changed.disconnect(self._window.status.show_health)
            await child.stop()
            child.deleteLater()

    async def _restart(self, child: ServiceChild) -> None:
        await child.stop()
        child.restart()

    def _search_in(self, desk: Desk) -> None:
        from desk.ui.palette_sources import Actions, Keys, Pages, stored_sources

        window = self._window
        navigate = window.pages.navigate
        window.search.look_into(
            Pages(navigate, window.commands),
            *stored_sources(desk, navigate),
            Actions(window.commands),
            Keys(window.commands),
        )
