# SPDX-License-Identifier: LicenseRef-Desk
"""The same syncing against another server than Dovecot: what it says differently changes nothing here."""

import hashlib

import pytest

from desk.models.mailbox import FLAGGED, SEEN
from desk.models.vocabulary import FolderRole
from desk.services.inbox import ServerJobs
from tests.cyrus import Cyrus
from tests.servers import Missing
from tests.services.inbox.sync.box import hours_later, mail
from tests.services.inbox.sync.walk import Walk


@pytest.fixture(scope="module")
def cyrus():
    try:
        server = Cyrus()
    except Missing as missing:  # Debian has it only instead of Dovecot, which every other test needs
        pytest.skip(str(missing))
    yield server
    server.remove()


@pytest.fixture
def box(boxes, cyrus):
    return boxes(cyrus)


def test_all_is_fetched_with_its_bytes_and_marks(box):
    raws = {f"m{n}@client.example": mail(f"m{n}", "é" * n) for n in range(60)}
    box.put(*list(raws.values())[:30]).put(*list(raws.values())[30:], flags=r"(\Seen \Flagged)")
    box.sync()
    assert box.sums() == {name: hashlib.sha256(raw).hexdigest() for name, raw in raws.items()}
    assert box.ours() == box.theirs()
    assert {flags for _, flags in box.ours().values()} == {0, SEEN | FLAGGED}


def test_the_special_folders_are_known(box):
    box.sync()
    roles = {row.path: FolderRole(row.role) for row in box.folders()}
    assert roles == {
        "INBOX": FolderRole.INBOX, "Sent": FolderRole.SENT, "Archive": FolderRole.ARCHIVE,
        "Trash": FolderRole.TRASH, "Junk": FolderRole.JUNK, "Drafts": FolderRole.DRAFTS,
    }  # fmt: skip


def test_marks_and_departures_are_followed(box):
    box.put(*(mail(f"m{n}") for n in range(6))).sync()
    box.other.select("INBOX")
    box.other.uid("store", "1:2", "+FLAGS", r"(\Seen)")
    box.other.uid("store", "3", "+FLAGS", r"(\Deleted)")
    box.other.expunge()
    box.put(mail("new"))
    box.sync()
    assert box.ours() == box.theirs()
    assert len(box.ours()) == 6
    assert box.count() == 7


def test_a_folder_made_anew_under_its_name_is_read_anew(box):
    """A new UIDVALIDITY: nothing is lost, nothing doubled."""
    box.other.create("Devis")
    box.put(mail("a"), mail("b"), folder="Devis").sync()
    box.choose("INBOX", "Devis")
    box.sync()
    before = box.folder("Devis").uid_validity
    box.other.delete("Devis")
    box.other.create("Devis")
    box.put(mail("b"), mail("c"), folder="Devis")
    box.account._memory.listed_at = None
    hours_later(box).sync()
    assert box.folder("Devis").uid_validity != before
    assert box.ours("Devis") == box.theirs("Devis")
    assert sorted(box.sums()) == [f"{name}@client.example" for name in "abc"]


def test_what_is_done_here_is_done_there(box):
    box.put(mail("read"), mail("gone"), mail("away")).sync()
    (read,), (gone,), (away,) = (box.message_ids(name) for name in ("read", "gone", "away"))

    def deeds(session):
        from desk import clock

        jobs = ServerJobs(session)
        jobs.flags([read], add=SEEN, at=clock.now())
        jobs.move([away], FolderRole.ARCHIVE, at=clock.now())
        jobs.delete([gone], at=clock.now())

    box.db.write_now(deeds)
    box.sync()
    assert [flags for _, flags in box.theirs().values()] == [SEEN]
    assert [name for name, _ in box.theirs("Archive").values()] == ["away@client.example"]
    assert box.ours() == box.theirs()


@pytest.mark.parametrize("seed", [3, 4])
def test_a_walk(box, seed):
    walk = Walk(box, seed)
    for number in range(60):
        walk.step()
        if number % 13 == 12:
            walk.check()
    walk.check()
