# SPDX-License-Identifier: LicenseRef-Desk
"""The bar at the bottom: whether the service runs, what waits, whether anything leaves, what is going on."""

from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QWidget

from desk.translation import _, ngettext
from desk.ui.jobs import Jobs, Progress
from desk.ui.service_child import ServiceHealth, ServiceState
from desk.ui.theme import SIZE
from desk.ui.widgets.buttons import LinkButton
from desk.ui.widgets.empty_state import IconMark
from desk.ui.widgets.info_bar import announce
from desk.ui.widgets.labels import Text
from desk.ui.widgets.progress_pill import ProgressPill
from desk.ui.widgets.speaks import Speaks
from desk.ui.wording import formats

HEIGHT = 28
TICK_MS = 10_000
_TEXT_ROLES = {"warn": "warning", "danger": "problem"}


@dataclass(frozen=True, slots=True, kw_only=True)
class MailboxesHealth:
    """How many mailboxes are synced, how many of them bring no mail, and when one was last looked into.

    is_stopped: one of them waits for a person.
    """

    count: int
    failing: int = 0
    is_stopped: bool = False
    synced_at: datetime | None = None


class StatusItem(QWidget):
    """One thing the bar says: icon and word, and a verb when there is one. verb_requested(); clicked()."""

    verb_requested = Signal()
    clicked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._mark = IconMark("circle", "text2", SIZE.icon_m)
        self._label = Text("", "meta")
        self._verb = LinkButton("")
        self._verb.clicked.connect(self.verb_requested)
        self._said = ""
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SIZE.space_s)
        row.addWidget(self._mark)
        row.addWidget(self._label)
        row.addWidget(self._verb)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self.hide()

    def say(self, icon: str, text: str, role: str = "text2", verb: str = "") -> None:
        """Show `text` (translated); amber and red ones are announced once."""
        self._mark.set_icon(icon, role)
        self._label.setText(text)
        self._label.set_role(_TEXT_ROLES.get(role, "meta"))
        self._verb.setText(verb)
        self._verb.setAccessibleName(f"{verb}, {text}")
        self._verb.setVisible(bool(verb))
        self.show()
        if role in ("warn", "danger") and text != self._said:
            announce(self, text)
        self._said = text

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        self.clicked.emit()

    def text(self) -> str:
        """Return what it says."""
        return self._label.text()


class StatusBar(Speaks, QFrame):
    """The bar. A verb or an item was pressed: restart_requested(), go_live_requested(), outbox_requested().

    mailboxes_requested(): the one of the mailboxes.
    """

    restart_requested = Signal()
    mailboxes_requested = Signal()
    go_live_requested = Signal()
    outbox_requested = Signal()

    def __init__(self, jobs: Jobs) -> None:
        super().__init__()
        self.setProperty("role", "rail")
        self.setFixedHeight(HEIGHT)
        self._jobs = jobs
        self._health: ServiceHealth | None = None
        self._waiting: int | None = None
        self._mailboxes = MailboxesHealth(count=0)
        self._is_trial = False
        self._trouble = ""
        self.service, self.outbox, self.trial = StatusItem(), StatusItem(), StatusItem()
        self.mailboxes, self.clock = StatusItem(), StatusItem()
        for signal in (self.mailboxes.clicked, self.mailboxes.verb_requested):
            signal.connect(self.mailboxes_requested)
        self.mailboxes.setCursor(Qt.CursorShape.PointingHandCursor)
        self.service.verb_requested.connect(self.restart_requested)
        self.trial.verb_requested.connect(self.go_live_requested)
        self.outbox.clicked.connect(self.outbox_requested)
        self.outbox.setCursor(Qt.CursorShape.PointingHandCursor)
        self._work = QHBoxLayout()
        self._pills: dict[Progress, ProgressPill] = {}
        self._lay_out()
        jobs.progress_changed.connect(self._show_jobs)
        self._tick = QTimer(self, interval=TICK_MS)
        self._tick.timeout.connect(self.retranslate)
        self._tick.start()

    @property
    def is_running(self) -> bool:
        """Whether the service is known to run."""
        return self._health is not None and self._health.state is ServiceState.RUNNING

    def show_health(self, health: ServiceHealth) -> None:
        """Say how the service fares."""
        self._health = health
        self.retranslate()

    def show_mailboxes(self, health: MailboxesHealth) -> None:
        """Say whether mail arrives."""
        self._mailboxes = health
        self.retranslate()

    def show_waiting(self, count: int) -> None:
        """Say how many deliveries have not left yet."""
        self._waiting = count
        self.retranslate()

    def show_trial(self, is_trial: bool) -> None:
        """Say whether nothing really leaves."""
        self._is_trial = is_trial
        self.retranslate()

    def show_trouble(self, text: str) -> None:
        """Say that the data cannot be read (translated); "" when they can again."""
        self._trouble = text
        self.retranslate()

    def forget(self) -> None:
        """Say nothing of a shop until there is one again."""
        self._health = self._waiting = None
        self._mailboxes = MailboxesHealth(count=0)
        self._is_trial, self._trouble = False, ""
        for item in (self.service, self.mailboxes, self.outbox, self.trial, self.clock):
            item.hide()

    def retranslate(self) -> None:
        """Say everything in the current language, as of now."""
        self.setAccessibleName(_("Status"))
        self._say_service()
        self._say_mailboxes()
        if self._waiting is not None:
            text = ngettext("{count} message waiting", "{count} messages waiting", self._waiting)
            self.outbox.say("paper-plane-tilt", text.format(count=formats.number(self._waiting)))
        if self._is_trial:
            self.trial.say("test-tube", _("TRIAL MODE – nothing is sent"), "warn", _("Go live…"))
        else:
            self.trial.hide()
        if self.sizeHint().width() > self.width():
            self.clock.hide()  # what is wrong, and what can be done, goes first

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.retranslate()

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(SIZE.space_m, 0, SIZE.space_m, 0)
        row.setSpacing(SIZE.space_l)
        for item in (self.service, self.mailboxes, self.outbox, self.trial):
            row.addWidget(item)
        row.addStretch(1)
        row.addLayout(self._work)
        row.addWidget(self.clock)

    def _say_service(self) -> None:
        if self._trouble:
            self.service.say("database", self._trouble, "danger")
            return
        if self._health is None:
            return
        match self._health.state:
            case ServiceState.STARTING:
                self.service.say("spinner-gap", _("The service is starting…"))
            case ServiceState.RUNNING:
                self.service.say("check-circle", _("The service is running"), "ok")
            case ServiceState.FAILING:
                names = ", ".join(self._health.failing)
                text = _("The service has trouble: {names}").format(names=names)
                self.service.say("warning", text, "warn", _("Restart"))
            case ServiceState.STOPPED:
                text = _("The service is not running: messages wait")
                self.service.say("warning-circle", text, "danger", _("Restart"))
        self._say_clock(self._health.beat_at)

    def _say_mailboxes(self) -> None:
        boxes = self._mailboxes
        if not boxes.count:
            self.mailboxes.hide()
        elif boxes.failing:
            text = ngettext("{count} mailbox failing", "{count} mailboxes failing", boxes.failing)
            said = text.format(count=formats.number(boxes.failing))
            icon, role = ("warning-circle", "danger") if boxes.is_stopped else ("warning", "warn")
            self.mailboxes.say(icon, said, role, _("See which"))
        else:
            text = ngettext("{count} mailbox", "{count} mailboxes", boxes.count)
            said = text.format(count=formats.number(boxes.count))
            since = formats.time(boxes.synced_at) if boxes.synced_at is not None else ""
            told = _("{mailboxes}, synced {time}").format(mailboxes=said, time=since)
            self.mailboxes.say("mailbox", told if since else said)

    def _say_clock(self, beat_at: datetime | None) -> None:
        if beat_at is None:
            self.clock.hide()
            return
        self.clock.say("clock", _("Last pass {time}").format(time=formats.time(beat_at)))

    def _show_jobs(self) -> None:
        running = self._jobs.progress()
        for gone in [one for one in self._pills if one not in running]:
            pill = self._pills.pop(gone)
            self._work.removeWidget(pill)
            pill.deleteLater()
        for progress in running:
            if progress not in self._pills:
                pill = ProgressPill()
                pill.cancel_requested.connect(progress.cancel)
                self._work.addWidget(pill)
                self._pills[progress] = pill
            self._pills[progress].set_progress(_job_text(progress), progress.share)


def _job_text(progress: Progress) -> str:
    parts = [progress.title]
    if progress.share is not None:
        parts.append(formats.percent(progress.share))
    if progress.remaining_s is not None:
        parts.append(_("{seconds} s left").format(seconds=round(progress.remaining_s)))
    return " · ".join(parts)
