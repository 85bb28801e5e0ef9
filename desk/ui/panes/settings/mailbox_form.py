# SPDX-License-Identifier: LicenseRef-Desk
"""The form of a kept mailbox: how it does, how far it is, who reads it, which folders, its servers folded away."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit

from desk.models.vocabulary import MailboxRole
from desk.services.channels import TAKES_MARKS, takes_marks
from desk.services.inbox import FolderRow, MailboxDraft, MailboxRow, MailWay, TwoWayTest
from desk.services.providers import AccountRow, uses_browser
from desk.translation import N_, _
from desk.ui.panes.settings.check_bar import CheckBar
from desk.ui.panes.settings.choice_box import ChoiceBox
from desk.ui.panes.settings.edit_form import EditForm
from desk.ui.panes.settings.folded import Folded
from desk.ui.panes.settings.folder_choice import FolderChoice
from desk.ui.panes.settings.health_tile import HealthTile
from desk.ui.panes.settings.mailbox_fields import IN, ServerFields, place_from, server_labels
from desk.ui.panes.settings.mailbox_words import FAILS, backfills, health_of, progress_text, readers
from desk.ui.panes.settings.mailboxes_model import Edited
from desk.ui.panes.settings.secret_edit import SecretEdit
from desk.ui.widgets import FormField, InfoBar, SecondaryButton, Switch
from desk.ui.widgets.editors import Value

LABELS: Mapping[str, str] = {
    "name": N_("Name of the mailbox"),
    "secret": N_("Password"),
    "reader": N_("Whose mailbox"),
    "location": N_("Location"),
    "sends_by": N_("Answers leave by"),
    "backfill": N_("Fetch"),
    "is_active": N_("Sync this mailbox"),
    "plus": N_("Mark answers, so that replies find their conversation"),
    "folders": N_("Folders"),
}
HINTS: Mapping[str, str] = {
    "name": N_("How it is called in Desk; customers never see it."),
    "is_active": N_("While it is off, what customers write to this address does not appear in Desk."),
    "plus": N_(
        "Only for services that deliver name+anything@… to name@…, such as Gmail, Fastmail or Microsoft 365."
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What a mailbox is chosen among. accounts: those that send mail. people, places: (id, name)."""

    accounts: tuple[AccountRow, ...]
    people: Sequence[tuple[str, str]]
    folders: tuple[FolderRow, ...]
    places: Sequence[tuple[str, str]] = ()


class MailboxForm(EditForm):
    """test_requested(), remove_requested(). health_verb(): the tile's verb. pause_requested(is_paused)."""

    test_requested = Signal()
    remove_requested = Signal()
    health_verb = Signal()
    pause_requested = Signal(bool)

    def __init__(self, row: MailboxRow, around: Around) -> None:
        super().__init__({**LABELS, **server_labels(IN)}, HINTS)
        self.row, self._around = row, around
        self._seen = row
        """As last read; `row` stays what somebody began to change."""
        self.tile, self.progress, self.checks = HealthTile(), InfoBar("info"), CheckBar()
        self.secret, self.folders, self.folded = SecretEdit(), FolderChoice(), Folded()
        self._reader, self._sends_by, self._backfill = ChoiceBox(), ChoiceBox(), ChoiceBox()
        self._location = ChoiceBox()
        self.test, self.delete = (
            SecondaryButton("", "plugs-connected"),
            SecondaryButton("", "trash", danger=True),
        )
        self._build()
        self.server = ServerFields(IN, self.form, self.folded.column)
        self._connect()
        self.retranslate()
        self._fill()

    def show_row(self, row: MailboxRow, around: Around) -> None:
        """Show what is kept, unless somebody is typing; how it does is always shown."""
        seen, self._seen = self._seen, row
        if row.health in FAILS and (seen.health, seen.health_code) != (row.health, row.health_code):
            self.checks.take_back_praise()
        known, self._around = self.row, around
        has_changed = _typed(known) != _typed(row)
        if not self.is_touched or not has_changed:
            self.row = row
        self._offer()
        if not self.is_touched and (has_changed or self.folders.differs(around.folders)):
            self._fill()
        self._show_state(row)

    def edited(self) -> Edited:
        """Return what is typed."""
        row, operator = self.row, str(self.form.field("reader").value() or "")
        back = str(self.form.field("backfill").value() or "")
        place = str(self.form.field("location").value() or "")
        return Edited(
            id=row.id,
            seen_version=row.version,
            draft=MailboxDraft(
                name=self.text("name") or row.address,
                address=row.address,
                settings=self._settings(),
                role=MailboxRole.PERSONAL if operator else MailboxRole.MAIN,
                operator_id=operator or None,
                location_id=place or None,
                provider_id=str(self.form.field("sends_by").value() or "") or None,
                backfill_days=int(back) if back else None,
                is_active=bool(self.form.field("is_active").value()),
                is_sandbox=row.is_sandbox,
            ),
            folder_ids=self.folders.chosen() if self.folders.is_changed() else None,
            password=self.secret.text(),
        )

    def tested(self) -> TwoWayTest:
        """Return what is tried: its server as typed, and the account that its answers leave by."""
        wanted = self.form.field("sends_by").value()
        account = next((one for one in self._around.accounts if one.id == wanted), None)
        shares = account is not None and account.settings.get("secret") == self.row.settings.get("secret")
        return TwoWayTest(
            incoming=self._settings(),
            outgoing=account.settings if account is not None and shares else None,
            secret=self.secret.text() or None,
            owner_id=self.row.id,
        )

    def place(self, way: MailWay) -> tuple[str, int]:
        """Return host and port of one way."""
        if way is MailWay.INCOMING:
            server = self.server.place()
            return server.host, server.port
        settings = self.tested().outgoing or {}
        return str(settings.get("host", "")), int(settings.get("port", 0) or 0)

    def go_to(self, name: str) -> None:
        """Give the keyboard to a field; a server's is unfolded first."""
        if name.startswith(IN):
            self.folded.unfold()
        editor = self.form.field(name).editor
        editor.setFocus(Qt.FocusReason.OtherFocusReason)
        if isinstance(editor, QLineEdit):
            editor.selectAll()

    def show_overtaken(self, theirs: MailboxRow) -> None:
        """Show beside what is typed what somebody else saved; saving again replaces it."""
        values, mine = _filled(theirs), self.form.values()
        self.row = theirs
        self.show_theirs({name: str(told) for name, told in values.items() if str(mine[name]) != str(told)})

    def retranslate(self) -> None:
        super().retranslate()
        self.head.set_title(self.row.name)
        self.test.setText(_("Test"))
        self.delete.setText(_("Delete…"))
        for part in (self.folded, self.server, self.folders):
            part.retranslate()
        self.secret.retranslate(is_kept=True)
        self._offer()
        self._show_state(self.row)

    # ------------------------------------------------------------------------------------- inside

    def _settings(self) -> dict[str, object]:
        return {
            **self.row.settings,
            **self.server.place().settings,
            TAKES_MARKS: bool(self.form.field("plus").value()),
        }

    def _offer(self) -> None:
        """Offer what can be chosen now."""
        self._reader.offer(readers(self._around.people))
        self._location.offer([("", _("All locations")), *self._around.places])
        self._backfill.offer(backfills())
        accounts = [(one.id, one.name) for one in self._around.accounts]
        self._sends_by.offer([("", _("The first account that works")), *accounts])

    def _fill(self) -> None:
        self.fill(_filled(self.row))
        self.server.show_place(place_from(self.row.settings))
        self.folders.set_folders(self._around.folders)
        self.form.field("folders").setVisible(bool(self._around.folders))
        self.form.field("secret").setVisible(not uses_browser(self.row.settings))
        self.secret.clear()
        self.head.set_title(self.row.name)
        self._set_touched(False)

    def _show_state(self, row: MailboxRow) -> None:
        self.tile.show_health(health_of(row))
        text, verb = progress_text(row)
        if text:
            self.progress.show_message(text, verb=verb)
        else:
            self.progress.hide()

    def _on_pause(self) -> None:
        self.pause_requested.emit(not self.row.is_paused)

    def _build(self) -> None:
        editors = (
            ("name", QLineEdit()),
            ("secret", self.secret),
            ("reader", self._reader),
            ("location", self._location),
            ("sends_by", self._sends_by),
            ("backfill", self._backfill),
            ("is_active", Switch("")),
            ("folders", self.folders),
        )
        for name, editor in editors:
            self.form.add(name, FormField("", editor))
        self.folded.column.addWidget(self.form.add("plus", FormField("", Switch(""))))
        self.form.add_widget(self.folded)
        for bar in (self.tile, self.progress, self.checks):
            self.above.addWidget(bar)
        self.foot.insertWidget(1, self.test)
        self.foot.addWidget(self.delete)

    def _connect(self) -> None:
        self.test.clicked.connect(self.test_requested)
        self.delete.clicked.connect(self.remove_requested)
        self.tile.verb_requested.connect(self.health_verb)
        self.progress.verb_requested.connect(self._on_pause)


def _typed(row: MailboxRow) -> tuple[object, ...]:
    """Return what of a mailbox is typed, not found out."""
    own = row.name, row.settings, row.role, row.operator_id, row.location_id, row.provider_id
    return *own, row.backfill_days, row.is_active


def _filled(row: MailboxRow) -> dict[str, Value]:
    return {
        "name": row.name,
        "reader": row.operator_id or "",
        "location": row.location_id or "",
        "sends_by": row.provider_id or "",
        "backfill": "" if row.backfill_days is None else str(row.backfill_days),
        "is_active": row.is_active,
        "plus": takes_marks(row.settings),
    }
