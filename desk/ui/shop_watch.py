# SPDX-License-Identifier: LicenseRef-Desk
"""Watches what the frame of the window says about the shop: trial mode, zone, who works here, what waits."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject

from desk.translation import _
from desk.ui.bars import Notice
from desk.ui.live_query import LiveQuery
from desk.ui.next_steps import CLOSED, KEPT, Steps, read_steps
from desk.ui.status_bar import MailboxesHealth
from desk.ui.window import Window
from desk.ui.wording import failure_text, formats, word

if TYPE_CHECKING:  # the services are slow to import, and the window stands before they are there
    from desk.bootstrap import Desk
    from desk.services.store import Session

FAILS = frozenset({"refused", "failing"})
ARRIVES = "mail_unreadable"
"""A health code with which all other mail arrives."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShopStatus:
    """What the frame shows of the shop. quiet: wall times of the usual quiet hours. role: of the operator."""

    is_trial: bool
    is_sample: bool
    zone: str
    quiet: tuple[str, str]
    operator: str = ""
    role: str = ""


def read_status(session: Session) -> ShopStatus:
    """Read it."""
    from desk.services.rules import QuietHours
    from desk.services.shop import Locations, Operators, Settings

    settings = Settings(session).get()
    place = Locations(session).default()
    person = Operators(session).at_work()
    quiet = QuietHours()
    return ShopStatus(
        is_trial=settings.trial_mode,
        is_sample=settings.is_sample,
        zone=place.zone if place is not None else settings.timezone,
        quiet=(quiet.start, quiet.end),
        operator=person.name if person is not None else "",
        role=person.role.value if person is not None else "",
    )


def read_mailboxes(session: Session) -> MailboxesHealth:
    """Read how the mailboxes do that are synced."""
    from desk.services.inbox import Mailboxes

    boxes = [box for box in Mailboxes(session).page() if box.is_active and not box.is_sandbox]
    failing = [box for box in boxes if box.health in FAILS and box.health_code != ARRIVES]
    synced = [box.synced_at for box in boxes if box.synced_at is not None]
    return MailboxesHealth(
        count=len(boxes),
        failing=len(failing),
        is_stopped=any(box.health == "refused" for box in failing),
        synced_at=max(synced, default=None),
    )


def read_waiting(session: Session) -> int:
    """Read how many deliveries have not left yet."""
    from desk.services.delivery import History

    return History(session).waiting()


class ShopWatch(QObject):
    """Keeps rail, top bar, bars and status bar of a window up to date."""

    def __init__(self, window: Window, desk: Desk) -> None:
        super().__init__(window)
        from desk.services.store import Change

        self._window = window
        self._said: ShopStatus | None = None
        shop = {Change.SETTINGS, Change.LOCATIONS, Change.PROVIDERS}
        self._status = LiveQuery(desk, read_status, shop, self)
        self._status.rows_changed.connect(self._on_status)
        self._status.error_changed.connect(self._on_error)
        self._waiting = LiveQuery(desk, read_waiting, {Change.DELIVERIES}, self)
        self._waiting.rows_changed.connect(window.status.show_waiting)
        self._mailboxes = LiveQuery(desk, read_mailboxes, {Change.MAILBOXES}, self)
        self._mailboxes.rows_changed.connect(window.status.show_mailboxes)
        ways = {Change.SETTINGS, Change.PROVIDERS, Change.CUSTOMERS, Change.RULES}
        self._steps = LiveQuery(desk, read_steps, ways, self)
        self._steps.rows_changed.connect(self._on_steps)
        window.installEventFilter(self)

    def leave(self) -> None:
        """Say nothing of this shop any more, even when an answer is still under way."""
        self._said = None
        for query in (self._status, self._waiting, self._mailboxes, self._steps):
            query.blockSignals(True)
        self._window.removeEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LanguageChange and self._said is not None:
            self._on_status(self._said)
        return False

    def _on_status(self, status: ShopStatus) -> None:
        window = self._window
        self._said = status
        formats.use_zone(status.zone)
        window.status.show_trial(status.is_trial and not status.is_sample)
        window.top.quiet.set_hours(*status.quiet)
        window.rail.show_person(status.operator, word("role", status.role))
        if status.is_sample:
            text = _("Sample shop – nothing is sent. Try everything.")
            window.bars.say(
                "sample", Notice(text=text, role="info", verb=_("Leave the sample"), deed=self._leave)
            )
        else:
            window.bars.take_back("sample")

    def _on_steps(self, steps: Steps) -> None:
        if self._window.places.text(KEPT) != CLOSED:
            self._window.steps.show_steps(steps)

    def _leave(self) -> None:
        self._window.commands.trigger("file.own")

    def _on_error(self, error: Exception | None) -> None:
        trouble = failure_text(error).title if error is not None else ""
        self._window.status.show_trouble(trouble)
