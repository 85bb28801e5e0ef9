# SPDX-License-Identifier: LicenseRef-Desk
"""Batches come into the database in their order, whole or not at all."""

import threading

import pytest

from desk import clock
from desk.errors import Unavailable
from desk.models.vocabulary import FolderRole
from desk.services.inbox import Folders, MailboxDraft, Mailboxes, take_in
from desk.services.inbox.imap import Fetched
from desk.services.inbox.sync import intake as intake_module
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
    begun, may_end = threading.Event(), threading.Event()

    def slow(session, arrivals, now):
        begun.set()
        may_end.wait(60)
        take_in(session, arrivals, now)

    intake = Intake(db, slow, reading)
    for uid in (9, 8):
        intake.take(batch(folder, uid, reached={"uid_low": uid}))
    assert begun.wait(60)
    second, _size = intake._waiting[-1]
    second.add_done_callback(lambda _: may_end.set())  # cancelled: only now may the first one end
    intake.__exit__(ValueError, ValueError("ours"), None)
    assert db.read_now(lambda s: Folders(s).get(folder.id)).uid_low == 9


def test_what_was_gathered_piece_by_piece_is_written_at_once(db, folder, reading):
    written = []

    def told(session, arrivals, now):
        written.append([one.uid for one in arrivals])
        take_in(session, arrivals, now)

    with Intake(db, told, reading) as intake:
        gathered = intake.gather()
        for uids in ((9, 8), (7,), ()):
            gathered.add(batch(folder, *uids).messages)
        assert gathered.size == sum(len(one.raw) for one in gathered.messages)
        intake.take(batch(folder, reached={"uid_low": 7}), gathered)
        intake.settle()
        assert intake.kept == 3
    assert written == [[9, 8, 7]]
    assert db.read_now(lambda s: Folders(s).get(folder.id)).uid_low == 7


def test_no_more_waits_than_may_lie_in_memory(db, folder, reading, monkeypatch):
    monkeypatch.setattr(intake_module, "AHEAD_BYTES", 1)
    may_go, most = threading.Semaphore(0), []

    def slow(session, arrivals, now):
        may_go.acquire(timeout=60)
        take_in(session, arrivals, now)

    with Intake(db, slow, reading) as intake:
        for uid in (9, 8, 7, 6):
            may_go.release()
            intake.take(batch(folder, uid))
            most.append(len(intake._waiting))
        may_go.release(4)
    assert max(most) == 2


def test_after_a_batch_that_could_not_be_written_none_is(db, folder, reading):
    """What lies below it would be told as reached, and nobody would ask for the first again."""

    def fail(session, arrivals, now):
        if arrivals[0].uid == 9:
            raise Unavailable("disk_full")
        take_in(session, arrivals, now)

    intake = Intake(db, fail, reading)
    for uid in (9, 8):
        intake.take(batch(folder, uid, reached={"uid_low": uid}))
    for _both in range(2):
        with pytest.raises(Unavailable, match="disk_full"):
            intake.settle()
    intake.__exit__(None, None, None)
    assert db.read_now(lambda s: Folders(s).get(folder.id)).uid_low == folder.uid_low
