# SPDX-License-Identifier: LicenseRef-Desk
"""What was found out about an address: the service, its two servers, and how the test of each went."""

from dataclasses import dataclass, replace

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout

from desk.services.inbox import MailWay
from desk.translation import _
from desk.ui.panes.settings.mailbox_entry import NONE, STARTTLS, Place
from desk.ui.panes.settings.sheet import at_start
from desk.ui.theme import SIZE
from desk.ui.widgets import Badge, Card, CheckItem, CheckList, LinkButton, Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What the card shows. states: of the ways: todo, busy, ok, danger. note_role: a role of texts, "" for none.

    help: the page on which a password for Desk is made, "" for none. is_typed: it is not a guess any more.
    """

    service: str
    is_sure: bool
    incoming: Place
    outgoing: Place
    note: str = ""
    note_role: str = ""
    is_by_browser: bool = False
    help: str = ""
    states: tuple[str, str] = ("todo", "todo")
    is_typed: bool = False


class FoundCard(Card):
    """Hidden until something was found. change_requested(): somebody wants to correct the servers."""

    change_requested = Signal()

    def __init__(self) -> None:
        super().__init__(quiet=True)
        self._found: Found | None = None
        self._title, self.badge = Text("", "h3"), Badge("")
        self.change = LinkButton("", "pencil-simple")
        self.note, self._safe = Text("", "meta", wrap=True), Text("", "muted", wrap=True)
        self.ways, self.help = CheckList(""), LinkButton("", "arrow-square-out")
        self._help_line = at_start(self.help)
        top = QHBoxLayout()
        top.setSpacing(SIZE.space_s)
        top.addWidget(self._title)
        top.addWidget(self.badge)
        top.addStretch(1)
        top.addWidget(self.change)
        self.column.setContentsMargins(SIZE.space_l, SIZE.space_m, SIZE.space_l, SIZE.space_m)
        self.column.setSpacing(SIZE.space_s)
        self.column.addLayout(top)
        for part in (self.note, self._help_line, self.ways, self._safe):
            self.column.addWidget(part)
        self.help.clicked.connect(self._on_help)
        self.change.clicked.connect(self.change_requested)
        self.hide()

    def show_found(self, found: Found) -> None:
        """Show what was found."""
        self._found = found
        self._say()
        self.show()

    def show_way(self, way: MailWay, state: str) -> None:
        """Show how the test of one way goes."""
        if self._found is not None:
            incoming, outgoing = self._found.states
            both = (state, outgoing) if way is MailWay.INCOMING else (incoming, state)
            self._found = replace(self._found, states=both)
            self._say()
            self.show()

    def forget(self) -> None:
        """Show nothing."""
        self._found = None
        self.hide()

    def retranslate(self) -> None:
        """Say everything in the current language."""
        self._title.setText(_("Settings"))
        self.change.setText(_("Change"))
        self.help.setText(_("Create an app password"))
        self._safe.setText(_("The password is kept encrypted on this computer, never in clear text."))
        self.ways.setAccessibleName(_("Settings"))
        self._say()

    def _on_help(self) -> None:
        if self._found is not None:
            QDesktopServices.openUrl(QUrl(self._found.help))

    def _say(self) -> None:
        found = self._found
        if found is None:
            return
        word = found.service or (_("Found") if found.is_sure else _("Guessed"))
        self.badge.set_badge(word, "info" if found.is_sure else "warn")
        self.badge.setVisible(found.is_sure or not found.is_typed)
        self.note.setText(found.note)
        self.note.set_role(found.note_role or "meta")
        self.note.setVisible(bool(found.note))
        self._safe.setVisible(not found.is_by_browser)
        self._help_line.setVisible(bool(found.help))
        self.ways.set_items(
            (
                _item("incoming", _("Receiving – IMAP"), found.incoming, found.states[0]),
                _item("outgoing", _("Sending – SMTP"), found.outgoing, found.states[1]),
            )
        )


def _item(key: str, text: str, place: Place, state: str) -> CheckItem:
    words = {"ok": _("It works"), "busy": _("Trying…"), "danger": _("Does not work"), "todo": ""}
    parts = (f"{place.host}:{place.port}", _encryption(place.security), words[state])
    return CheckItem(
        key=key,
        text=text,
        state=state,
        state_word=words[state],
        detail=" · ".join(part for part in parts if part),
    )


def _encryption(security: str) -> str:
    if security == NONE:
        return _("not encrypted")
    return _("encrypted (STARTTLS)") if security == STARTTLS else _("encrypted (TLS)")
