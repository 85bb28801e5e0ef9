# SPDX-License-Identifier: LicenseRef-Desk
"""A folder as it is read: what is there, what changed, what went; nothing lost, nothing twice, no byte changed."""

import hashlib

import pytest

from desk.errors import Unavailable
from desk.models.mailbox import ANSWERED, FLAGGED, SEEN
from desk.services.inbox import take_in
from desk.services.inbox.sync import plan
from desk.services.inbox.sync.folders import Folders
from tests.services.inbox.sync.box import mail


@pytest.fixture
def writes(box, monkeypatch):
    """What each write kept: the names of mails, and the columns that say how far a folder is read."""
    found = []
    once, advance = box.db._once, Folders.advance

    def counted(work, on, topics):
        found.append(set())
        return once(work, on, topics)

    def advanced(self, folder_id, at, **reached):
        found[-1].update(name for name in reached if name == "uid_next")
        advance(self, folder_id, at, **reached)

    def taken(session, arrivals, now):
        found[-1].update(one.mail.header_id.partition("@")[0] for one in arrivals)
        take_in(session, arrivals, now)

    monkeypatch.setattr(box.db, "_once", counted)
    monkeypatch.setattr(Folders, "advance", advanced)
    box.account = box.fresh_account(taken)
    return found


def test_everything_that_lies_there_is_here_byte_for_byte(box):
    raws = {f"m{n}@client.example": mail(f"m{n}", "é" * n) for n in range(30)}
    box.put(*raws.values()).put(mail("sent"), folder="Sent").put(mail("junk"), folder="Junk").sync()
    assert box.ours() == box.theirs()
    assert box.ours("Sent") == box.theirs("Sent")
    assert box.ours("Junk") == {}
    sums = box.sums()
    assert {name: sums[name] for name in raws} == {
        name: hashlib.sha256(raw).hexdigest() for name, raw in raws.items()
    }
    assert box.row.health == "ok"
    assert (box.row.done, box.row.total) == (0, 0)
    assert box.folder().uid_low == 1


def test_what_comes_later_is_fetched_and_nothing_is_fetched_twice(box):
    box.put(mail("a"), mail("b")).sync()
    box.put(mail("c"), mail("d")).sync()
    box.sync(afresh=True)
    assert box.count() == 4
    assert box.ours() == box.theirs()


def test_how_far_it_was_read_is_written_with_the_last_of_what_is_new(box, writes):
    box.put(mail("a")).sync()
    writes.clear()
    box.put(mail("b"), mail("c")).sync()
    assert [one for one in writes if one] == [{"b", "c", "uid_next"}]


def test_how_far_it_was_read_waits_for_every_batch_of_what_is_new(box, writes, monkeypatch):
    box.put(mail("a")).sync()
    before = box.folder().uid_next
    monkeypatch.setattr(plan, "FRESH_PORTIONS", (1, 1, 1, 1, 1))
    monkeypatch.setattr(plan, "FRESH_BATCH", 1)
    writes.clear()

    def refused(session, arrivals, now):
        if any(one.mail.header_id.startswith("c@") for one in arrivals):
            raise Unavailable("disk_full")
        take_in(session, arrivals, now)

    box.account = box.fresh_account(refused)
    box.put(*(mail(name) for name in "bcde"))
    with pytest.raises(Unavailable):
        box.sync()
    assert box.folder().uid_next == before
    box.account = box.fresh_account()
    box.sync()
    assert box.count() == 5
    assert box.folder().uid_next == before + 4


def test_flags_that_others_set_are_taken_over_with_the_unread_count(box):
    box.put(mail("a"), mail("b"), mail("c")).sync()
    assert not box.message("a").is_read
    box.other.select()
    box.other.uid("store", "1,2", "+FLAGS", r"(\Seen \Answered)")
    box.other.uid("store", "3", "+FLAGS", r"(\Flagged)")
    box.sync()
    assert {uid: flags for uid, (_, flags) in box.ours().items()} == {
        1: SEEN | ANSWERED,
        2: SEEN | ANSWERED,
        3: FLAGGED,
    }
    assert box.message("a").is_read
    assert box.message("c").is_flagged
    assert not box.message("c").is_read
    box.other.uid("store", "1", "-FLAGS", r"(\Seen)")
    box.sync()
    assert not box.message("a").is_read


def test_what_others_expunge_loses_its_place_and_stays_here(box):
    box.put(*(mail(f"m{n}") for n in range(6))).sync()
    box.other.select()
    box.other.uid("store", "2:4", "+FLAGS", r"(\Deleted)")
    box.other.expunge()
    box.sync()
    assert sorted(box.ours()) == [1, 5, 6]
    assert box.count() == 6


def test_what_others_move_is_the_same_message_in_another_place(box):
    box.put(mail("a"), mail("b")).sync()
    box.other.select()
    box.other.uid("copy", "1", "Archive")
    box.other.uid("store", "1", "+FLAGS", r"(\Deleted)")
    box.other.expunge()
    box.sync()
    assert box.ours("Archive") == box.theirs("Archive")
    assert box.places("a") == ["archive"]
    assert box.count() == 2


def test_one_message_in_two_folders_is_one_message(box):
    box.put(mail("a")).put(mail("a"), folder="Archive").sync()
    assert box.count() == 1
    assert box.places("a") == ["archive", "inbox"]


def test_a_folder_that_is_numbered_anew_is_read_again_and_nothing_is_doubled(box):
    box.put(*(mail(f"m{n}") for n in range(8))).put(mail("none", Message_ID=None)).sync()
    before = {box.message(f"m{n}").id for n in range(8)}
    count = box.count()
    validity = box.folder().uid_validity
    box.hang_up()
    box.server.forget_uids(box.user)
    box.put(mail("late")).sync(afresh=True)
    assert box.folder().uid_validity != validity
    assert {name for name, _ in box.ours().values() if name.startswith("m")} == {
        f"m{n}@client.example" for n in range(8)
    }
    assert {box.message(f"m{n}").id for n in range(8)} == before
    assert box.count() == count + 1


def test_a_newer_folder_is_fetched_when_it_is_chosen(box):
    box.other.create("Projets")
    box.put(mail("p"), folder="Projets").put(mail("a")).sync()
    assert box.ours("Projets") == {}
    box.choose("INBOX", "Projets")
    box.sync()
    assert box.ours("Projets") == box.theirs("Projets")


@pytest.mark.parametrize("size", [0, 1, 70_000, 3_000_000])
def test_mails_of_any_size_come_whole(box, size):
    raw = mail("big", "x" * size)
    box.put(raw, mail("next")).sync()
    assert box.sums()["big@client.example"] == hashlib.sha256(raw).hexdigest()
    assert box.count() == 2
