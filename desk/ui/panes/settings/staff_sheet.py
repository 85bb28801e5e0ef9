# SPDX-License-Identifier: LicenseRef-Desk
"""The members of staff: a list, and a form for each."""

from collections.abc import Mapping
from dataclasses import asdict, replace
from functools import partial

from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

from desk.models.vocabulary import Role
from desk.services.shop import OperatorCard, OperatorDraft, Wishes
from desk.translation import LANGUAGES, N_, _
from desk.ui.panes import Context
from desk.ui.panes.settings.choice_box import ChoiceBox
from desk.ui.panes.settings.edit_form import EditForm
from desk.ui.panes.settings.list_sheet import NEW, ListSheet
from desk.ui.panes.settings.secret_edit import SecretEdit
from desk.ui.panes.settings.sheet import at_start
from desk.ui.panes.settings.staff_model import Secret, StaffModel
from desk.ui.theme import SIZE
from desk.ui.widgets import FormField, LinkButton, ListCard, Switch
from desk.ui.wording import formats, word

TITLE = N_("Staff")
LEAD = N_("Who works here, and as what")
LABELS: Mapping[str, str] = {
    "name": N_("Name"),
    "email": N_("Email"),
    "phone": N_("Phone"),
    "role": N_("Role"),
    "language": N_("Language"),
    "signature": N_("Signature"),
    "desktop": N_("Notes on the desktop"),
    "email_assigned": N_("Email when a conversation is assigned to them"),
    "email_replied": N_("Email when a customer answers them"),
    "password": N_("Password"),
    "is_active": N_("Works here"),
}
HINTS: Mapping[str, str] = {
    "email": N_("Where messages to the staff go."),
    "signature": N_("Stands under the emails they write to customers."),
    "desktop": N_("While nobody looks at the window of Desk."),
    "email_replied": N_("Only what they have not read in Desk within a minute."),
    "password": N_("As soon as somebody has one, Desk asks at its start who is there."),
    "is_active": N_("Somebody who has left keeps their name in the history."),
}
WORDS = tuple(LABELS.values())
WISHES = tuple(asdict(Wishes()))


class StaffForm(EditForm):
    """The form of one member of staff."""

    def __init__(self, row: OperatorCard | None) -> None:
        super().__init__(LABELS, HINTS)
        self._row: OperatorCard | None = None
        self._role, self._language = ChoiceBox(), ChoiceBox()
        self.password, self.without = SecretEdit(), LinkButton("", "lock-simple", quiet=True)
        self._takes_away = False
        for name in ("name", "email", "phone"):
            self.form.add(name, FormField("", QLineEdit()))
        self.form.add("role", FormField("", self._role))
        self.form.add("language", FormField("", self._language))
        signature = QPlainTextEdit()
        signature.setFixedHeight(3 * SIZE.control)
        signature.setTabChangesFocus(True)
        self.form.add("signature", FormField("", signature))
        for name in WISHES:
            self.form.add(name, FormField("", Switch("")))
        self.form.add("password", FormField("", self.password))
        self.form.add_widget(at_start(self.without))
        self.form.add("is_active", FormField("", Switch("")))
        self.without.clicked.connect(self._on_without)
        self.without.hide()
        self.retranslate()
        if row is None:
            self.fill({"role": Role.AGENT.value, "is_active": True, **asdict(Wishes())})
        else:
            self.show_row(row)

    def show_row(self, row: OperatorCard) -> None:
        """Show what is kept, unless somebody is typing."""
        if self.is_touched or row == self._row:
            return
        self._row = row
        self.fill(
            {
                "name": row.name,
                "email": row.email,
                "phone": row.phone,
                "role": row.role.value,
                "language": row.language,
                "signature": row.signature,
                "is_active": row.is_active,
                **asdict(row.wishes),
            }
        )
        self.head.set_title(row.name)
        self._takes_away = False
        self.password.clear()
        self._set_touched(False)
        self._show_password()

    def secret(self) -> Secret | None:
        """Return the new password, "" to take it away; None leaves it."""
        if self.password.text():
            return Secret(password=self.password.text())
        return Secret() if self._takes_away else None

    def draft(self) -> OperatorDraft:
        """Return what is typed; locations stay as they are."""
        kept = self._row
        draft = OperatorDraft(
            name=self.text("name"),
            email=self.text("email"),
            phone=self.text("phone"),
            role=Role(self.text("role")),
            language=self.text("language"),
            signature=self.text("signature"),
            is_active=bool(self.form.field("is_active").value()),
            wishes=Wishes(**{name: bool(self.form.field(name).value()) for name in WISHES}),
        )
        return draft if kept is None else replace(draft, location_ids=kept.location_ids)

    def retranslate(self) -> None:
        super().retranslate()
        self._role.offer([(role.value, word("role", role.value)) for role in Role])
        languages = [(tag, formats.language_name(tag)) for tag in LANGUAGES]
        self._language.offer([("", _("Like the shop")), *languages])
        if self._row is None:
            self.head.set_title(_("New member of staff"))
        self._show_password()

    def _on_without(self) -> None:
        self._takes_away = True
        self.password.clear()
        self.touch()
        self._show_password()

    def _show_password(self) -> None:
        has_one = self._row is not None and self._row.has_password
        self.password.reveal.setText(_("Show what is typed"))
        self.password.setPlaceholderText(_("Has one; type to replace it") if has_one else "")
        if self._takes_away:
            self.password.setPlaceholderText(_("Goes when you save"))
        self.without.setText(_("Take the password away"))
        self.without.setVisible(has_one and not self._takes_away)


class StaffSheet(ListSheet[OperatorCard, StaffForm]):
    """The people of the shop."""

    def __init__(self, context: Context) -> None:
        super().__init__(TITLE, LEAD, "users-three")
        self._context = context
        self.model = StaffModel(context, self)
        self.model.changed.connect(self._on_changed)
        self.model.saved.connect(self._on_saved)
        self.model.refused.connect(self._on_refused)
        self.retry_requested.connect(self.model.refresh)
        self.retranslate()

    def card(self, row: OperatorCard) -> ListCard:
        badge = "" if row.is_active else _("Has left")
        contact = row.email or row.phone
        meta = " · ".join(part for part in (word("role", row.role.value), contact) if part)
        return ListCard(title=row.name, meta=meta, marks=(("user", "text2"),), badge=badge)

    def make_form(self, key: str, row: OperatorCard | None) -> StaffForm:
        form = StaffForm(row)
        form.save_requested.connect(partial(self._save, key))
        form.discard_requested.connect(partial(self._discard, key))
        return form

    def show_row(self, form: StaffForm, row: OperatorCard) -> None:
        form.show_row(row)

    def retranslate(self) -> None:
        super().retranslate()
        self.new.setText(_("New member"))
        self.list.setAccessibleName(_("Staff"))
        self.empty.set_texts(
            _("Nobody is listed yet."), _("Records are assigned to members of staff."), _("New member")
        )

    def _save(self, key: str) -> None:
        self.forms[key].set_busy(True)
        self.model.save(key, self.forms[key].draft(), self.forms[key].secret())

    def _discard(self, key: str) -> None:
        self.drop(key)
        if key != NEW:
            self.open(key)

    def _on_changed(self) -> None:
        self.show_error(self.model.state.error)
        if self.model.state.people is not None:
            self.set_rows(self.model.state.people)

    def _on_saved(self, key: str, operator_id: str) -> None:
        self.drop(key)
        self.open(operator_id)
        self._context.toasts.show_toast(_("The member of staff is saved."))

    def _on_refused(self, key: str, error: Exception) -> None:
        if key in self.forms:
            self.forms[key].set_busy(False)
            self.forms[key].show_failure(error)
