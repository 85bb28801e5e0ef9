# SPDX-License-Identifier: LicenseRef-Desk
"""Mailboxes, their folders, what is to be done and where messages lie, as both databases keep it."""

import pytest

from desk import clock
from desk.errors import Conflict, NotFound, Refused
from desk.services.inbox import MailboxDraft, Mailboxes

DRAFT = MailboxDraft(name="Atelier", address="shop@atelier.example", settings={"host": "imap.example"})


def keep(db, draft=DRAFT):
    return db.write_now(lambda s: Mailboxes(s).create(draft, at=clock.now()))


def get(db, id_):
    return db.read_now(lambda s: Mailboxes(s).get(id_))


def test_a_mailbox_is_kept_changed_and_forgotten(any_db):
    id_, second = keep(any_db), keep(any_db)
    assert [row.id for row in any_db.read_now(lambda s: Mailboxes(s).page())] == [id_, second]
    assert get(any_db, id_).health == "unknown"
    any_db.write_now(
        lambda s: Mailboxes(s).note(id_, clock.now(), health="refused", health_code="password_refused")
    )
    changed = MailboxDraft(name="Other", address="a@b.example", settings={"host": "x"}, backfill_days=30)
    any_db.write_now(lambda s: Mailboxes(s).change(id_, 1, changed, at=clock.now()))
    row = get(any_db, id_)
    assert (row.name, row.version, row.health, row.health_code, row.backfill_days) == (
        "Other",
        2,
        "unknown",
        "",
        30,
    )
    with pytest.raises(Conflict, match="mailbox_changed"):
        any_db.write_now(lambda s: Mailboxes(s).change(id_, 1, changed, at=clock.now()))
    any_db.write_now(lambda s: Mailboxes(s).remove(id_, keep_messages=False, at=clock.now()))
    for work in (
        lambda s: Mailboxes(s).get(id_),
        lambda s: Mailboxes(s).release(id_, at=clock.now()),
        lambda s: Mailboxes(s).remove(id_, keep_messages=True, at=clock.now()),
    ):
        with pytest.raises(NotFound):
            any_db.write_now(work)


def test_switches_count_as_changes(any_db):
    id_ = keep(any_db)
    any_db.write_now(lambda s: Mailboxes(s).activate(id_, is_active=False, at=clock.now()))
    any_db.write_now(lambda s: Mailboxes(s).pause(id_, is_paused=True, at=clock.now()))
    row = get(any_db, id_)
    assert (row.is_active, row.is_paused, row.version) == (False, True, 3)


def test_what_no_mailbox_can_be(any_db):
    bad = MailboxDraft(name=" ", address="nobody", settings={}, backfill_days=-1)
    with pytest.raises(Refused) as caught:
        keep(any_db, bad)
    assert {(problem.code, problem.place) for problem in caught.value.problems} == {
        ("missing_field", "name"),
        ("not_an_email", "address"),
        ("missing_field", "settings.host"),
        ("not_a_number", "backfill_days"),
    }
    with pytest.raises(Refused, match="too_long"):
        keep(any_db, MailboxDraft(name="x" * 121, address="a@b.example", settings={"host": "x"}))


def test_settings_are_never_shown():
    assert "imap.example" not in repr(DRAFT)


def test_what_waited_for_the_passwords_is_tried_again(any_db):
    locked, refused, resting = keep(any_db), keep(any_db), keep(any_db)

    def work(session):
        boxes = Mailboxes(session)
        boxes.activate(resting, is_active=False, at=clock.now())
        for id_, code in (
            (locked, "passphrase_missing"),
            (refused, "password_refused"),
            (resting, "no_keyring"),
        ):
            boxes.note(id_, clock.now(), health="failing", health_code=code)
        return boxes.release_locked(at=clock.now())

    before = get(any_db, locked).version
    assert any_db.write_now(work) == 1
    assert (get(any_db, locked).health, get(any_db, locked).version) == ("unknown", before + 1)
    assert get(any_db, refused).health_code == "password_refused"
    assert get(any_db, resting).health_code == "no_keyring"
