# SPDX-License-Identifier: LicenseRef-Desk
"""The form of one account: address and password first, the server guessed, the rest folded away."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from desk.errors import Problem
from desk.models.columns import Json
from desk.models.vocabulary import Channel
from desk.services.providers import AccountDraft, AccountRow, ProviderKind
from desk.services.providers import FormField as Asked
from desk.services.shop import normalise_email
from desk.translation import N_, _
from desk.ui.panes.settings.accounts_model import Entry
from desk.ui.panes.settings.check_words import Advice, Tried
from desk.ui.panes.settings.choice_box import ChoiceBox
from desk.ui.panes.settings.edit_form import EditForm
from desk.ui.panes.settings.health_tile import HealthTile
from desk.ui.panes.settings.health_words import health_text
from desk.ui.panes.settings.mail_servers import (
    APP_PASSWORD,
    BROWSER,
    MailServer,
    guess,
    known_servers,
    server_of,
)
from desk.ui.panes.settings.setting_editors import editor_of, kept, offer_choices, shown
from desk.ui.theme import icon
from desk.ui.widgets import FormField, InfoBar, LinkButton, SecondaryButton, SectionLabel, Switch, Text
from desk.ui.widgets.editors import Value

SETTING = "settings."
OWN: Mapping[str, str] = {
    "sender_address": N_("Email address"),
    "secret": N_("Password"),
    "sender_name": N_("Sender name"),
    "name": N_("Name of the account"),
    "location_id": N_("For location"),
    "is_active": N_("Use this account"),
}
OWN_SMS: Mapping[str, str] = {**OWN, "sender_address": N_("Sender"), "secret": N_("Key or password")}
HINTS: Mapping[str, str] = {
    "sender_name": N_("What customers see before the address, such as the name of the shop."),
    "name": N_("How it is called in Desk; customers never see it."),
}
HINTS_SMS: Mapping[str, str] = {
    "sender_address": N_("What customers see: at most 11 letters and digits, or a number."),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What a form is made for. key: what the form is known by. row: None for a new account.

    places: (id, name) of the locations.
    """

    key: str
    kind: ProviderKind
    row: AccountRow | None
    places: Sequence[tuple[str, str]]


class AccountForm(EditForm):
    """test_requested(): try it as it is typed. cancel_requested(): stop trying. advice_taken(Advice).

    remove_requested(), release_requested(): of an account that is kept.
    """

    test_requested = Signal()
    cancel_requested = Signal()
    remove_requested = Signal()
    release_requested = Signal()
    advice_taken = Signal(object)

    def __init__(self, made_for: Wanted) -> None:
        self.key, self.kind = made_for.key, made_for.kind
        self.is_mail = self.kind.channel is Channel.EMAIL
        own = OWN if self.is_mail else OWN_SMS
        labels = {**own, **{SETTING + asked.name: asked.label for asked in self.kind.form}}
        super().__init__(labels, HINTS if self.is_mail else {**HINTS, **HINTS_SMS})
        self.row: AccountRow | None = None
        self.seen_version = 0
        self._places = tuple(made_for.places)
        self.place, self.service = ChoiceBox(), ChoiceBox()
        self.service_field = FormField("", self.service)
        self.note = Text("", "meta", wrap=True)
        self.more = LinkButton("", "caret-right", quiet=True)
        self._server_title = SectionLabel("")
        self.tile, self.result = HealthTile(), InfoBar("info")
        self.test, self.delete = (
            SecondaryButton("", "plugs-connected"),
            SecondaryButton("", "trash", danger=True),
        )
        self._advice: Advice | None = None
        self._folded = QWidget()
        self._build()
        self.more.clicked.connect(self._on_more)
        self.service.activated.connect(self._on_service)
        self.form.field("sender_address").changed.connect(self._on_address)
        self.form.field(f"{SETTING}{self._host}").changed.connect(self._show_note)
        self.retranslate()
        if made_for.row is None:
            self._begin_new()
        else:
            self.show_row(made_for.row)

    def show_row(self, row: AccountRow) -> None:
        """Show what is kept, unless somebody is typing."""
        known = self.row
        self.tile.show_health(health_text(row))
        if self.is_touched:
            return
        self.row, self.seen_version = row, row.version
        self.delete.show()
        if known is not None and _typed(known) == _typed(row):
            return
        self.fill(_values(self.kind, row))
        self.form.field("secret").set_value("")
        self.head.set_title(row.name)
        self._show_note()

    def entry(self) -> Entry:
        """Return what is typed."""
        secret = str(self.form.field("secret").value() or "")
        return Entry(
            form=self.key,
            id="" if self.row is None else self.row.id,
            draft=self._draft(),
            secret=secret or None,
            seen_version=self.seen_version,
        )

    def problems(self) -> tuple[Problem, ...]:
        """Return what the form alone can tell is wrong."""
        entry = self.entry()
        settings_problems = self.kind.problems(entry.draft.settings)
        found = [replace(one, place=SETTING + one.place) for one in settings_problems]
        address = entry.draft.sender_address
        if self.is_mail and address and normalise_email(address) is None:
            found.append(Problem(code="bad_email", place="sender_address", details={"value": address}))
        if not settings_problems and self.kind.needs_secret(entry.draft.settings):
            has_old = self.row is not None and bool(self.row.settings.get("username") or not self.is_mail)
            if entry.secret is None and not has_old:
                found.append(Problem(code="missing_field", place="secret"))
        return tuple(found)

    def show_checking(self, *, is_checking: bool) -> None:
        """Say that the account is being tried, or let it be tried."""
        self.test.setEnabled(not is_checking)
        if is_checking:
            self._advice = None
            self.result.show_message(
                _("Trying {host}…").format(host=self.tried().host), verb=_("Stop"), role="info"
            )
        elif self._advice is None:
            self.result.hide()

    def show_advice(self, advice: Advice, role: str) -> None:
        """Say what trying it came to."""
        self._advice = advice
        self.result.show_message(advice.text, verb=advice.verb, details=advice.details, role=role)

    def tried(self) -> Tried:
        """Return the server that stands in the form."""
        if self.is_mail:
            return Tried(host=self.text(SETTING + "host"), port=int(self.text(SETTING + "port") or 0))
        url = self.text(SETTING + "url")
        return Tried(host=urlsplit(url).hostname or url)

    def put_settings(self, settings: Mapping[str, str | int]) -> None:
        """Put settings into the form as if they had been typed."""
        for name, value in settings.items():
            self.form.field(SETTING + name).set_value(value)
        self.touch()
        self._show_note()

    def go_to(self, name: str) -> None:
        """Give the keyboard to a field, its text selected; "host" is the server's."""
        wanted = SETTING + self._host if name == "host" else name
        editor = self.form.field(wanted).editor
        editor.setFocus(Qt.FocusReason.OtherFocusReason)
        if isinstance(editor, QLineEdit):
            editor.selectAll()

    def show_overtaken(self, theirs: AccountRow) -> None:
        """Show beside what is typed what somebody else saved; saving again replaces it."""
        values = _values(self.kind, theirs)
        mine = self.form.values()
        self.row, self.seen_version = theirs, theirs.version
        self.show_theirs(
            {name: str(value) for name, value in values.items() if str(mine[name]) != str(value)}
        )

    def retranslate(self) -> None:
        super().retranslate()
        places = ("", _("All locations")), *self._places
        self.place.offer(places)
        for asked in self.kind.form:
            offer_choices(asked, self.form.field(SETTING + asked.name).editor)
        self._server_title.setText(_("Mail server") if self.is_mail else _("SMS service"))
        self.service_field.set_label(_("Mail provider"))
        names = [(server.host, server.name) for server in known_servers()]
        self.service.offer([("", _("Another one")), *names])
        self._say_more()
        secret = self.form.field("secret").editor
        assert isinstance(secret, QLineEdit)
        secret.setPlaceholderText(_("Kept in the key store; type to replace it") if self.row else "")
        self.test.setText(_("Test"))
        self.delete.setText(_("Delete…"))
        if self.row is not None:
            self.tile.show_health(health_text(self.row))
        self._reveal.setText(_("Show what is typed"))
        if self.row is None:
            self.head.set_title(_("New mail account") if self.is_mail else _("New SMS account"))
        self._show_note()

    # ----------------------------------------------------------------------------------- inside

    @property
    def _host(self) -> str:
        return "host" if self.is_mail else "url"

    def _begin_new(self) -> None:
        values = {
            SETTING + asked.name: shown(asked, asked.default)
            for asked in self.kind.form
            if asked.default is not None
        }
        self.fill({**values, "is_active": True, "location_id": ""})

    def _draft(self) -> AccountDraft:
        settings: Json = {}
        for asked in self.kind.form:
            settings[asked.name] = kept(asked, self.form.field(SETTING + asked.name).value())
        address = self.text("sender_address")
        return AccountDraft(
            kind=self.kind.name,
            name=self.text("name") or address,
            settings=settings,
            sender_address=address,
            sender_name=self.text("sender_name"),
            location_id=self.place.key() or None,
            is_active=bool(self.form.field("is_active").value()),
        )

    def _on_address(self) -> None:
        """Offer the server of a new address, where nothing was typed yet."""
        if not self.is_mail or self.row is not None:
            return
        address = self.text("sender_address")
        self.form.field(SETTING + "username").offer(address)
        self.form.field("name").offer(address)
        server = guess(address)
        if server is not None:
            self._offer(server)

    def _offer(self, server: MailServer) -> None:
        for name, value in server.settings.items():
            self.form.field(SETTING + name).offer(value)
        self._show_note()

    def _on_service(self) -> None:
        server = server_of(self.service.key())
        if server is not None:
            self.put_settings(server.settings)
        else:
            self.go_to("host")

    def _show_note(self) -> None:
        if not self.is_mail:
            self.note.hide()
            return
        server = server_of(self.text(SETTING + "host"))
        self.service.choose("" if server is None else server.host)
        text, role = self._note_of(server)
        self.note.setText(text)
        self.note.set_role(role)
        self.note.setVisible(bool(text))

    def _note_of(self, server: MailServer | None) -> tuple[str, str]:
        if server is None:
            found = guess(self.text("sender_address"))
            is_guess = found is not None and found.host == self.text(SETTING + "host") and self.row is None
            return (
                (_("Found by guessing: check the name of the server."), "warning")
                if is_guess
                else ("", "meta")
            )
        if server.sign_in == BROWSER:
            sentence = _(
                "Microsoft wants a sign-in by browser, which Desk does not offer yet. Use another mailbox, or an "
                "SMTP relay."
            )
            return sentence, "warning"
        if server.sign_in == APP_PASSWORD:
            return _("{server} wants an app password, made for Desk.").format(server=server.name), "warning"
        return _("Settings of {server}.").format(server=server.name), "success"

    def _on_result_verb(self) -> None:
        if self._advice is None:
            self.cancel_requested.emit()
        else:
            self.advice_taken.emit(self._advice)

    def _on_more(self) -> None:
        self._folded.setVisible(self._folded.isHidden())
        self._say_more()

    def _say_more(self) -> None:
        is_open = not self._folded.isHidden()
        self.more.setText(_("Fewer settings") if is_open else _("More settings"))
        self.more.set_icon("caret-down" if is_open else "caret-right")

    def _build(self) -> None:
        secret = QLineEdit()
        secret.setEchoMode(QLineEdit.EchoMode.Password)
        self._reveal = QAction(icon("eye"), "", secret)
        self._reveal.setCheckable(True)
        self._reveal.toggled.connect(self._on_reveal)
        secret.addAction(self._reveal, QLineEdit.ActionPosition.TrailingPosition)
        self.form.add("sender_address", FormField("", QLineEdit()))
        self.form.add("secret", FormField("", secret))
        self.form.add("sender_name", FormField("", QLineEdit()))
        self.form.add_widget(self._server_title)
        if self.is_mail:
            self.form.add_widget(self.service_field)
        self.form.add_widget(self.note)
        for asked in self.kind.form:
            if not asked.is_advanced:
                self._add(asked)
        self.form.add_widget(self.more)
        self.form.add_widget(self._folded)
        column = QVBoxLayout(self._folded)
        column.setContentsMargins(0, 0, 0, 0)
        for asked in self.kind.form:
            if asked.is_advanced:
                column.addWidget(self._add(asked))
        for name, editor in (("name", QLineEdit()), ("location_id", self.place), ("is_active", Switch(""))):
            self.form.add(name, FormField("", editor))
        self._folded.hide()
        self._build_foot()

    def _build_foot(self) -> None:
        self.foot.insertWidget(2, self.test)
        self.foot.addWidget(self.delete)
        self.delete.hide()
        self.tile.hide()
        for widget in (self.tile, self.result):
            self.above.addWidget(widget)
        self.test.clicked.connect(self.test_requested)
        self.delete.clicked.connect(self.remove_requested)
        self.tile.verb_requested.connect(self.release_requested)
        self.result.verb_requested.connect(self._on_result_verb)

    def _add(self, asked: Asked) -> FormField:
        return self.form.add(SETTING + asked.name, FormField("", editor_of(asked)))

    def _on_reveal(self, is_shown: bool) -> None:
        editor = self.form.field("secret").editor
        assert isinstance(editor, QLineEdit)
        modes = QLineEdit.EchoMode
        editor.setEchoMode(modes.Normal if is_shown else modes.Password)


def _typed(row: AccountRow) -> tuple[object, ...]:
    """Return what of an account is typed, not found out."""
    own = row.name, row.settings, row.sender_address, row.sender_name, row.location_id
    return *own, row.is_active


def _values(kind: ProviderKind, row: AccountRow) -> dict[str, Value]:
    own: dict[str, Value] = {
        "sender_address": row.sender_address,
        "sender_name": row.sender_name,
        "name": row.name,
        "location_id": row.location_id or "",
        "is_active": row.is_active,
    }
    for asked in kind.form:
        own[SETTING + asked.name] = shown(asked, row.settings.get(asked.name, asked.default))
    return own
