# SPDX-License-Identifier: LicenseRef-Desk
"""Asks for the shop's own registration at a service that signs in by browser; Desk has none built in, and says so."""

from collections.abc import Mapping

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desk.errors import Refused
from desk.services.providers import ClientDraft, ClientRow
from desk.translation import N_, _
from desk.ui.panes.settings.secret_edit import SecretEdit
from desk.ui.panes.settings.words import say
from desk.ui.theme import SIZE
from desk.ui.widgets import Form, FormField, InfoBar, LinkButton, PrimaryButton, SecondaryButton, Text
from desk.ui.wording import failure_text

WIDTH = 560
LABELS: Mapping[str, str] = {
    "client_id": N_("Client ID"),
    "secret": N_("Client secret, if the service gave one"),
    "authorize_url": N_("Address of the sign-in page"),
    "token_url": N_("Address for tokens"),
    "scopes": N_("Permissions (scopes), apart by spaces"),
}
_OTHER = ("authorize_url", "token_url", "scopes")
_WHY = N_(
    "{service} lets in only programs that are registered there. Desk has no registration built in: your shop "
    "registers it once, free of charge, and enters here what {service} shows."
)
_HOW: Mapping[str, str] = {
    "google": N_(
        "At Google: create an OAuth client of the type “Desktop app”, with the Gmail API switched on."
    ),
    "microsoft": N_(
        "At Microsoft: register an application for “Mobile and desktop”, with the redirect address http://localhost."
    ),
    "other": N_("Your provider names the addresses; as redirect address enter http://127.0.0.1."),
}
_PAGES: Mapping[str, str] = {
    "google": "https://console.cloud.google.com/apis/credentials",
    "microsoft": "https://entra.microsoft.com/#view/Microsoft_AAD_RegisteredApps",
}


class ClientDialog(QDialog):
    """save_requested(ClientDraft, secret): what was typed; `show_failure` when it cannot be kept."""

    save_requested = Signal(object, str)

    def __init__(self, parent: QWidget, row: ClientRow) -> None:
        super().__init__(parent)
        self._row = row
        self._name = _(row.service.label)
        self.setWindowTitle(_("Registration at {service}").format(service=self._name))
        self.setFixedWidth(WIDTH)
        self.form, self.bar, self.secret = Form(), InfoBar("danger"), SecretEdit()
        self.yes, self.no = PrimaryButton(_("Save and sign in"), "check"), SecondaryButton(_("Cancel"))
        for name, label in LABELS.items():
            field = self.form.add(name, FormField(_(label), self.secret if name == "secret" else QLineEdit()))
            field.setVisible(name not in _OTHER or row.service.name == "other")
        self.form.set_values(
            {
                "client_id": row.client_id,
                "authorize_url": row.service.authorize_url,
                "token_url": row.service.token_url,
                "scopes": " ".join(row.service.scopes),
            }
        )
        self.secret.retranslate(is_kept=False)
        self.yes.clicked.connect(self._on_yes)
        self.no.clicked.connect(self.reject)
        self.finished.connect(self.deleteLater)
        self._lay_out()
        self.form.field("client_id").editor.setFocus()

    def show_failure(self, error: Exception) -> None:
        """Say why it was not kept; what was typed stays."""
        if isinstance(error, Refused):
            self.form.show_problems(
                error.problems, lambda problem: say(problem, _(LABELS.get(problem.place, "")))
            )
            return
        failure = failure_text(error)
        self.bar.show_message(f"{failure.title} {failure.sentence}".strip(), details=failure.detail)

    def _on_yes(self) -> None:
        self.bar.hide()
        values = {name: str(value or "") for name, value in self.form.values().items()}
        secret = values.pop("secret")
        self.save_requested.emit(ClientDraft(**values), secret)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(SIZE.space_xl, SIZE.space_xl, SIZE.space_xl, SIZE.space_l)
        column.setSpacing(SIZE.space_m)
        column.addWidget(Text(self.windowTitle(), "h2", wrap=True))
        column.addWidget(Text(_(_WHY).format(service=self._name), "text2", wrap=True))
        column.addWidget(Text(_(_HOW.get(self._row.service.name, "")), "text2", wrap=True))
        page = _PAGES.get(self._row.service.name, "")
        if page:
            link = LinkButton(_("Open {service}’s page").format(service=self._name), "arrow-square-out")
            link.clicked.connect(lambda: QDesktopServices.openUrl(QUrl(page)))
            row = QHBoxLayout()
            row.addWidget(link)
            row.addStretch(1)
            column.addLayout(row)
        column.addWidget(self.bar)
        column.addWidget(self.form)
        row = QHBoxLayout()
        row.setSpacing(SIZE.space_s)
        row.addStretch(1)
        row.addWidget(self.no)
        row.addWidget(self.yes)
        column.addLayout(row)
