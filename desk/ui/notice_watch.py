# SPDX-License-Identifier: LicenseRef-Desk
"""Watches what is new for whoever works here: the bell, and a note on the desktop where there is one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QSystemTrayIcon

from desk import clock
from desk.ui.bell import Line
from desk.ui.live_query import LiveQuery
from desk.ui.theme import icon
from desk.ui.window import Window

if TYPE_CHECKING:  # the services are slow to import, and the window stands before they are there
    from desk.bootstrap import Desk
    from desk.services.inbox import NoticeRow
    from desk.services.store import Session

MOST = 30
TELL_MS = 8_000
LEAVE_MS = 20_000
"""The icon goes from the desktop's bar some time after the last note."""
_TOLD = frozenset({"assigned", "replied", "mentioned", "failed"})


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """What is new. operator_id: for whom; "" for nobody. wants_desktop: whether they want notes on the desktop."""

    operator_id: str = ""
    lines: tuple[Line, ...] = ()
    unread: int = 0
    wants_desktop: bool = True


def read_news(session: Session) -> News:
    """Read it."""
    from desk.services.inbox import Notices
    from desk.services.shop import Operators

    me = Operators(session).at_work()
    if me is None:
        return News()
    keeper = Notices(session)
    return News(
        operator_id=me.id,
        lines=tuple(_line(row) for row in keeper.page(me.id, limit=MOST)),
        unread=keeper.unread(me.id),
        wants_desktop=me.wishes.desktop,
    )


class NoticeWatch(QObject):
    """Keeps the bell of a window up to date, and tells outside it what is new while nobody looks at the window."""

    def __init__(self, window: Window, desk: Desk) -> None:
        super().__init__(window)
        from desk.services.store import Change

        self._window, self._desk = window, desk
        self._news = News()
        self._known: frozenset[str] | None = None
        self._told: Line | None = None
        self._tray: QSystemTrayIcon | None = None
        self._leave = QTimer(self, singleShot=True, interval=LEAVE_MS)
        self._leave.timeout.connect(self._on_leave)
        topics = {Change.NOTICES, Change.OPERATORS, Change.SETTINGS}
        self._query = LiveQuery(desk, read_news, topics, self)
        self._query.rows_changed.connect(self._on_news)
        window.top.bell.line_wanted.connect(self.open)
        window.top.bell.all_read_wanted.connect(self._on_all_read)

    def leave(self) -> None:
        """Say nothing of this shop any more."""
        self._query.blockSignals(True)
        self._window.top.bell.show_lines((), 0)
        self._window.top.bell.line_wanted.disconnect(self.open)
        self._window.top.bell.all_read_wanted.disconnect(self._on_all_read)
        self._on_leave()

    def open(self, line: Line) -> None:
        """Show what a notice is about, and note that it was read."""
        self._window.jobs.start(self._mark_read((line.id,)), self)
        if line.conversation_id:
            self._window.pages.navigate(
                "messages", conversation_id=line.conversation_id, message_id=line.message_id
            )

    def _on_all_read(self) -> None:
        self._window.jobs.start(self._mark_read(()), self)

    async def _mark_read(self, ids: tuple[str, ...]) -> None:
        from desk.services.inbox import Notices
        from desk.services.store import Change

        operator_id, now = self._news.operator_id, clock.now()
        await self._desk.db.write(
            lambda session: Notices(session).mark_read(operator_id, now, ids=ids), Change.NOTICES
        )

    def _on_news(self, news: News) -> None:
        self._news = news
        self._window.top.bell.show_lines(news.lines, news.unread)
        unread = {f"{one.id} {one.at}": one for one in news.lines if not one.is_read and one.kind in _TOLD}
        known, self._known = self._known, frozenset(unread)
        fresh = [] if known is None else [one for key, one in unread.items() if key not in known]
        if fresh and news.wants_desktop and not self._is_looked_at():
            self._tell(fresh)

    def _is_looked_at(self) -> bool:
        active = QGuiApplication.applicationState() is Qt.ApplicationState.ApplicationActive
        return active and not self._window.isMinimized()

    def _tell(self, fresh: list[Line]) -> None:
        """Show one note for the newest; a desktop without a place for it has the bell."""
        QApplication.alert(self._window)
        if not QSystemTrayIcon.isSystemTrayAvailable():
            return
        tray = self._shown_tray()
        self._told = fresh[0]
        tray.showMessage(fresh[0].title, fresh[0].subject, icon("bell"), TELL_MS)
        self._leave.start()

    def _shown_tray(self) -> QSystemTrayIcon:
        if self._tray is None:
            self._tray = QSystemTrayIcon(icon("storefront", "primary"), self)
            self._tray.setToolTip("Desk")
            self._tray.messageClicked.connect(self._on_clicked)
            self._tray.activated.connect(self._on_clicked)
        self._tray.show()
        return self._tray

    def _on_clicked(self, *_how: object) -> None:
        self._window.showNormal()
        self._window.raise_()
        self._window.activateWindow()
        if self._told is not None:
            self.open(self._told)
        self._told = None

    def _on_leave(self) -> None:
        if self._tray is not None:
            self._tray.hide()


def _line(row: NoticeRow) -> Line:
    return Line(
        id=row.id,
        kind=row.kind,
        who=str(row.detail.get("who", "")),
        subject=str(row.detail.get("subject", "")),
        at=row.created_at,
        is_read=row.is_read,
        conversation_id=row.conversation_id or "",
        message_id=row.message_id or "",
    )
