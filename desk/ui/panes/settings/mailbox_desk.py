# SPDX-License-Identifier: LicenseRef-Desk
"""What is tried for one mailbox's form, and how it ends: in the form's one bar, with the verb that helps."""

from functools import partial

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication

from desk.services.inbox import MailWay, TwoWayReport
from desk.services.providers import CheckResult, ClientDraft, ClientRow, Diagnosis
from desk.translation import _
from desk.ui.panes.settings.check_bar import CheckBar
from desk.ui.panes.settings.check_words import Advice, Deed, Tried, advise
from desk.ui.panes.settings.client_dialog import ClientDialog
from desk.ui.panes.settings.edit_form import EditForm
from desk.ui.panes.settings.mail_checks_model import MailChecks
from desk.ui.panes.settings.mailboxes_model import MailboxesModel


class MailboxDesk(QObject):
    """One form's trying. Subclasses say which servers it has, and what follows."""

    def __init__(
        self, key: str, form: EditForm, checks: CheckBar, model: MailboxesModel, tries: MailChecks
    ) -> None:
        super().__init__(form)
        self.key = key
        self._form, self._checks, self._model, self._tries = form, checks, model, tries
        self._dialog: ClientDialog | None = None
        self._way = MailWay.INCOMING
        self._page = ""
        checks.cancel_requested.connect(tries.cancel)
        checks.advice_taken.connect(self._follow)
        tries.way_tried.connect(self._on_way)
        tries.checked.connect(self._on_checked)
        tries.page_wanted.connect(self._on_page)
        tries.signed_in.connect(self._on_signed_in)
        tries.client_wanted.connect(self._on_client_wanted)
        tries.failed.connect(self._on_failed)
        tries.ended.connect(self._on_ended)
        model.client_saved.connect(self._on_client_saved)
        model.refused.connect(self._on_refused)

    # --------------------------------------------------------------------- what subclasses say

    def tried(self, way: MailWay) -> Tried:
        """Return the server of a way."""
        raise NotImplementedError

    def again(self) -> None:
        """Try again."""
        raise NotImplementedError

    def sign_in(self) -> None:
        """Sign in by browser, or go to the password."""
        raise NotImplementedError

    def service(self) -> str:
        """Return the service that signs in by browser."""
        raise NotImplementedError

    def signed_in(self) -> None:
        """Go on, for the browser came back."""
        raise NotImplementedError

    def put(self, way: MailWay, advice: Advice) -> None:
        """Put what the advice names into the form, and give its server the keyboard when it names nothing."""
        raise NotImplementedError

    def show_way(self, way: MailWay, said: Diagnosis) -> None:
        """Show how one way went; not every form does."""

    def worked(self) -> None:
        """Go on, for both ways work."""
        self._show(MailWay.INCOMING, Diagnosis(result=CheckResult.OK))

    def failed(self) -> None:
        """Take note that a way does not work."""

    def refused(self, error: Exception) -> None:
        """Say why it was not kept."""
        self._form.show_failure(error)

    # ------------------------------------------------------------------------------------ inside

    def _show(self, way: MailWay, said: Diagnosis) -> None:
        self._way = way
        role = "ok" if said.result is CheckResult.OK else "danger"
        self._checks.show_advice(advise(said, self.tried(way)), role)

    def _on_way(self, key: str, way: MailWay, said: Diagnosis) -> None:
        if key == self.key:
            self.show_way(way, said)

    def _on_checked(self, key: str, report: TwoWayReport) -> None:
        if key != self.key:
            return
        if report.is_well:
            self.worked()
            return
        is_incoming = report.incoming.result is not CheckResult.OK
        way = MailWay.INCOMING if is_incoming else MailWay.OUTGOING
        self._show(way, report.incoming if is_incoming else report.outgoing)
        self.failed()

    def _on_failed(self, key: str, said: Diagnosis) -> None:
        if key == self.key:
            self._show(MailWay.INCOMING, said)

    def _on_ended(self, key: str) -> None:
        if key == self.key:
            self._form.set_busy(False)
            self._checks.end()

    def _on_page(self, key: str, page: str) -> None:
        if key != self.key:
            return
        self._page = page
        if not QDesktopServices.openUrl(QUrl(page)):
            text = _("No browser could be opened. Copy the address of the page and open it yourself.")
            self._checks.show_advice(Advice(text=text, verb=_("Copy the address"), deed=Deed.COPY), "warn")

    def _on_signed_in(self, key: str) -> None:
        if key == self.key:
            self.signed_in()

    def _on_client_wanted(self, key: str, row: ClientRow) -> None:
        if key == self.key:
            self._dialog = ClientDialog(self._form, row)
            self._dialog.save_requested.connect(partial(self._on_client, row.service.name))
            self._dialog.open()

    def _on_client(self, service: str, draft: ClientDraft, secret: str) -> None:
        self._model.save_client(self.key, service, draft, secret)

    def _on_client_saved(self, key: str) -> None:
        if key == self.key and self._dialog is not None:
            self._dialog.accept()
            self._dialog = None
            self.sign_in()

    def _on_refused(self, key: str, error: Exception) -> None:
        if key != self.key:
            return
        self._form.set_busy(False)
        if self._dialog is not None and self._dialog.isVisible():
            self._dialog.show_failure(error)
        else:
            self.refused(error)

    def _follow(self, advice: Advice) -> None:
        if advice.deed in {Deed.HOST, Deed.SET}:
            self.put(self._way, advice)
        if advice.deed in {Deed.SET, Deed.AGAIN}:
            self.again()
        elif advice.deed is Deed.CLIENT:
            self._tries.ask_client(self.key, self.service())
        elif advice.deed is Deed.COPY:
            QGuiApplication.clipboard().setText(self._page)
        elif advice.deed in {Deed.HELP, Deed.SECRET, Deed.SIGN_IN}:
            if advice.link:
                QDesktopServices.openUrl(QUrl(advice.link))
            self.sign_in()
