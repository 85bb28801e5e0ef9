# SPDX-License-Identifier: LicenseRef-Desk
"""Folders as both databases keep them."""

import pytest

from desk import clock
from desk.errors import NotFound
from desk.models.vocabulary import FolderRole
from desk.services.inbox import Folders, MailboxDraft, Mailboxes
from tests.services.inbox.sync.test_mailboxes import DRAFT, keep


def test_folders_are_chosen_and_reopened_when_more_is_wanted(any_db):
    limited = MailboxDraft(name="A", address="a@b.example", settings={"host": "x"}, backfill_days=30)
    id_ = keep(any_db, limited)

    def lay_out(session):
        folders = Folders(session)
        one = folders.add(id_, "INBOX", "/", FolderRole.INBOX, is_synced=True)
        two = folders.add(id_, "Devis", "/", FolderRole.OTHER, is_synced=False)
        folders.restart(one.id, 9, 100, 5)
        folders.advance(one.id, clock.now(), uid_low=1, uid_next=120)
        return one.id, two.id

    one, two = any_db.write_now(lay_out)
    any_db.write_now(lambda s: Mailboxes(s).choose_folders(id_, [two]))
    rows = {row.id: row for row in any_db.read_now(lambda s: Mailboxes(s).folders(id_))}
    assert (rows[one].is_synced, rows[two].is_synced) == (False, True)
    assert (rows[one].uid_low, rows[one].uid_next, rows[one].highest_modseq) == (1, 120, 5)
    any_db.write_now(lambda s: Mailboxes(s).change(id_, 1, DRAFT, at=clock.now()))
    assert (
        any_db.read_now(lambda s: Folders(s).get(one)).uid_low == 120
    )  # nothing lies there: from the top again
    with pytest.raises(NotFound):
        any_db.read_now(lambda s: Folders(s).get("nix"))
