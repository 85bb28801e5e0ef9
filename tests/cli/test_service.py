# SPDX-License-Identifier: LicenseRef-Desk
import base64
import sqlite3

import keyring
import pytest
from keyring.backends import fail

from desk import clock
from desk.cli import service
from desk.cli.service import _first_of
from desk.errors import Misconfigured, Unavailable
from desk.models.vocabulary import DeliveryState
from desk.services.inbox import MailboxDraft, Mailboxes
from desk.services.store import Keeping, Secrets, keep_secrets_in, strongbox
from desk.services.store.schema import HEAD
from tests.journeys.post_office import PostOffice


def test_migrate_says_where_the_tables_stood(desk, place):
    (place.home / "desk.db").unlink()
    assert desk("migrate").out == "The tables were at nothing and are up to date.\n"
    assert desk("migrate").out == f"The tables were at {HEAD} and are up to date.\n"
    with sqlite3.connect(place.home / "desk.db") as connection:
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    connection.close()


def test_migrate_leaves_what_a_newer_desk_has_written(desk, place):
    with sqlite3.connect(place.home / "desk.db") as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    said = desk("migrate")
    assert said.status == 1
    assert "newer Desk" in said.error


def test_drain_does_what_is_due_and_ends(desk, shop):
    with PostOffice() as office:
        shop.account(office.port)
        shop.ready()
        assert desk("service", "--drain").status == 0
        assert shop.states() == {DeliveryState.SENT: 1}
        assert len(office.mails) == 1
    assert clock.now().tzinfo is not None


@pytest.mark.parametrize(
    ("group", "code"),
    [
        (BaseExceptionGroup("a", [Unavailable("database_away")]), "database_away"),
        (BaseExceptionGroup("a", [BaseExceptionGroup("b", [Misconfigured("no_keyring")])]), "no_keyring"),
        (BaseExceptionGroup("a", [Unavailable("disk_full"), ValueError("ours")]), None),
    ],
)
def test_only_what_may_go_wrong_is_said_in_a_sentence(group, code):
    found = _first_of(group)
    assert (found.code if found else None) == code


def test_a_service_beside_a_window_gives_way_to_it(monkeypatch):
    asked = []
    monkeypatch.setattr(service.os, "nice", asked.append, raising=False)
    monkeypatch.setattr(service.os, "SCHED_BATCH", 3, raising=False)
    monkeypatch.setattr(service.os, "sched_param", int, raising=False)
    monkeypatch.setattr(service.os, "sched_setscheduler", lambda *how: asked.append(how), raising=False)
    service._give_way()
    assert asked == [service.NICE, (0, 3, 0)]


def test_the_window_tells_the_passphrase_and_no_other_word_is_heard(place, monkeypatch, log_guard):
    log_guard.expect("the passwords stay locked")
    keyring.set_keyring(fail.Keyring())
    monkeypatch.setattr(strongbox, "COST", 2)
    keep_secrets_in(place.home)
    Secrets().unlock("right words")
    Secrets().set("p1", "secret")
    keep_secrets_in(None)
    keep_secrets_in(place.home)
    for line in (b"", b"hello", b"passphrase !", b"passphrase " + base64.b64encode(b"wrong words")):
        assert not service._hear(line)
    assert Secrets().keeping() is Keeping.LOCKED
    assert service._hear(b"passphrase " + base64.b64encode(b"right words"))
    assert Secrets().get("p1") == "secret"


def test_mailboxes_that_waited_for_the_passphrase_are_tried_at_once(db, log_guard):
    log_guard.expect("was not woken")
    draft = MailboxDraft(name="A", address="a@b.example", settings={"host": "imap.example"})

    def work(session):
        mailbox_id = Mailboxes(session).create(draft, at=clock.now())
        Mailboxes(session).note(mailbox_id, clock.now(), health="failing", health_code="passphrase_missing")
        return mailbox_id

    mailbox_id = db.write_now(work)
    service._follow(lambda: db.write_now(service._release_locked))
    assert db.read_now(lambda session: Mailboxes(session).get(mailbox_id)).health == "unknown"

    def fails():
        raise Unavailable("database_busy")

    service._follow(fails)
