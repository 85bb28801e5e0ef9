# SPDX-License-Identifier: LicenseRef-Desk
"""Adding an address, in three steps on one page: type it, prove that it is yours, see that both ways work."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit

from desk.errors import Problem
from desk.services.inbox import Candidate, Look, LookStep, MailWay, parted
from desk.translation import N_, _
from desk.ui.panes.settings.check_bar import CheckBar
from desk.ui.panes.settings.choice_box import ChoiceBox
from desk.ui.panes.settings.edit_form import EditForm
from desk.ui.panes.settings.folded import Folded
from desk.ui.panes.settings.found_card import FoundCard
from desk.ui.panes.settings.mailbox_entry import YEAR, NewMailbox, guessed, place_of, wants_browser
from desk.ui.panes.settings.mailbox_fields import IN, OUT, ServerFields, server_labels
from desk.ui.panes.settings.mailbox_words import advice_of, backfills, readers, source_text
from desk.ui.panes.settings.secret_edit import SecretEdit
from desk.ui.panes.settings.setup_step import SetupStep
from desk.ui.panes.settings.sheet import at_start, uncover
from desk.ui.widgets import CheckItem, CheckList, FormField, LinkButton

LABELS: Mapping[str, str] = {
    "address": N_("Email address"),
    "secret": N_("Password"),
    "sender_name": N_("Sender name"),
    "reader": N_("Whose mailbox"),
    "backfill": N_("Fetch"),
}
HINTS: Mapping[str, str] = {
    "sender_name": N_("What customers see before the address, such as the name of the shop."),
    "backfill": N_("The newest mail comes first, older mail follows in the background."),
}
UNKNOWN = N_(
    "Nobody could say where the mail of this address is. Type the servers as your provider names them."
)
_STATES = {LookStep.ASKING: "busy", LookStep.FOUND: "ok", LookStep.NOTHING: "todo"}


class MailboxSetup(EditForm):
    """The form of a new address. find_requested(), sign_in_requested(service), test_requested(), add_requested().

    Its first verb is what comes next: find the settings, sign in, test and add.
    """

    find_requested = Signal()
    sign_in_requested = Signal(str)
    test_requested = Signal()
    add_requested = Signal()

    def __init__(self, people: Sequence[tuple[str, str]], shop_name: str) -> None:
        super().__init__({**LABELS, **server_labels(IN), **server_labels(OUT)}, HINTS)
        self._people = people
        self._looks: dict[str, CheckItem] = {}
        self.step = SetupStep()
        self.secret, self.found, self.checks, self.folded = SecretEdit(), FoundCard(), CheckBar(), Folded()
        self._reader, self._backfill = ChoiceBox(), ChoiceBox()
        self.looks = CheckList("")
        self.other_way, self.anyway = LinkButton("", quiet=True), LinkButton("", quiet=True)
        self._build()
        self.incoming = ServerFields(IN, self.form, self.folded.column)
        self.outgoing = ServerFields(OUT, self.form, self.folded.column)
        self._connect()
        self.retranslate()
        self.fill({"sender_name": shop_name, "reader": "", "backfill": str(YEAR)})
        self._show_step()

    def new(self) -> NewMailbox:
        """Return what is typed."""
        back = str(self.form.field("backfill").value() or "")
        return NewMailbox(
            address=self.text("address"),
            incoming=self.incoming.place(),
            outgoing=self.outgoing.place(),
            sender_name=self.text("sender_name"),
            browser=self.step.browser,
            operator_id=str(self.form.field("reader").value() or ""),
            backfill_days=int(back) if back else None,
            password="" if self.step.browser else self.secret.text(),
        )

    def problems(self) -> tuple[Problem, ...]:
        """Return what can be told to be wrong before anything is tried."""
        sides = ((IN, self.incoming), (OUT, self.outgoing))
        found = [
            Problem(code="missing_field", place=f"{side}host")
            for side, fields in sides
            if not fields.place().host
        ]
        if not self.step.browser and not self.secret.text():
            found.append(Problem(code="missing_field", place="secret"))
        return tuple(found)

    def show_look(self, look: Look) -> None:
        """Add to the list of those who are asked."""
        item = CheckItem(key=look.source, text=source_text(look.source), state=_STATES[look.step])
        self._looks[look.source] = item
        self.looks.set_items(tuple(self._looks.values()))
        self.looks.show()

    def show_found(self, candidate: Candidate | None) -> None:
        """Show what was found; None: nothing, so the usual names stand there to be corrected."""
        self.looks.hide()
        address = self.text("address")
        self.step = SetupStep(found_for=address, candidate=candidate, is_by_browser=wants_browser(candidate))
        incoming, outgoing = guessed(address)
        if candidate is not None and candidate.incoming and candidate.outgoing:
            incoming, outgoing = place_of(candidate.incoming), place_of(candidate.outgoing)
        self.incoming.show_place(incoming)
        self.outgoing.show_place(outgoing)
        if self.step.is_impossible and candidate is not None:
            self.bar.show_message(advice_of(candidate)[0], role="warn")
        elif candidate is None:
            self.folded.unfold()
            self.bar.show_message(_(UNKNOWN), role="warn")
        self._show_step()
        if candidate is None:
            self.go_to(IN + "host")
        elif self.step.is_found and not self.step.browser:
            self.secret.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_signed_in(self) -> None:
        """Show that the browser came back."""
        self.step = replace(self.step, is_signed_in=True)
        self._show_step()

    def put_settings(self, way: MailWay, settings: Mapping[str, str | int]) -> None:
        """Put settings into the fields of one way as if they had been typed."""
        (self.incoming if way is MailWay.INCOMING else self.outgoing).put(settings)
        self.touch()
        self._on_server()

    def go_to(self, name: str) -> None:
        """Give the keyboard to a field; a server's is unfolded first."""
        if name.startswith((IN, OUT)):
            self.folded.unfold()
        editor = self.form.field(name).editor
        editor.setFocus(Qt.FocusReason.OtherFocusReason)
        if isinstance(editor, QLineEdit):
            editor.selectAll()
        uncover(self.form.field(name))

    def retranslate(self) -> None:
        super().retranslate()
        self.head.set_title(_("New mailbox"))
        self.discard.setText(_("Cancel"))
        self._reader.offer(readers(self._people))
        self._backfill.offer(backfills())
        self.anyway.setText(_("Add it without a test"))
        self.looks.setAccessibleName(_("Looking for the settings"))
        for part in (self.found, self.folded, self.incoming, self.outgoing):
            part.retranslate()
        self.secret.retranslate(is_kept=False)
        self._show_step()

    # ------------------------------------------------------------------------------------- inside

    def _show_touched(self) -> None:
        self.discard.setEnabled(True)  # one may always turn back

    def _on_address(self) -> None:
        if self.step.found_for and self.step.found_for != self.text("address"):
            self.step = SetupStep()
            self.found.forget()
            self._show_step()

    def _on_save_wished(self) -> None:
        self.clear_problems()
        self.checks.hide()
        if parted(self.text("address")) is None:
            self.show_problems(Problem(code="bad_email", place="address"))
        elif not self.step.is_found:
            self._looks.clear()
            self.find_requested.emit()
        elif self.step.awaits_browser:
            self.sign_in_requested.emit(self.step.browser)
        elif problems := self.problems():
            self.folded.unfold()
            self.show_problems(*problems)
            uncover(self.form.field(problems[0].place))
        else:
            self.test_requested.emit()

    def _on_server(self) -> None:
        self.step = replace(self.step, is_typed=True)
        self._show_card()

    def _on_other_way(self) -> None:
        self.step = replace(self.step, is_by_browser=not self.step.is_by_browser)
        self._show_step()

    def _show_step(self) -> None:
        """Show what is known by now, and what the first verb does next."""
        is_found = self.step.is_found
        for name in ("sender_name", "reader", "backfill"):
            self.form.field(name).setVisible(is_found)
        self.form.field("secret").setVisible(is_found and not self.step.browser)
        self.folded.setVisible(is_found)
        self.other_way.setText(self.step.other_way)
        self.other_way.setVisible(bool(self.step.other_way))
        self.save.setText(self.step.verb)
        self.anyway.hide()
        if is_found:
            self._show_card()
        else:
            self.found.hide()

    def _show_card(self) -> None:
        self.found.show_found(self.step.card(self.incoming.place(), self.outgoing.place()))
        self.found.setVisible(self.step.candidate is not None)  # else the fields say it, until tried

    def _build(self) -> None:
        address = QLineEdit()
        address.returnPressed.connect(self._on_save)
        self.secret.returnPressed.connect(self._on_save)
        self.form.add("address", FormField("", address))
        self.form.add_widget(self.looks)
        self.form.add_widget(self.found)
        self.form.add("secret", FormField("", self.secret))
        self.form.add_widget(at_start(self.other_way))
        self.form.add_widget(self.folded)  # beside what it belongs to, should it have to be typed
        self.form.add("sender_name", FormField("", QLineEdit()))
        self.form.add("reader", FormField("", self._reader))
        self.form.add("backfill", FormField("", self._backfill))
        self.above.addWidget(self.checks)
        self.foot.insertWidget(2, self.anyway)
        for part in (self.looks, self.anyway, self.other_way):
            part.hide()

    def _connect(self) -> None:
        self.save_requested.connect(self._on_save_wished)
        self.found.change_requested.connect(lambda: self.go_to(IN + "host"))
        self.other_way.clicked.connect(self._on_other_way)
        self.anyway.clicked.connect(self.add_requested)
        self.form.field("address").changed.connect(self._on_address)
        for side in (IN, OUT):
            for name in ("host", "port", "security"):
                self.form.field(side + name).changed.connect(self._on_server)
