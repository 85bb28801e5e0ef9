# SPDX-License-Identifier: LicenseRef-Desk
"""`desk sync` and `desk inspect mailboxes`."""

import json

import pytest

from desk import clock, config
from desk.bootstrap import open_desk
from desk.cli import main
from desk.services.inbox import MailboxDraft, Mailboxes
from desk.services.store import Secrets


@pytest.fixture
def place(desk_home):
    return config.load()


def mailbox(place, settings, password="horse"):
    desk = open_desk(place)
    draft = MailboxDraft(name="Atelier", address="shop@atelier.example", settings=settings)
    id_ = desk.db.write_now(lambda s: Mailboxes(s).create(draft, at=clock.now()))
    Secrets().set(id_, password)
    desk.close()
    return id_


def test_without_a_shop_nothing_is_made(place, capsys):
    assert main(["sync", "--once"]) == 0
    assert "no shop" in capsys.readouterr().err
    assert not (place.home / "desk.db").exists()


def test_without_a_mailbox_there_is_nothing_to_do(place, capsys):
    open_desk(place).close()
    assert main(["sync", "--once"]) == 0
    assert "no mailbox" in capsys.readouterr().err


def test_once_and_what_is_shown_of_it(place, dovecot, capsys):
    id_ = mailbox(place, dovecot.settings("cli1"))
    with dovecot.other("cli1") as client:
        client.append("INBOX", "", None, b"Message-ID: <a@b.example>\r\n\r\nBonjour\r\n")
    assert main(["sync", "--once", "--account", "atelier"]) == 0
    assert "Atelier: 1 message fetched, up to date." in capsys.readouterr().out
    assert main(["sync", "--once"]) == 0
    assert "Atelier: up to date." in capsys.readouterr().out
    assert main(["inspect", "mailboxes", "--json"]) == 0
    shown = json.loads(capsys.readouterr().out)
    assert (shown["id"], shown["health"], shown["settings"]["username"]) == (id_, "ok", "cli1")
    assert "horse" not in json.dumps(shown)


def test_a_refused_password_is_said_and_is_the_exit_status(place, dovecot, capsys):
    mailbox(place, dovecot.settings("cli2"), password="wrong")
    assert main(["sync", "--once"]) == 1
    assert "Atelier: The mail server refuses the password." in capsys.readouterr().err
    assert main(["sync", "--account", "nobody"]) == 1
    assert "There is no mailbox “nobody”." in capsys.readouterr().err
