# SPDX-License-Identifier: LicenseRef-Desk
"""Leads through the adding of an address: find its settings, sign in, try both ways, keep it."""

from collections.abc import Mapping

from desk.errors import Misconfigured
from desk.services.inbox import Candidate, Look, MailWay
from desk.services.providers import CheckResult, Diagnosis
from desk.translation import N_, _
from desk.ui.panes.settings.check_words import Advice, Tried
from desk.ui.panes.settings.list_sheet import NEW
from desk.ui.panes.settings.mail_checks_model import MailChecks
from desk.ui.panes.settings.mailbox_desk import MailboxDesk
from desk.ui.panes.settings.mailbox_fields import IN, OUT
from desk.ui.panes.settings.mailbox_setup import MailboxSetup
from desk.ui.panes.settings.mailboxes_model import MailboxesModel
from desk.ui.wording import failure_text

PASSPHRASE: Mapping[str, str] = {
    "passphrase_unchosen": N_(
        "Choose first the passphrase that encrypts the passwords on this computer; then it is added."
    ),
    "passphrase_missing": N_("Its password can be kept once the passwords are unlocked; then it is added."),
}


class MailboxAdding(MailboxDesk):
    """The desk of a new address."""

    def __init__(self, form: MailboxSetup, model: MailboxesModel, tries: MailChecks) -> None:
        super().__init__(NEW, form, form.checks, model, tries)
        self._setup = form
        self._lacks_passphrase = False
        """Whether nothing else lacks: both ways were tried, and nothing was typed since."""
        form.find_requested.connect(self._on_find)
        form.sign_in_requested.connect(self.sign_in)
        form.test_requested.connect(self._on_test)
        form.form.changed.connect(self._on_edited)
        form.add_requested.connect(self._add)
        tries.looked.connect(self._on_looked)
        tries.found.connect(self._on_found)

    def tried(self, way: MailWay) -> Tried:
        is_incoming = way is MailWay.INCOMING
        place = (self._setup.incoming if is_incoming else self._setup.outgoing).place()
        return Tried(host=place.host, port=place.port, is_incoming=is_incoming)

    def again(self) -> None:
        new, tokens = self._setup.new(), self._tries.tokens(NEW)
        if new.browser and tokens is None:
            self.sign_in()
            return
        self._setup.anyway.hide()
        for way in MailWay:
            self._setup.found.show_way(way, "busy")
        self._checks.show_checking(self.tried(MailWay.INCOMING).host)
        secret = tokens.access if new.browser and tokens is not None else new.password
        self._tries.try_both(NEW, new.test(secret))

    def sign_in(self) -> None:
        browser = self._setup.step.browser
        if not browser:
            self._setup.go_to("secret")
            return
        self._checks.show_waiting(_("Sign in in your browser, then come back here."))
        self._tries.sign_in(NEW, browser, self._setup.text("address"))

    def service(self) -> str:
        return self._setup.step.browser

    def signed_in(self) -> None:
        self._setup.show_signed_in()
        self.again()

    def put(self, way: MailWay, advice: Advice) -> None:
        if advice.set:
            self._setup.put_settings(way, advice.set)
        else:
            self._setup.go_to((IN if way is MailWay.INCOMING else OUT) + "host")

    def show_way(self, way: MailWay, said: Diagnosis) -> None:
        self._setup.found.show_way(way, "ok" if said.result is CheckResult.OK else "danger")

    def worked(self) -> None:
        super().worked()
        self._add()

    def failed(self) -> None:
        self._setup.anyway.show()

    def refused(self, error: Exception) -> None:
        super().refused(error)
        self._checks.hide()  # that both ways work is no news any more
        if isinstance(error, Misconfigured) and error.code in PASSPHRASE:
            self._lacks_passphrase = True
            text = f"{_('The mailbox is not added yet.')} {_(PASSPHRASE[error.code])}"
            self._setup.bar.show_message(text, verb=failure_text(error).verb, role="warn")

    # ------------------------------------------------------------------------------------- inside

    def _add(self) -> None:
        self._lacks_passphrase = False
        self._setup.set_busy(True)
        self._model.add(NEW, self._setup.new(), self._tries.tokens(NEW))

    def _on_test(self) -> None:
        if self._lacks_passphrase:
            self._add()
        else:
            self.again()

    def _on_edited(self) -> None:
        self._lacks_passphrase = False

    def _on_find(self) -> None:
        self._tries.forget(NEW)
        self._checks.show_waiting(_("Looking for the settings…"))
        self._tries.find(NEW, self._setup.text("address"))

    def _on_looked(self, key: str, look: Look) -> None:
        if key == NEW:
            self._setup.show_look(look)

    def _on_found(self, key: str, candidate: Candidate | None) -> None:
        if key == NEW:
            self._setup.show_found(candidate)
