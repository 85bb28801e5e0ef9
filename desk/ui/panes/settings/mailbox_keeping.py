# SPDX-License-Identifier: LicenseRef-Desk
"""Tries and mends a kept mailbox: both ways, signing in again, deleting."""

from functools import partial

from desk.services.inbox import MailWay
from desk.services.providers import uses_browser
from desk.translation import _
from desk.ui.panes.settings.check_words import Advice, Tried
from desk.ui.panes.settings.mail_checks_model import MailChecks
from desk.ui.panes.settings.mailbox_desk import MailboxDesk
from desk.ui.panes.settings.mailbox_fields import IN
from desk.ui.panes.settings.mailbox_form import MailboxForm
from desk.ui.panes.settings.mailbox_removal import MailboxRemoval
from desk.ui.panes.settings.mailbox_words import wants_person
from desk.ui.panes.settings.mailboxes_model import MailboxesModel


class MailboxKeeping(MailboxDesk):
    """The desk of a kept mailbox."""

    def __init__(self, form: MailboxForm, model: MailboxesModel, tries: MailChecks) -> None:
        super().__init__(form.row.id, form, form.checks, model, tries)
        self._kept = form
        form.save_requested.connect(self._on_save)
        form.test_requested.connect(self.again)
        form.health_verb.connect(self._on_health_verb)
        form.pause_requested.connect(self._on_pause)
        form.remove_requested.connect(self._on_remove)
        model.renewed.connect(self._on_renewed)

    def tried(self, way: MailWay) -> Tried:
        host, port = self._kept.place(way)
        return Tried(host=host, port=port, is_incoming=way is MailWay.INCOMING)

    def again(self) -> None:
        if self._tries.busy == self.key:
            return
        self._kept.clear_problems()
        self._tries.try_both(self.key, self._kept.tested())
        self._checks.show_checking(self.tried(MailWay.INCOMING).host)

    def sign_in(self) -> None:
        settings = self._kept.row.settings
        if not uses_browser(settings):
            self._kept.go_to("secret")
            return
        self._tries.sign_in(self.key, self.service(), self._kept.row.address)
        self._checks.show_waiting(_("Sign in in your browser, then come back here."))

    def service(self) -> str:
        return str(self._kept.row.settings.get("service", ""))

    def signed_in(self) -> None:
        tokens = self._tries.tokens(self.key)
        assert tokens is not None
        self._model.renew(self._kept.row, tokens)

    def put(self, way: MailWay, advice: Advice) -> None:
        if way is MailWay.OUTGOING:
            self._kept.go_to("sends_by")
        elif advice.set:
            self._kept.server.put(advice.set)
            self._kept.touch()
        else:
            self._kept.go_to(IN + "host")

    # ------------------------------------------------------------------------------------- inside

    def _on_save(self) -> None:
        self._kept.clear_problems()
        self._kept.set_busy(True)
        self._model.save(self._kept.edited())

    def _on_health_verb(self) -> None:
        row = self._kept.row
        if not row.is_active:
            self._model.activate(row.id)
        elif row.health == "refused" and wants_person(row.health_code):
            self.sign_in()
        else:
            self._model.release(row.id)

    def _on_pause(self, is_paused: bool) -> None:
        self._model.pause(self.key, is_paused=is_paused)

    def _on_remove(self) -> None:
        question = MailboxRemoval(self._kept, self._kept.row.name)
        question.ask(partial(self._remove, question))

    def _remove(self, question: MailboxRemoval) -> None:
        self._model.remove(self._kept.row, keep_messages=not question.everything.isChecked())

    def _on_renewed(self, key: str) -> None:
        if key == self.key:
            self._tries.forget(key)
            self.again()
