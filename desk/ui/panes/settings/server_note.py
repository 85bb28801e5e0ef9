# SPDX-License-Identifier: LicenseRef-Desk
"""Whose mail server it is: a list of the well-known ones, and what they ask for."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desk.translation import _
from desk.ui.panes.settings.choice_box import ChoiceBox
from desk.ui.panes.settings.mail_servers import (
    APP_PASSWORD,
    BROWSER,
    MailServer,
    guess,
    known_servers,
    server_of,
)
from desk.ui.theme import SIZE
from desk.ui.widgets import FormField, Text


class ServerNote(QWidget):
    """chosen(MailServer | None): somebody chose a service from the list; None: another one."""

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.service = ChoiceBox()
        self._field = FormField("", self.service)
        self.note = Text("", "meta", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SIZE.space_xs)
        column.addWidget(self._field)
        column.addWidget(self.note)
        self.service.activated.connect(self._on_chosen)

    def show_server(self, host: str, address: str, *, is_new: bool) -> None:
        """Say whose server `host` is; for a new account also when it was guessed from `address`."""
        server = server_of(host)
        self.service.choose("" if server is None else server.host)
        text, role = _known(server) if server is not None else _guessed(host, address if is_new else "")
        self.note.setText(text)
        self.note.set_role(role)
        self.note.setVisible(bool(text))

    def retranslate(self) -> None:
        """Say everything in the current language."""
        self._field.set_label(_("Mail provider"))
        names = [(server.host, server.name) for server in known_servers()]
        self.service.offer([("", _("Another one")), *names])

    def _on_chosen(self) -> None:
        self.chosen.emit(server_of(self.service.key()))


def _guessed(host: str, address: str) -> tuple[str, str]:
    found = guess(address)
    is_guess = found is not None and found.host == host
    return _("Found by guessing: check the name of the server.") if is_guess else "", "warning"


def _known(server: MailServer) -> tuple[str, str]:
    if server.sign_in == BROWSER:
        sentence = _("{server} wants a sign-in by browser: add this address under Mailboxes instead.")
        return sentence.format(server=server.name), "warning"
    if server.sign_in == APP_PASSWORD:
        return _("{server} wants an app password, made for Desk.").format(server=server.name), "warning"
    return _("Settings of {server}.").format(server=server.name), "success"
