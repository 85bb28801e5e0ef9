# SPDX-License-Identifier: LicenseRef-Desk
"""The fields of a mail server."""

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desk.ui.panes.settings.mailbox_entry import Place
from desk.ui.panes.settings.mailbox_fields import IN, ServerFields, place_from, server_labels
from desk.ui.widgets import Form

PLACE = Place(host="imap.x.fr", port=993, security="tls", username="a@x.fr", pin="ab:cd")


@pytest.fixture
def fields(qtbot):
    around = QWidget()
    qtbot.addWidget(around)
    column, form = QVBoxLayout(around), Form()
    column.addWidget(form)
    made = ServerFields(IN, form, column)
    made.retranslate()
    made.around = around
    return made


def test_what_is_shown_comes_back(fields):
    fields.show_place(PLACE)
    assert fields.place() == PLACE
    assert set(server_labels(IN)) == {
        f"incoming.{name}" for name in ("host", "port", "security", "username", "pin")
    }


def test_a_certificate_is_shown_only_where_one_is_trusted(fields):
    pin = fields._form.field("incoming.pin")
    fields.show_place(replace(PLACE, pin=""))
    assert pin.isHidden()
    fields.put({"pinned_certificate": "ef"})
    assert not pin.isHidden()


def test_a_few_settings_are_put_in_as_if_typed(fields):
    fields.show_place(PLACE)
    fields.put({"port": 143, "security": "starttls", "pinned_certificate": "ef", "unknown": 1})
    assert fields.place() == Place(
        host="imap.x.fr", port=143, security="starttls", username="a@x.fr", pin="ef"
    )


@pytest.mark.parametrize(
    ("settings", "port", "security"),
    [
        ({}, 993, "tls"),
        ({"security": "starttls"}, 143, "starttls"),
        ({"port": 1143, "security": "none"}, 1143, "none"),
    ],
)
def test_a_kept_account_has_the_usual_port(settings, port, security):
    found = place_from({"host": "x", **settings})
    assert (found.port, found.security) == (port, security)
