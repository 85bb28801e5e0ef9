# SPDX-License-Identifier: LicenseRef-Desk
"""Batches come into the database in their order, whole or not at all."""

import pytest

from desk import clock
from desk.errors import Unavailable
from desk.models.vocabulary import FolderRole
from desk.services.inbox import Folders, MailboxDraft, Mailboxes, take_in
from desk.services.inbox.imap import Fetched
from desk.services.inbox.sync.intake import Batch, Intake
from desk.services.inbox.sync.reader import MailReader
from desk.services.store import Change
from tests.services.inbox.sync.box import mail


@pytest.fixture
def folder(db):
    draft = MailboxDraft(name="A", address="a@b.example", settings={"host": "x"})

    def work(session):
        id_ = Mailboxes(session).create(draft, at=clock.now())
        return Folders(session).add(id_, "INBOX", "/", FolderRole.INBOX, is_synced=True)

    return db.write_now(work)


@pytest.fixture
def reading():
    made = MailReader()
    yield made
    made.close()


def batch(folder, *uids, **how):
    messages = tuple(Fetched(uid=uid, flags=0, raw=mail(f"m{uid}")) for uid in uids)
    return Batch(folder=folder, messages=messages, **how)


def test_messages_position_and_progress_are_one_transaction(db, folder, reading):
    heard = []
    stop = db.changes.subscribe(Change, heard.append)
    with Intake(db, take_in, reading) as intake:
        intake.take(batch(folder, 9, 8, reached={"uid_low": 8}, progress=(2, 5)))
        intake.take(batch(folder, 7, reached={"uid_low": 7}, progress=(3, 5)))
        intake.settle()
        assert intake.kept == 3
    stop()
    assert db.read_now(lambda s: Folders(s).get(folder.id)).uid_low == 7
    row = db.read_now(lambda s: Mailboxes(s).get(folder.mailbox_id))
    assert (row.done, row.total) == (3, 5)
    assert {Change.CONVERSATIONS, Change.MAILBOXES} <= set().union(*heard)


def test_what_could_not_be_filed_does_not_move_the_position_and_is_said(db, folder, reading):
    def fail(session, arrivals, now):
        take_in(session, arrivals, now)
        raise Unavailable("disk_full")

    intake = Intake(db, fail, reading)
    intake.take(batch(folder, 9, reached={"uid_low": 9}))
    with pytest.raises(Unavailable, match="disk_full"):
        intake.settle()
    intake.__exit__(None, None, None)
    assert db.read_now(lambda s: Folders(s).get(folder.id)).uid_low == folder.uid_low


def test_a_mistake_in_the_middle_drops_what_was_not_begun(db, folder, reading):
    intake = Intake(db, take_in, reading)
    intake.take(batch(folder, 9, reached={"uid_low": 9}))
    intake.__exit__(ValueError, ValueError("ours"), None)
    assert db.read_now(lambda s: Folders(s).get(folder.id)).uid_low in (9, folder.uid_low)
