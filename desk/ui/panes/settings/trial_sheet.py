# SPDX-License-Identifier: LicenseRef-Desk
"""Trial mode: going live and back, what was caught meanwhile, and the faults one can switch on."""

from PySide6.QtWidgets import QHBoxLayout

from desk.services.sandbox import LABELS, CaptureCard
from desk.translation import N_, _, ngettext
from desk.ui.go_live import GoLive
from desk.ui.panes import Context
from desk.ui.panes.settings import played_text
from desk.ui.panes.settings.captures import CaptureTable, CaptureView
from desk.ui.panes.settings.faults_editor import FaultsEditor
from desk.ui.panes.settings.question import Question
from desk.ui.panes.settings.sheet import Group, Sheet, scrolled
from desk.ui.panes.settings.trial_model import TrialModel, TrialStanding
from desk.ui.theme import SIZE
from desk.ui.widgets import EmptyState, LinkButton, PrimaryButton, SecondaryButton, StateLabel, Text
from desk.ui.wording import failure_text, formats

TITLE = N_("Trial mode and sandbox")
LEAD = N_("Going live, captures, faults")
WORDS = (N_("Go live"), N_("Captured messages"), played_text.TITLE, N_("Faults to try"), *LABELS.values())
TABLE_ROWS = 8
WIDTH = 860


class TrialSheet(Sheet):
    """Nothing leaves before this page says so."""

    def __init__(self, context: Context) -> None:
        super().__init__(TITLE, LEAD)
        self._context = context
        self.model = TrialModel(context, self)
        self._mode = Group(N_("How the shop stands"))
        self._caught = Group(
            N_("Captured messages"), N_("Every message of the trial ends here. Enter opens one.")
        )
        self._played = Group(played_text.TITLE, played_text.NOTE)
        self._faulty = Group(
            N_("Faults to try"),
            N_("Let the sandbox misbehave, and see that nothing is lost and nothing is sent twice."),
        )
        self.state = StateLabel("flask", "")
        self._sentence = Text("", "text2", wrap=True)
        self.live, self.back = PrimaryButton("", "paper-plane-tilt"), SecondaryButton("", "flask")
        self.accounts = LinkButton("", "plus")
        self.table, self.faults = CaptureTable(context), FaultsEditor()
        self.play = played_text.PlayedTextForm(context)
        self.clear = LinkButton("", "trash", quiet=True)
        self._none = EmptyState("tray", "")
        self._lay_out()
        self._connect()
        context.commands.rights.guard("go_live", self.live, self.back)
        self.retranslate()

    def retranslate(self) -> None:
        super().retranslate()
        for group in (self._mode, self._caught, self._played, self._faulty):
            group.retranslate()
        self.play.retranslate()
        self.live.setText(_("Go live…"))
        self.back.setText(_("Back to trial mode"))
        self.accounts.setText(_("Add an account"))
        self.clear.setText(_("Empty the list"))
        self._none.set_texts(
            _("Nothing was caught yet. Change the status of an order, and its message appears here.")
        )
        self.table.retranslate()
        self.faults.retranslate()
        self._on_changed()

    def _connect(self) -> None:
        model = self.model
        model.changed.connect(self._on_changed)
        model.went_live.connect(self._on_live)
        model.went_back.connect(self._on_back)
        model.refused.connect(self._on_refused)
        model.opened.connect(self._on_opened)
        self.retry_requested.connect(self._on_retry)
        self.live.clicked.connect(self._ask_live)
        self.back.clicked.connect(model.go_back)
        self.accounts.clicked.connect(self._to_accounts)
        self.clear.clicked.connect(self._ask_clear)
        self.table.opened.connect(model.open)
        self.faults.put.connect(model.put_faults)

    def _on_changed(self) -> None:
        state = self.model.state
        if state.error is not None:
            self.show_error(state.error)
        if state.standing is not None:
            self._show(state.standing)

    def _show(self, standing: TrialStanding) -> None:
        if standing.is_trial:
            self.state.set_state("flask", _("Trial mode: nothing leaves"), "warn")
        else:
            self.state.set_state("paper-plane-tilt", _("In service: messages leave"), "ok")
        self._sentence.setText(_sentence(standing))
        self.live.setVisible(standing.is_trial and not standing.is_sample)
        self.live.setEnabled(standing.is_ready)
        self.accounts.setVisible(not standing.is_ready and not standing.is_sample)
        self.back.setVisible(not standing.is_trial)
        self._played.setVisible(standing.is_trial)
        self.table.setVisible(bool(standing.captured))
        self._none.setVisible(not standing.captured)
        self.clear.setVisible(bool(standing.captured))
        self.faults.show_faults(standing.faults)

    def _ask_live(self) -> None:
        dialog = GoLive(self)
        dialog.accepted.connect(self.model.go_live)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _ask_clear(self) -> None:
        sentence = _(
            "The messages that were caught can then no longer be looked at. The history of sends stays."
        )
        Question(self, _("Empty the list of captured messages?"), sentence, _("Empty the list")).ask(
            self.model.clear
        )

    def _on_live(self, cancelled: int) -> None:
        text = _("Desk is live: messages leave from now on.")
        if cancelled:
            said = ngettext(
                "{count} message of the trial that still waited was called off.",
                "{count} messages of the trial that still waited were called off.",
                cancelled,
            )
            text = f"{text} {said.format(count=cancelled)}"
        self.bar.hide()
        self._context.toasts.show_toast(text)

    def _on_back(self) -> None:
        text = _("Trial mode: from now on every message is caught.")
        self._context.toasts.show_toast(text, icon="flask")

    def _on_refused(self, error: Exception) -> None:
        failure = failure_text(error)
        text = f"{failure.title} {failure.sentence}".strip()
        is_account = getattr(error, "code", "") == "no_live_account"
        self._leads_to_accounts = is_account
        verb = _("Add an account") if is_account else _("Try again")
        self.bar.show_message(text, verb=verb, details=failure.detail)

    def _on_retry(self) -> None:
        if getattr(self, "_leads_to_accounts", False):
            self._to_accounts()
        else:
            self.bar.hide()
            self.model.refresh()

    def _to_accounts(self) -> None:
        self._context.navigate("settings", page="accounts")

    def _on_opened(self, card: CaptureCard) -> None:
        CaptureView(card, self).open()

    def _lay_out(self) -> None:
        column = scrolled(self.body, width=WIDTH)
        for group in (self._mode, self._played, self._caught, self._faulty):
            column.addWidget(group)
        column.addStretch(1)
        self._mode.column.addWidget(self.state)
        self._mode.column.addWidget(self._sentence)
        row = QHBoxLayout()
        row.setSpacing(SIZE.space_s)
        for widget in (self.live, self.back, self.accounts):
            row.addWidget(widget)
        row.addStretch(1)
        self._mode.column.addLayout(row)
        self.table.setFixedHeight(SIZE.header + TABLE_ROWS * SIZE.row)
        self._none.setMinimumHeight(4 * SIZE.row)
        for part in (self.table, self._none):
            self._caught.column.addWidget(part)
        foot = QHBoxLayout()
        foot.addWidget(self.clear)
        foot.addStretch(1)
        self._caught.column.addLayout(foot)
        self._played.column.addWidget(self.play)
        self._faulty.column.addWidget(self.faults)


def _sentence(standing: TrialStanding) -> str:
    if standing.is_sample:
        return _("This is the sample shop: it always stays in trial mode.")
    if not standing.is_trial:
        since = formats.moment(standing.started_at) if standing.started_at is not None else ""
        return _("Active rules send to your customers through your accounts, since {time}.").format(
            time=since
        )
    if standing.is_ready:
        return _("Rules run and every message is caught here. Go live when what you see is right.")
    return _("Rules run and every message is caught here. To go live, Desk needs an account that can send.")
