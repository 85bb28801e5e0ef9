# SPDX-License-Identifier: LicenseRef-Desk
"""The form of one account: address and password first, the server guessed, the rest folded away."""

from collections.abc import Mapping
from dataclasses import replace
from urllib.parse import urlsplit

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit

from desk.errors import Problem
from desk.services.providers import AccountDraft, AccountRow, Health, uses_browser
from desk.services.providers import FormField as Asked
from desk.services.shop import normalise_email
from desk.translation import _
from desk.ui.panes.settings.account_fields import SETTING, Wanted, filled, fresh, typed
from desk.ui.panes.settings.accounts_model import Entry
from desk.ui.panes.settings.check_bar import CheckBar
from desk.ui.panes.settings.check_words import Tried
from desk.ui.panes.settings.choice_box import ChoiceBox
from desk.ui.panes.settings.edit_form import EditForm
from desk.ui.panes.settings.folded import Folded
from desk.ui.panes.settings.health_tile import HealthTile
from desk.ui.panes.settings.health_words import health_text
from desk.ui.panes.settings.mail_servers import MailServer, guess
from desk.ui.panes.settings.secret_edit import SecretEdit
from desk.ui.panes.settings.server_note import ServerNote
from desk.ui.panes.settings.setting_editors import editor_of, kept, offer_choices
from desk.ui.widgets import FormField, SecondaryButton, SectionLabel, Switch


class AccountForm(EditForm):
    """test_requested(): try it as it is typed. remove_requested(), release_requested(): of a kept account."""

    test_requested = Signal()
    remove_requested = Signal()
    release_requested = Signal()

    def __init__(self, wanted: Wanted) -> None:
        super().__init__(wanted.labels, wanted.hints)
        self._wanted, self.kind = wanted, wanted.kind
        self.row: AccountRow | None = None
        self.place, self.secret, self.server = ChoiceBox(), SecretEdit(), ServerNote()
        self.tile, self.checks = HealthTile(), CheckBar()
        self.test = SecondaryButton("", "plugs-connected")
        self.delete = SecondaryButton("", "trash", danger=True)
        self._server_title, self.folded = SectionLabel(""), Folded()
        self._host = SETTING + ("host" if wanted.is_mail else "url")
        self._build()
        self._build_foot()
        self._connect()
        self.retranslate()
        if wanted.row is None:
            self.fill(fresh(self.kind))
        else:
            self.show_row(wanted.row)

    def show_row(self, row: AccountRow) -> None:
        """Show what is kept, unless somebody is typing."""
        self.tile.show_health(health_text(row))
        known = self.row
        if (
            known is not None
            and row.health in {Health.FAILING, Health.REFUSED}
            and known.health is not row.health
        ):
            self.checks.take_back_praise()
        if self.is_touched:
            if known is not None and typed(known) == typed(row):
                self.row = row  # only how it does has changed: that is no conflict
            return
        self.row = row
        self.delete.show()
        self.form.field("secret").setVisible(not uses_browser(row.settings))
        if known is None or typed(known) != typed(row):
            self.fill(filled(self.kind, row))
            self.secret.clear()
            self._set_touched(False)
            self.head.set_title(row.name)
            self.secret.retranslate(is_kept=True)
            self._show_server()

    def entry(self) -> Entry:
        """Return what is typed."""
        return Entry(
            form=self._wanted.key,
            id="" if self.row is None else self.row.id,
            draft=self._draft(),
            secret=self.secret.text() or None,
            seen_version=0 if self.row is None else self.row.version,
        )

    def problems(self) -> tuple[Problem, ...]:
        """Return what can be told to be wrong before anything is saved or tried."""
        entry = self.entry()
        found = [replace(one, place=SETTING + one.place) for one in self.kind.problems(entry.draft.settings)]
        address = entry.draft.sender_address
        if self._wanted.is_mail and address and normalise_email(address) is None:
            found.append(Problem(code="bad_email", place="sender_address", details={"value": address}))
        if not found and entry.secret is None and self._needs_secret(entry):
            found.append(Problem(code="missing_field", place="secret"))
        return tuple(found)

    def tried(self) -> Tried:
        """Return the server that stands in the form."""
        if self._wanted.is_mail:
            return Tried(host=self.text(self._host), port=int(self.text(SETTING + "port") or 0))
        url = self.text(self._host)
        return Tried(host=urlsplit(url).hostname or url)

    def put_settings(self, settings: Mapping[str, str | int]) -> None:
        """Put settings into the form as if they had been typed."""
        for name, value in settings.items():
            self.form.field(SETTING + name).set_value(value)
        self.touch()
        self._show_server()

    def go_to(self, name: str) -> None:
        """Give the keyboard to a field, its text selected; "host" is the server's."""
        editor = self.form.field(self._host if name == "host" else name).editor
        editor.setFocus(Qt.FocusReason.OtherFocusReason)
        if isinstance(editor, QLineEdit):
            editor.selectAll()

    def show_overtaken(self, theirs: AccountRow) -> None:
        """Show beside what is typed what somebody else saved; saving again replaces it."""
        values, mine = filled(self.kind, theirs), self.form.values()
        self.row = theirs
        self.show_theirs({name: str(told) for name, told in values.items() if str(mine[name]) != str(told)})

    def retranslate(self) -> None:
        super().retranslate()
        self.place.offer([("", _("All locations")), *self._wanted.places])
        for asked in self.kind.form:
            offer_choices(asked, self.form.field(SETTING + asked.name).editor)
        self._server_title.setText(_("Mail server") if self._wanted.is_mail else _("SMS service"))
        self.server.retranslate()
        self.secret.retranslate(is_kept=self.row is not None)
        self.test.setText(_("Test"))
        self.delete.setText(_("Delete…"))
        if self.row is None:
            self.head.set_title(_("New mail account") if self._wanted.is_mail else _("New SMS account"))
        else:
            self.tile.show_health(health_text(self.row))
        self.folded.retranslate()
        self._show_server()

    # ----------------------------------------------------------------------------------- inside

    def _needs_secret(self, entry: Entry) -> bool:
        """Tell whether a password must be typed: it is needed, and none can be kept."""
        had_one = self.row is not None and self.kind.needs_secret(self.row.settings)
        return self.kind.needs_secret(entry.draft.settings) and not had_one

    def _draft(self) -> AccountDraft:
        address = self.text("sender_address")
        return AccountDraft(
            kind=self.kind.name,
            name=self.text("name") or address,
            settings={
                **(
                    {} if self.row is None else self.row.settings
                ),  # what no field shows: whose secret it shares
                **{
                    asked.name: kept(asked, self.form.field(SETTING + asked.name).value())
                    for asked in self.kind.form
                },
            },
            sender_address=address,
            sender_name=self.text("sender_name"),
            location_id=self.place.key() or None,
            is_active=bool(self.form.field("is_active").value()),
        )

    def _on_address(self) -> None:
        """Offer the server of a new address, where nothing was typed yet."""
        if not self._wanted.is_mail or self.row is not None:
            return
        address = self.text("sender_address")
        self.form.field(SETTING + "username").offer(address)
        self.form.field("name").offer(address)
        server = guess(address)
        for name, value in (server.settings if server is not None else {}).items():
            self.form.field(SETTING + name).offer(value)
        self._show_server()

    def _on_service(self, server: MailServer | None) -> None:
        if server is None:
            self.go_to("host")
        else:
            self.put_settings(server.settings)

    def _show_server(self) -> None:
        if self._wanted.is_mail:
            address = self.text("sender_address")
            self.server.show_server(self.text(self._host), address, is_new=self.row is None)

    def _build(self) -> None:
        self.form.add("sender_address", FormField("", QLineEdit()))
        self.form.add("secret", FormField("", self.secret))
        self.form.add("sender_name", FormField("", QLineEdit()))
        self.form.add_widget(self._server_title)
        self.form.add_widget(self.server)
        self.server.setVisible(self._wanted.is_mail)
        for asked in self.kind.form:
            field = self._add(asked)
            if asked.is_advanced:
                self.folded.column.addWidget(field)
        self.form.add_widget(self.folded)
        own = (("name", QLineEdit()), ("location_id", self.place), ("is_active", Switch("")))
        for name, editor in own:
            self.form.add(name, FormField("", editor))

    def _add(self, asked: Asked) -> FormField:
        return self.form.add(SETTING + asked.name, FormField("", editor_of(asked)))

    def _build_foot(self) -> None:
        self.foot.insertWidget(1, self.test)
        self.foot.addWidget(self.delete)
        self.delete.hide()
        self.tile.hide()
        for widget in (self.tile, self.checks):
            self.above.addWidget(widget)

    def _connect(self) -> None:
        self.test.clicked.connect(self.test_requested)
        self.delete.clicked.connect(self.remove_requested)
        self.tile.verb_requested.connect(self.release_requested)
        self.server.chosen.connect(self._on_service)
        self.form.field("sender_address").changed.connect(self._on_address)
        self.form.field(self._host).changed.connect(self._show_server)
