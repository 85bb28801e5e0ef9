# SPDX-License-Identifier: LicenseRef-Desk
"""Diagnostics: version, data, services, log; one button copies all of it without naming anybody."""

from collections.abc import Mapping

from PySide6.QtGui import QGuiApplication, QHideEvent, QShowEvent, QTextOption
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPlainTextEdit, QWidget

from desk.translation import N_, _, ngettext
from desk.ui.panes import Context
from desk.ui.panes.settings.diagnostics_model import DiagnosticsModel, ServiceRow, WorkerRow
from desk.ui.panes.settings.sheet import Group, Sheet, scrolled
from desk.ui.theme import SIZE
from desk.ui.widgets import ElidedText, FilterChip, LinkButton, SearchField, SecondaryButton, StateLabel, Text
from desk.ui.wording import formats

TITLE = N_("Diagnostics")
LEAD = N_("Version, service, log")
WORKERS: Mapping[str, str] = {
    "planner": N_("Plans what events ask for"),
    "sender": N_("Sends"),
    "timer": N_("Keeps reminders"),
    "sweep": N_("Looks for anniversaries and due dates"),
    "reconciler": N_("Clears up what was interrupted"),
    "sandbox": N_("Sandbox"),
    "sync": N_("Fetches mail from the mailboxes"),
    "sms_intake": N_("Fetches customers’ SMS"),
    "caretaker": N_("Brings back snoozed conversations"),
    "afterwards": N_("Follows up what was sent"),
    "telling": N_("Tells staff by email"),
    "bots": N_("Runs the bots"),
    "translator": N_("Translates messages"),
    "tidying": N_("Keeps the search quick"),
}
STATES: Mapping[str, tuple[str, str, str]] = {
    "running": ("check-circle", "ok", N_("Runs")),
    "waiting": ("pause-circle", "text2", N_("Waits: another computer does it")),
    "failing": ("x-circle", "danger", N_("Fails, is started again")),
}
WORDS = (
    N_("Log"),
    N_("Data folder"),
    N_("Restart the service"),
    N_("Copy the diagnostic"),
    *WORKERS.values(),
)
WIDTH = 860
LOG_ROWS = 9


class DiagnosticsSheet(Sheet):
    """How Desk itself does."""

    def __init__(self, context: Context) -> None:
        super().__init__(TITLE, LEAD)
        self._context = context
        self.model = DiagnosticsModel(context, self)
        self.copy = SecondaryButton("", "copy")
        self.header.add_action(self.copy)
        self._about, self._service, self._log = (
            Group(N_("This Desk")),
            Group(N_("Desk’s service")),
            Group(N_("Log")),
        )
        self.folder, self.restart = LinkButton("", "folder-open"), LinkButton("", "arrows-clockwise")
        self._facts, self._workers = QGridLayout(), QGridLayout()
        self._state = StateLabel("circle-dashed", "")
        self.search, self.trouble = SearchField(), FilterChip("", "warning")
        self.log = QPlainTextEdit(readOnly=True)
        self.log.setWordWrapMode(QTextOption.WrapMode.NoWrap)
        self._lay_out()
        self._connect()
        self.retranslate()

    def retranslate(self) -> None:
        super().retranslate()
        for group in (self._about, self._service, self._log):
            group.retranslate()
        self.copy.setText(_("Copy the diagnostic"))
        self.copy.setToolTip(_("Facts, service and log; addresses and passwords are blacked out."))
        self.folder.setText(_("Open the folder"))
        self.restart.setText(_("Restart the service"))
        self.search.set_placeholder(_("Search the log"))
        self.trouble.set_text(_("Only warnings and errors"))
        self.log.setAccessibleName(_("Log"))
        self._show_facts()
        self._on_changed()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.model.watch(is_watched=True)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.model.watch(is_watched=False)

    def _connect(self) -> None:
        self.model.changed.connect(self._on_changed)
        self.model.log_changed.connect(self._on_log)
        self.retry_requested.connect(self.model.refresh)
        self.copy.clicked.connect(self._on_copy)
        self.folder.clicked.connect(lambda: self._context.commands.trigger("help.folder"))
        self.restart.clicked.connect(self._on_restart)
        self.search.search_changed.connect(self._on_filter)
        self.trouble.toggled.connect(self._on_filter)

    def _show_facts(self) -> None:
        _empty(self._facts)
        said = {"Database": _("Database"), "System": _("System")}
        facts = [(said.get(name, name), text) for name, text in self.model.facts()]
        facts.append((_("Data folder"), str(self._context.desk.config.home)))
        for row, (name, text) in enumerate(facts):
            self._facts.addWidget(Text(name, "meta"), row, 0)
            self._facts.addWidget(ElidedText(text), row, 1)
        self._facts.setColumnStretch(1, 1)

    def _on_changed(self) -> None:
        state = self.model.state
        self.show_error(state.error)
        if state.services is None:
            return
        alive = [service for service in state.services if service.is_alive]
        self._state.set_state(*_said(alive))
        _empty(self._workers)
        workers = [worker for service in alive for worker in service.workers]
        for row, worker in enumerate(workers):
            self._show_worker(row, worker)
        self._workers.setColumnStretch(2, 1)

    def _show_worker(self, row: int, worker: WorkerRow) -> None:
        icon, role, word = STATES.get(worker.state, ("circle-dashed", "text2", worker.state))
        since = _("since {time}").format(time=formats.moment(worker.since)) if worker.since else ""
        self._workers.addWidget(Text(_(WORKERS.get(worker.name, worker.name))), row, 0)
        self._workers.addWidget(StateLabel(icon, _(word), role), row, 1)
        self._workers.addWidget(Text(_worker_note(worker, since), "meta"), row, 2)

    def _on_log(self) -> None:
        lines = self.model.state.lines
        bar = self.log.verticalScrollBar()
        was_at_end = bar.value() >= bar.maximum() - 2
        place = bar.value()
        self.log.setPlainText("\n".join(lines))
        bar.setValue(bar.maximum() if was_at_end else place)

    def _on_filter(self, *_told: object) -> None:
        self.model.filter(self.search.text(), only_trouble=self.trouble.isChecked())

    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self.model.diagnostic())
        text = _("The diagnostic is copied; addresses and passwords are blacked out.")
        self._context.toasts.show_toast(text, icon="copy")

    def _on_restart(self) -> None:
        self._context.commands.trigger("tools.restart")
        self._context.toasts.show_toast(_("The service is being restarted; messages wait meanwhile."))

    def _lay_out(self) -> None:
        column = scrolled(self.body, width=WIDTH)
        for group in (self._about, self._service, self._log):
            column.addWidget(group)
        column.addStretch(1)
        for grid in (self._facts, self._workers):
            grid.setHorizontalSpacing(SIZE.space_l)
            grid.setVerticalSpacing(SIZE.space_xs)
        self._about.column.addLayout(self._facts)
        self._about.column.addLayout(_row(self.folder, None))
        self._service.column.addLayout(_row(self._state, None, self.restart))
        self._service.column.addLayout(self._workers)
        self._log.column.addLayout(_row(self.search, self.trouble))
        self.log.setMinimumHeight(LOG_ROWS * SIZE.row)
        self._log.column.addWidget(self.log)


def _said(alive: list[ServiceRow]) -> tuple[str, str, str]:
    """Return icon, word and role of how the services do."""
    if not alive:
        return "x-circle", _("The service does not run: nothing leaves."), "danger"
    if any(worker.state == "failing" for service in alive for worker in service.workers):
        return "warning", _("The service runs, with a fault."), "warn"
    if len(alive) > 1:
        said = ngettext("{count} service runs.", "{count} services run.", len(alive))
        return "check-circle", said.format(count=len(alive)), "ok"
    beat = alive[0].beat_at
    last = formats.moment(beat) if beat is not None else ""
    return "check-circle", _("The service runs; last sign of life {time}.").format(time=last), "ok"


def _worker_note(worker: WorkerRow, since: str) -> str:
    if not worker.failures:
        return since
    said = ngettext("{count} failure", "{count} failures", worker.failures).format(count=worker.failures)
    return " · ".join(part for part in (since, said, worker.code) if part)


def _row(*widgets: QWidget | None) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(SIZE.space_s)
    for widget in widgets:
        if widget is None:
            row.addStretch(1)
        else:
            row.addWidget(widget)
    return row


def _empty(grid: QGridLayout) -> None:
    while grid.count():
        item = grid.takeAt(0)
        widget = item.widget() if item is not None else None
        if widget is not None:
            widget.hide()
            widget.deleteLater()
