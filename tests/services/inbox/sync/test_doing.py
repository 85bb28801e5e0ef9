# SPDX-License-Identifier: LicenseRef-Desk
"""What is done here is done on the server, once and in order."""

from datetime import timedelta

import pytest

from desk import clock
from desk.models.mailbox import ANSWERED, FLAGGED, SEEN
from desk.models.vocabulary import FolderRole
from desk.services.delivery import Blobs
from desk.services.inbox import ServerJobs
from tests.services.inbox.sync.box import mail
from tests.services.inbox.sync.line import Line


def do(box, work):
    box.db.write_now(lambda session: work(ServerJobs(session)))
    return box.sync()


def jobs(box):
    return box.db.read_now(lambda session: ServerJobs(session).of(box.id))


def test_marks_are_set_and_taken_in_order(box):
    box.put(mail("a"), mail("b")).sync()
    ids = box.message_ids("a", "b")
    do(
        box,
        lambda s: (
            s.flags(ids, add=SEEN | FLAGGED, at=clock.now()) and s.flags(ids[:1], remove=SEEN, at=clock.now())
        ),
    )
    assert dict(box.theirs().values()) == {
        "a@client.example": FLAGGED,
        "b@client.example": SEEN | FLAGGED,
    }
    assert box.ours() == box.theirs()
    assert jobs(box) == ()


def test_what_the_server_says_meanwhile_does_not_undo_what_was_done_here(box):
    """Read here, flagged there: both stay."""
    box.put(mail("a")).sync()
    [a] = box.message_ids("a")

    def read_here(session):
        from sqlalchemy import update

        from desk.models import Message

        session.execute(update(Message).where(Message.id == a).values(is_read=True))
        ServerJobs(session).flags([a], add=SEEN, at=clock.now() + timedelta(hours=1))  # not told yet

    box.db.write_now(read_here)
    box.other.select()
    box.other.uid("store", "1", "+FLAGS", r"(\Flagged)")
    box.sync()
    assert (box.message("a").is_read, box.message("a").is_flagged) == (True, True)


def test_archiving_moves_and_unarchiving_moves_back(box):
    box.put(mail("a"), mail("b")).sync()
    [a] = box.message_ids("a")
    do(box, lambda s: s.move([a], FolderRole.ARCHIVE, at=clock.now()))
    assert [name for name, _ in box.theirs("Archive").values()] == ["a@client.example"]
    assert box.places("a") == ["archive"]
    do(box, lambda s: s.move([a], FolderRole.INBOX, at=clock.now()))
    assert box.places("a") == ["inbox"]
    assert box.theirs("Archive") == {}
    assert box.ours() == box.theirs()
    assert box.count() == 2


def test_deleting_goes_to_the_trash_or_for_good(box):
    box.put(mail("a"), mail("b"), mail("c")).sync()
    a, b = box.message_ids("a", "b")
    do(box, lambda s: s.delete([a], at=clock.now()) and s.delete([b], at=clock.now(), for_good=True))
    assert [name for name, _ in box.theirs("Trash").values()] == ["a@client.example"]
    assert [name for name, _ in box.theirs().values()] == ["c@client.example"]
    assert box.ours() == box.theirs()


def test_only_ours_is_deleted_for_good_when_somebody_else_has_marked_another(box):
    box.put(mail("a"), mail("b")).sync()
    box.other.select()
    box.other.uid("store", "2", "+FLAGS", r"(\Deleted)")
    [a] = box.message_ids("a")
    do(box, lambda s: s.delete([a], at=clock.now(), for_good=True))
    assert "b@client.example" in {name for name, _ in box.theirs().values()}


def test_a_lacking_archive_is_made(boxes, any_dovecot):
    box = boxes(any_dovecot)
    box.other.delete("Archive")
    box.hang_up()
    box.put(mail("a")).sync()
    [a] = box.message_ids("a")
    do(box, lambda s: s.move([a], FolderRole.ARCHIVE, at=clock.now()))
    assert [name for name, _ in box.theirs("Archive").values()] == ["a@client.example"]


@pytest.fixture
def sent(box):
    """A mail that left, known here by its Message-ID, whose bytes are kept."""
    box.put(mail("other")).sync()
    raw = mail("ours")
    box.put(raw, folder="Archive").sync()
    [ours] = box.message_ids("ours")
    sha256 = box.db.write_now(lambda s: Blobs(s).put(raw))
    return ours, sha256


def test_what_was_sent_is_put_into_sent_and_read_back(box, sent):
    ours, sha256 = sent
    do(box, lambda s: s.append(box.id, ours, sha256, flags=SEEN | ANSWERED, at=clock.now()))
    assert list(box.theirs("Sent").values()) == [("ours@client.example", SEEN | ANSWERED)]
    assert box.ours("Sent") == box.theirs("Sent")
    assert jobs(box) == ()


def test_it_is_put_there_once_even_when_the_provider_did_it_or_the_line_was_cut(box, sent):
    ours, sha256 = sent
    box.put(mail("ours"), folder="Sent")
    do(box, lambda s: s.append(box.id, ours, sha256, flags=SEEN, at=clock.now()))
    assert len(box.theirs("Sent")) == 1


def test_a_full_mailbox_is_said_and_tried_again(boxes, dovecot):
    with Line(dovecot) as line:
        box = boxes(dovecot, port=line.port)
        box.put(mail("a")).sync()
        raw = mail("big", "x" * 5000)
        box.put(raw, folder="Archive").sync()
        [big] = box.message_ids("big")
        sha256 = box.db.write_now(lambda s: Blobs(s).put(raw))
        full = {"is": True}

        def refuse(data):
            return data.replace(b" OK [APPENDUID", b" NO [OVERQUOTA] full [X") if full["is"] else data

        line.alter = refuse
        do(box, lambda s: s.append(box.id, big, sha256, flags=SEEN, at=clock.now()))
        [job] = jobs(box)
        assert job.attempts == 1
        assert job.error.startswith("quota_full")
        assert (box.row.health, box.row.health_code) == ("failing", "quota_full")
        full["is"] = False
        box.db.write_now(lambda s: ServerJobs(s).later([job.id], clock.now(), ""))
        box.sync()
        assert jobs(box) == ()
        assert len(box.theirs("Sent")) == 1
        assert box.row.health == "ok"


def test_a_hundred_alike_go_in_one_command(boxes, dovecot):
    with Line(dovecot) as line:
        box = boxes(dovecot, port=line.port)
        box.put(*(mail(f"m{n}") for n in range(100))).sync()
        line.reset()
        do(box, lambda s: s.flags(box.message_ids(), add=SEEN, at=clock.now()))
        assert sum(b"UID STORE" in command for command in line.commands) == 1
        assert {flags for _, flags in box.theirs().values()} == {SEEN}
