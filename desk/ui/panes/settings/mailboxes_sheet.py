# SPDX-License-Identifier: LicenseRef-Desk
"""The mailboxes that messages arrive in: a list, a form for each, and the adding of an address."""

from functools import partial

from desk.services.inbox import MailboxRow
from desk.services.providers import PageWords
from desk.translation import N_, _
from desk.ui.panes import Context
from desk.ui.panes.settings.edit_form import EditForm
from desk.ui.panes.settings.list_sheet import NEW, ListSheet
from desk.ui.panes.settings.mail_checks_model import MailChecks
from desk.ui.panes.settings.mailbox_adding import MailboxAdding
from desk.ui.panes.settings.mailbox_form import LABELS, Around, MailboxForm
from desk.ui.panes.settings.mailbox_keeping import MailboxKeeping
from desk.ui.panes.settings.mailbox_setup import MailboxSetup
from desk.ui.panes.settings.mailbox_words import health_of
from desk.ui.panes.settings.mailboxes_model import MailboxesModel
from desk.ui.widgets import ListCard

TITLE = N_("Mailboxes")
LEAD = N_("Where customers’ mail arrives")
WORDS = (*LABELS.values(), N_("Email address"), N_("Receiving (IMAP)"), N_("Sync is off"))


class MailboxesSheet(ListSheet[MailboxRow, EditForm]):
    """The mailboxes."""

    def __init__(self, context: Context) -> None:
        super().__init__(TITLE, LEAD, "mailbox")
        self._context = context
        self.model = MailboxesModel(context, self)
        self.tries = MailChecks(context, self)
        self.new.setEnabled(False)
        self.model.changed.connect(self._on_changed)
        self.model.saved.connect(self._on_saved)
        self.model.overtaken.connect(self._on_overtaken)
        self.model.removed.connect(self._on_removed)
        self.retry_requested.connect(self.model.refresh)
        self.retranslate()

    def card(self, row: MailboxRow) -> ListCard:
        health = health_of(row)
        is_quiet = row.is_active and row.health in {"ok", "unknown"}
        whose = _("personal") if row.operator_id else _("main")
        meta = " · ".join(part for part in (health.word if is_quiet else "", whose) if part)
        return ListCard(
            title=row.name,
            meta=meta,
            marks=(("mailbox", "text2"),),
            badge="" if is_quiet else health.word,
            badge_role=health.role,
            badge_icon="" if is_quiet else health.icon,
        )

    def make_form(self, key: str, row: MailboxRow | None) -> EditForm:
        kept = self.model.state.kept
        assert kept is not None
        if row is None:
            setup = MailboxSetup(kept.people, kept.shop_name)
            MailboxAdding(setup, self.model, self.tries)
            form: EditForm = setup
        else:
            form = MailboxForm(row, self._around(row.id))
            MailboxKeeping(form, self.model, self.tries)
        form.discard_requested.connect(partial(self._discard, key))
        form.theirs_requested.connect(partial(self._discard, key))
        return form

    def show_row(self, form: EditForm, row: MailboxRow) -> None:
        if isinstance(form, MailboxForm):
            form.show_row(row, self._around(row.id))

    def retranslate(self) -> None:
        super().retranslate()
        self.new.setText(_("New mailbox"))
        self.list.setAccessibleName(_("Mailboxes"))
        self.empty.set_texts(
            _("Connect a mailbox to receive messages."),
            _("Type its address: Desk finds the settings, and tries receiving and sending."),
            _("Connect a mailbox"),
        )
        self.tries.words = PageWords(
            done=_("You are signed in. You can close this page and go back to Desk."),
            refused=_("Desk was not allowed in. Close this page and go back to Desk."),
            strange=_("This page does not belong to the sign-in that Desk waits for. Start again in Desk."),
        )

    # ------------------------------------------------------------------------------------ inside

    def _around(self, mailbox_id: str) -> Around:
        kept = self.model.state.kept
        assert kept is not None
        return Around(
            accounts=kept.accounts,
            people=kept.people,
            folders=kept.folders.get(mailbox_id, ()),
            places=kept.places,
        )

    def _discard(self, key: str) -> None:
        self.tries.cancel()
        self.tries.forget(key)
        self.drop(key)
        if key != NEW:
            self.open(key)

    def _on_changed(self) -> None:
        state = self.model.state
        self.show_error(state.error)
        if state.kept is not None:
            self.new.setEnabled(True)
            self.set_rows([row for row in state.kept.mailboxes if not row.is_sandbox])

    def _on_saved(self, key: str, mailbox_id: str) -> None:
        self.tries.forget(key)
        self.drop(key)
        self.open(mailbox_id)
        is_new = key == NEW
        self._context.toasts.show_toast(
            _("The mailbox is added: mail arrives, and answers can leave.")
            if is_new
            else _("The mailbox is saved.")
        )

    def _on_overtaken(self, key: str, theirs: MailboxRow) -> None:
        form = self.forms.get(key)
        if isinstance(form, MailboxForm):
            form.show_overtaken(theirs)

    def _on_removed(self, name: str) -> None:
        self._context.toasts.show_toast(_("The mailbox “{name}” is deleted.").format(name=name), icon="trash")
