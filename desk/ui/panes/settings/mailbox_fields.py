# SPDX-License-Identifier: LicenseRef-Desk
"""The fields of mail servers, for whoever wants to see or correct them."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QLineEdit, QSpinBox, QVBoxLayout

from desk.translation import N_, _
from desk.ui.panes.settings.choice_box import ChoiceBox
from desk.ui.panes.settings.mailbox_entry import NONE, STARTTLS, TLS, Place
from desk.ui.widgets import Form, FormField, SectionLabel
from desk.ui.widgets.editors import Value

IN, OUT = "incoming.", "outgoing."
_LABELS: Mapping[str, str] = {
    "host": N_("Server"),
    "port": N_("Port"),
    "security": N_("Encryption"),
    "username": N_("User name"),
    "pin": N_("Trusted certificate (SHA-256)"),
}
_TITLES: Mapping[str, str] = {IN: N_("Receiving (IMAP)"), OUT: N_("Sending (SMTP)")}
_SECURITY: Mapping[str, str] = {
    TLS: N_("TLS"),
    STARTTLS: N_("STARTTLS"),
    NONE: N_("No encryption (this computer only)"),
}
_KEPT = {"pin": "pinned_certificate"}


def server_labels(side: str) -> dict[str, str]:
    """Return field → msgid for one server."""
    return {side + name: label for name, label in _LABELS.items()}


class ServerFields:
    """The fields of one server in `form`, shown in `column`. side: IN or OUT."""

    def __init__(self, side: str, form: Form, column: QVBoxLayout) -> None:
        self._side, self._form = side, form
        self._title = SectionLabel("")
        self._security = ChoiceBox()
        column.addWidget(self._title)
        for name, editor in (
            ("host", QLineEdit()),
            ("port", _Port()),
            ("security", self._security),
            ("username", QLineEdit()),
            ("pin", QLineEdit()),
        ):
            column.addWidget(form.add(side + name, FormField("", editor)))

    def retranslate(self) -> None:
        """Say everything in the current language."""
        self._title.setText(_(_TITLES[self._side]))
        self._security.offer([(key, _(label)) for key, label in _SECURITY.items()])

    def place(self) -> Place:
        """Return what is typed."""
        port = self._value("port")
        return Place(
            host=str(self._value("host") or "").strip(),
            port=int(port) if isinstance(port, int) else 0,
            security=str(self._value("security")),
            username=str(self._value("username") or "").strip(),
            pin=str(self._value("pin") or "").strip(),
        )

    def show_place(self, place: Place) -> None:
        """Fill the fields."""
        for name in _LABELS:
            self._form.field(self._side + name).set_value(getattr(place, name))
        self._show_pin()

    def put(self, settings: Mapping[str, Any]) -> None:
        """Put a few settings into the fields as if they had been typed."""
        for name in _LABELS:
            if (kept := _KEPT.get(name, name)) in settings:
                self._form.field(self._side + name).set_value(settings[kept])
        self._show_pin()

    def _show_pin(self) -> None:
        """Show the trusted certificate where there is one: nobody types it by heart."""
        self._form.field(self._side + "pin").setVisible(bool(self._value("pin")))

    def _value(self, name: str) -> Value:
        return self._form.field(self._side + name).value()


def place_from(settings: Mapping[str, Any]) -> Place:
    """Return the server that a kept account's settings name."""
    security = str(settings.get("security") or TLS)
    return Place(
        host=str(settings.get("host") or ""),
        port=int(settings.get("port") or (993 if security == TLS else 143)),
        security=security,
        username=str(settings.get("username") or ""),
        pin=str(settings.get("pinned_certificate") or ""),
    )


class _Port(QSpinBox):
    """A port; scrolling leaves it alone."""

    def __init__(self) -> None:
        super().__init__()
        self.setRange(1, 65535)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()
