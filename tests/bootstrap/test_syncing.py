# SPDX-License-Identifier: LicenseRef-Desk
"""The syncing put together: which mailboxes, signed in with what is kept, one process at a time."""

import asyncio
from datetime import timedelta

import pytest

from desk import clock, config
from desk.bootstrap import chosen_mailboxes, open_desk, sync_once, syncing
from desk.errors import Misconfigured, NotFound, Unavailable
from desk.services.inbox import MailboxDraft, Mailboxes, Placements
from desk.services.store import Leases, Secrets


@pytest.fixture
def desk(tmp_path, sqlite_url):
    made = open_desk(config.at(tmp_path / "home", sqlite_url))
    yield made
    made.close()


def mailbox(desk, settings, name="Atelier", password="horse", **others):
    draft = MailboxDraft(name=name, address=f"{name}@atelier.example".lower(), settings=settings, **others)
    id_ = desk.db.write_now(lambda s: Mailboxes(s).create(draft, at=clock.now()))
    if password:
        Secrets().set(id_, password)
    return id_


def test_mailboxes_are_chosen_by_name_address_or_id(desk):
    first = mailbox(desk, {"host": "x"})
    resting = mailbox(desk, {"host": "x"}, name="Repos", is_active=False)
    assert [row.id for row in chosen_mailboxes(desk.db, "")] == [first]
    for word in ("ATELIER", "atelier@atelier.example", first):
        assert [row.id for row in chosen_mailboxes(desk.db, word)] == [first]
    assert [row.id for row in chosen_mailboxes(desk.db, "repos")] == [resting]
    with pytest.raises(NotFound, match="no_mailbox"):
        chosen_mailboxes(desk.db, "nobody")


def test_each_is_synced_once_and_one_that_fails_stops_no_other(desk, dovecot):
    lacking = mailbox(desk, dovecot.settings("once1"), name="Sans", password="")
    good = mailbox(desk, dovecot.settings("once2"))
    with dovecot.other("once2") as client:
        client.append("INBOX", "", None, b"Message-ID: <a@b.example>\r\n\r\nBonjour\r\n")
    failures = asyncio.run(sync_once(desk, [lacking, good]))
    assert {id_: (type(error), error.code) for id_, error in failures.items()} == {
        lacking: (Misconfigured, "password_missing")
    }
    folders = desk.db.read_now(lambda s: Mailboxes(s).folders(good))
    assert sum(desk.db.read_now(lambda s: Placements(s).count([row.id for row in folders])).values()) == 1


def test_who_comes_second_says_so(desk, monkeypatch):
    monkeypatch.setattr(syncing, "LEASE_S", 0.2)
    id_ = mailbox(desk, {"host": "x"})
    desk.db.write_now(lambda s: Leases(s).take("sync", "somebody", clock.now(), timedelta(seconds=30)))
    with pytest.raises(Unavailable, match="sync_elsewhere"):
        asyncio.run(sync_once(desk, [id_]))
