# SPDX-License-Identifier: LicenseRef-Desk
"""The accounts messages leave by: a list in the order of trying, a form for each, the sandbox's."""

from functools import partial

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QMenu

from desk.models.vocabulary import Channel
from desk.services.providers import PROVIDERS, AccountRow, CheckResult, Diagnosis, Health, provider_kind
from desk.translation import N_, _
from desk.ui.panes import Context
from desk.ui.panes.settings.account_fields import OWN, OWN_SMS, Wanted
from desk.ui.panes.settings.account_form import AccountForm
from desk.ui.panes.settings.account_side import AccountSide
from desk.ui.panes.settings.accounts_model import AccountsModel
from desk.ui.panes.settings.check_words import Advice, Deed, advise
from desk.ui.panes.settings.health_words import health_text, needs_sign_in
from desk.ui.panes.settings.list_sheet import ListSheet
from desk.ui.panes.settings.question import Question
from desk.ui.theme import SIZE
from desk.ui.widgets import ListCard
from desk.ui.wording import channel_mark

TITLE = N_("Mail and SMS accounts")
LEAD = N_("By which messages leave")
MUCH = 100
"""The list takes the room it needs before what is left below it takes any."""
WORDS = (
    *OWN.values(),
    *OWN_SMS.values(),
    *(asked.label for kind in PROVIDERS for asked in kind.form),
    N_("Mail server (SMTP)"),
    N_("Sender"),
    N_("Sandbox"),
)
_NEW = {f"new:{kind.name}": kind for kind in PROVIDERS}
_LABELS = {Channel.EMAIL: N_("Mail account"), Channel.SMS: N_("SMS account")}


class AccountsSheet(ListSheet[AccountRow, AccountForm]):
    """The ways out."""

    def __init__(self, context: Context) -> None:
        super().__init__(TITLE, LEAD, "paper-plane-tilt")
        self.new_keys = tuple(_NEW)
        self._context = context
        self.model = AccountsModel(context, self)
        self._menu = QMenu(self.new)
        self._new_actions = {key: self._menu.addAction("") for key in _NEW}
        for key, action in self._new_actions.items():
            action.triggered.connect(partial(self._on_new, key))
        self.new.clicked.disconnect()
        self.new.setMenu(self._menu)
        self.new.setEnabled(False)
        self.sides = AccountSide()
        self.side.addWidget(self.sides)
        self.side.addStretch(1)
        self.side.setStretch(0, MUCH)
        self._connect()
        self.retranslate()

    def card(self, row: AccountRow) -> ListCard:
        mark, health = channel_mark(row.channel.value), health_text(row)
        is_quiet = row.is_active and row.health in {Health.OK, Health.UNKNOWN}
        return ListCard(
            title=row.name,
            meta=health.word if is_quiet else "",
            marks=((mark.icon, mark.role),),
            badge="" if is_quiet else health.word,
            badge_role="neutral" if health.role == "text2" else health.role,
            badge_icon="" if is_quiet else health.icon,
        )

    def make_form(self, key: str, row: AccountRow | None) -> AccountForm:
        kept = self.model.state.kept
        kind = _NEW[key] if row is None else provider_kind(row.kind)
        form = AccountForm(Wanted(key=key, kind=kind, row=row, places=() if kept is None else kept.places))
        form.save_requested.connect(partial(self._save, key))
        form.discard_requested.connect(partial(self._discard, key))
        form.theirs_requested.connect(partial(self._discard, key))
        form.test_requested.connect(partial(self._test, key))
        form.checks.cancel_requested.connect(self.model.cancel_check)
        form.checks.advice_taken.connect(partial(self._follow, key))
        form.release_requested.connect(partial(self._on_release, key))
        form.remove_requested.connect(partial(self._ask_remove, key))
        return form

    def show_row(self, form: AccountForm, row: AccountRow) -> None:
        form.show_row(row)

    def retranslate(self) -> None:
        super().retranslate()
        self.new.setText(_("New account"))
        for key, action in self._new_actions.items():
            action.setText(_(_LABELS[_NEW[key].channel]))
        self.list.setAccessibleName(_("Accounts"))
        self.empty.set_texts(
            _("No account yet."),
            _("Connect your mailbox, so that messages can leave under your own address."),
            _("Add a mail account"),
        )
        self.sides.retranslate()

    # ------------------------------------------------------------------------------------ inside

    def _connect(self) -> None:
        model = self.model
        model.changed.connect(self._on_changed)
        model.saved.connect(self._on_saved)
        model.refused.connect(self._on_refused)
        model.overtaken.connect(self._on_overtaken)
        model.checked.connect(self._on_checked)
        model.removed.connect(self._on_removed)
        self.retry_requested.connect(model.refresh)
        self.sides.move_requested.connect(self._on_move)
        self.sides.sandbox_opened.connect(self._on_sandbox)

    def _on_new(self, key: str, *_told: object) -> None:
        self.begin_new(key)

    def _on_sandbox(self) -> None:
        self._context.navigate("settings", page="trial")

    def _on_release(self, key: str) -> None:
        row = self.forms[key].row
        if row is not None and needs_sign_in(row.health_code):
            self._on_sign_in()
        else:
            self.model.release(key)

    def _on_sign_in(self) -> None:
        self._context.navigate("settings", page="mailboxes")

    def _on_move(self, by: int) -> None:
        if self.shown in self.forms and self.shown not in self.new_keys:
            self.model.move(self.shown, by)

    def _save(self, key: str) -> None:
        form = self.forms[key]
        form.clear_problems()
        problems = form.problems()
        if problems:
            form.show_problems(*problems)
            return
        form.set_busy(True)
        self.model.save(form.entry())

    def _test(self, key: str) -> None:
        if self.model.state.checking == key:
            return
        form = self.forms[key]
        form.clear_problems()
        problems = form.problems()
        if problems:
            form.show_problems(*problems)
            return
        self.model.check(form.entry())

    def _follow(self, key: str, advice: Advice) -> None:
        form = self.forms[key]
        match advice.deed:
            case Deed.SECRET:
                form.go_to("secret")
            case Deed.HOST:
                form.go_to("host")
            case Deed.HELP:
                QDesktopServices.openUrl(QUrl(advice.link))
                form.go_to("secret")
            case Deed.SET:
                form.put_settings(advice.set)
                self._test(key)
            case Deed.AGAIN:
                self._test(key)
            case Deed.SIGN_IN | Deed.CLIENT | Deed.COPY:
                self._on_sign_in()
            case Deed.NONE:
                return

    def _discard(self, key: str) -> None:
        self.model.cancel_check()
        self.drop(key)
        if key not in self.new_keys:
            self.open(key)

    def _ask_remove(self, key: str) -> None:
        row = self.rows.row_at(self.rows.index_of(key))
        if row is None:
            return
        sentence = _(
            "Nothing leaves by it any more, and its password is forgotten. "
            "What was sent stays in the history."
        )
        question = Question(
            self, _("Delete the account “{name}”?").format(name=row.name), sentence, _("Delete the account")
        )
        question.ask(partial(self.model.remove, row))

    def _on_changed(self) -> None:
        state = self.model.state
        self.show_error(state.error)
        if state.kept is None:
            return
        self.new.setEnabled(True)
        own = [row for row in state.kept.accounts if not row.is_sandbox]
        self.set_rows(own)
        self.list.setMaximumHeight(len(own) * SIZE.rule_row)  # what comes below stands right under it
        self.sides.show_accounts(len(own), [row for row in state.kept.accounts if row.is_sandbox])
        for key, form in self.forms.items():
            if state.checking == key:
                form.checks.show_checking(form.tried().host)
            else:
                form.checks.end()

    def _on_saved(self, key: str, account_id: str) -> None:
        self.drop(key)
        self.open(account_id)
        self._context.toasts.show_toast(_("The account is saved."))

    def _on_refused(self, key: str, error: Exception) -> None:
        form = self.forms.get(key)
        if form is not None:
            form.set_busy(False)
            form.show_failure(error)

    def _on_overtaken(self, key: str, theirs: AccountRow) -> None:
        if key in self.forms:
            self.forms[key].show_overtaken(theirs)

    def _on_checked(self, key: str, diagnosis: Diagnosis) -> None:
        form = self.forms.get(key)
        if form is not None:
            role = "ok" if diagnosis.result is CheckResult.OK else "danger"
            form.checks.show_advice(advise(diagnosis, form.tried()), role)

    def _on_removed(self, name: str) -> None:
        self._context.toasts.show_toast(_("The account “{name}” is deleted.").format(name=name), icon="trash")
