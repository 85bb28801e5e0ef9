# SPDX-License-Identifier: LicenseRef-Desk
"""Folders that appear, change their name or go."""

from desk.models.vocabulary import FolderRole
from tests.services.inbox.sync.box import mail


def relist(box):
    box.account._memory.listed_at = None
    return box.sync()


def test_folders_are_known_by_their_marks(box):
    box.sync()
    assert {row.path: FolderRole(row.role) for row in box.folders()} == {
        "INBOX": FolderRole.INBOX,
        "Sent": FolderRole.SENT,
        "Archive": FolderRole.ARCHIVE,
        "Trash": FolderRole.TRASH,
        "Junk": FolderRole.JUNK,
        "Drafts": FolderRole.DRAFTS,
    }
    assert box.synced_paths() == ["INBOX", "Sent", "Archive"]


def test_a_renamed_folder_stays_what_it_was(box):
    box.other.create("Devis")
    box.put(*(mail(f"m{n}") for n in range(5)), folder="Devis").sync()
    box.choose("INBOX", "Devis")
    box.sync()
    before = box.folder("Devis")
    box.other.rename("Devis", '"Offres 2026"')
    relist(box)
    after = box.folder("Offres 2026")
    assert (after.id, after.is_synced, after.uid_next) == (before.id, True, before.uid_next)
    assert box.ours("Offres 2026") == box.theirs("Offres 2026")
    assert "Devis" not in [row.path for row in box.folders()]


def test_one_that_went_while_another_came_is_not_taken_for_it(box):
    box.other.create("Devis")
    box.put(mail("a"), folder="Devis").sync()
    box.choose("INBOX", "Devis")
    box.sync()
    before = box.folder("Devis").id
    box.other.create("Autre")
    box.put(mail("b"), folder="Autre")
    box.other.delete("Devis")
    relist(box)
    assert box.folder("Autre").id != before
    assert not box.folder("Autre").is_synced


def test_what_lay_in_a_folder_that_went_stays_here(box):
    box.other.create("Devis")
    box.put(mail("a"), folder="Devis").sync()
    box.choose("INBOX", "Devis")
    box.sync()
    box.other.delete("Devis")
    relist(box)
    assert box.places("a") == []
    assert box.count() == 1


def test_a_folder_that_went_since_it_was_listed_stops_nothing(box):
    box.other.create("Devis")
    box.sync().choose("INBOX", "Devis")
    box.sync()
    box.other.delete("Devis")
    box.put(mail("a")).sync()
    assert box.count() == 1
    box.sync()
    assert "Devis" not in [row.path for row in box.folders()]


def test_names_in_every_script(box):
    name = "Été & hiver – 注文"
    from imapclient.imap_utf7 import encode

    box.other.create('"' + encode(name).decode() + '"')
    box.sync().choose("INBOX", name)
    box.server_name = lambda path: '"' + encode(path).decode() + '"'
    box.put(mail("a"), folder=name).sync()
    assert box.ours(name) == box.theirs(name)
