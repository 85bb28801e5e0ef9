# SPDX-License-Identifier: LicenseRef-Desk
"""Whose mail server it is."""

import pytest

from desk.ui.panes.settings.mail_servers import server_of
from desk.ui.panes.settings.server_note import ServerNote


@pytest.fixture
def note(qtbot):
    made = ServerNote()
    qtbot.addWidget(made)
    made.retranslate()
    return made


@pytest.mark.parametrize(
    ("host", "says"),
    [
        ("smtp.gmail.com", "Gmail wants an app password, made for Desk."),
        ("smtp.orange.fr", "Settings of Orange."),
        ("relay.example", ""),
    ],
)
def test_it_says_what_the_service_asks_for(note, host, says):
    note.show_server(host, "", is_new=False)
    assert note.note.text() == says


def test_microsoft_is_told_honestly(note):
    note.show_server("smtp-mail.outlook.com", "", is_new=True)
    assert note.note.text() == "Outlook wants a sign-in by browser: add this address under Mailboxes instead."


def test_a_guess_is_called_a_guess_for_new_accounts_only(note):
    note.show_server("mail.x.fr", "a@x.fr", is_new=True)
    assert "guessing" in note.note.text()
    note.show_server("mail.x.fr", "a@x.fr", is_new=False)
    assert note.note.isHidden()


def test_a_service_is_chosen_from_the_list(note):
    chosen = []
    note.chosen.connect(chosen.append)
    note.service.choose("ssl0.ovh.net")
    note.service.activated.emit(0)
    note.service.choose("")
    note.service.activated.emit(0)
    assert chosen == [server_of("ssl0.ovh.net"), None]
