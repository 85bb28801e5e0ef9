# SPDX-License-Identifier: LicenseRef-Desk
"""What is to be done on the servers, as both databases keep it."""

from datetime import timedelta

from sqlalchemy import update

from desk import clock
from desk.models import Mailbox
from desk.models.mailbox import FLAGGED, SEEN
from desk.models.vocabulary import FolderRole
from desk.services.inbox import ServerJobs
from desk.services.inbox.sync.server_jobs import NEVER
from tests.services.inbox.sync.test_placements import laid

MINUTE = timedelta(minutes=1)


def mailbox_of(db, message):
    from desk.services.inbox import Placements

    return db.read_now(lambda s: Placements(s).of_messages([message]))[0].mailbox_id


def test_jobs_are_given_in_order_and_what_waits_holds_up_its_own_message_only(any_db):
    _, there = laid(any_db)
    a, b, _ = there.values()
    box, now = mailbox_of(any_db, a), clock.now()

    def add(session):
        jobs = ServerJobs(session)
        assert jobs.flags([a, b], add=SEEN, at=now) == 2
        assert jobs.move([a], FolderRole.ARCHIVE, at=now) == 1
        assert jobs.delete(["nix"], at=now) == 0
        jobs.append(box, b, "0" * 64, flags=SEEN, at=now)

    any_db.write_now(add)
    due = any_db.read_now(lambda s: ServerJobs(s).due(box, now))
    assert [(job.message_id, job.kind) for job in due] == [
        (a, "flags"),
        (b, "flags"),
        (a, "move"),
        (b, "append"),
    ]
    any_db.write_now(lambda s: ServerJobs(s).later([due[0].id], now + MINUTE, "quota_full"))
    left = any_db.read_now(lambda s: ServerJobs(s).due(box, now))
    assert [(job.message_id, job.kind) for job in left] == [(b, "flags"), (b, "append")]
    any_db.write_now(lambda s: ServerJobs(s).done([job.id for job in left]))
    assert any_db.read_now(lambda s: ServerJobs(s).next_due(box)) == now
    assert any_db.read_now(lambda s: [job.attempts for job in ServerJobs(s).of(box)]) == [1, 0]


def test_what_was_given_up_is_shown_and_not_tried(any_db):
    _, there = laid(any_db, 1)
    [a] = there.values()
    box, now = mailbox_of(any_db, a), clock.now()
    any_db.write_now(lambda s: ServerJobs(s).flags([a], add=SEEN, at=now))
    [job] = any_db.read_now(lambda s: ServerJobs(s).due(box, now))
    assert any_db.read_now(lambda s: ServerJobs(s).newest(box)) == job.id
    any_db.write_now(lambda s: ServerJobs(s).later([job.id], NEVER, "server_refused " + "x" * 400))
    assert any_db.read_now(lambda s: ServerJobs(s).due(box, now)) == ()
    assert any_db.read_now(lambda s: ServerJobs(s).next_due(box)) is None
    assert any_db.read_now(lambda s: len(ServerJobs(s).of(box)[0].error)) == 300
    assert any_db.read_now(lambda s: ServerJobs(s).pending_flags([a])) == {}


def test_what_is_still_to_be_told_is_the_last_word(any_db):
    _, there = laid(any_db, 1)
    [a] = there.values()
    now = clock.now()

    def add(session):
        jobs = ServerJobs(session)
        jobs.flags([a], add=SEEN | FLAGGED, at=now)
        jobs.flags([a], remove=SEEN, at=now)

    any_db.write_now(add)
    assert any_db.read_now(lambda s: ServerJobs(s).pending_flags([a])) == {a: (FLAGGED, SEEN)}


def test_a_drain_waits_for_what_can_be_done_now_only(any_db):
    _, there = laid(any_db, 1)
    (message,) = there.values()
    box, now = mailbox_of(any_db, message), clock.now()

    def has_due():
        return any_db.read_now(lambda s: ServerJobs(s).has_due(now))

    def health(value):
        any_db.write_now(lambda s: s.execute(update(Mailbox).values(health=value)))

    health("ok")
    any_db.write_now(lambda s: ServerJobs(s).flags([message], add=SEEN, at=now))
    assert has_due()
    health("failing")
    assert not has_due()
    health("ok")
    jobs = any_db.read_now(lambda s: ServerJobs(s).due(box, now))
    any_db.write_now(lambda s: ServerJobs(s).later([job.id for job in jobs], now, "no"))
    assert not has_due()
    any_db.write_now(lambda s: ServerJobs(s).flags([message], add=FLAGGED, at=now))
    assert not has_due()  # what failed before it holds it up
