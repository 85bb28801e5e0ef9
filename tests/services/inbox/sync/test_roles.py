# SPDX-License-Identifier: LicenseRef-Desk
"""What folders are for, which one changed its name, and what a failure means."""

import pytest

from desk.errors import Misconfigured, Rejected, Unavailable
from desk.models.vocabulary import FolderRole
from desk.services.inbox import FolderRow
from desk.services.inbox.imap import Listed, Standing
from desk.services.inbox.sync import backing_off, renaming, roles


def listed(path, *marks, delimiter="/"):
    return Listed(path=path, delimiter=delimiter, marks=frozenset(marks))


def test_marks_decide_and_names_only_where_there_are_none():
    folders = [
        listed("INBOX"), listed("Sent"), listed("Gesendet", "sent"), listed("Corbeille"), listed("Brouillons"),
        listed("Travail/Archives"), listed("Archives"), listed("Courrier indésirable"),
    ]  # fmt: skip
    assert roles.roles(folders) == {
        "INBOX": FolderRole.INBOX,
        "Sent": FolderRole.OTHER,
        "Gesendet": FolderRole.SENT,
        "Corbeille": FolderRole.TRASH,
        "Brouillons": FolderRole.DRAFTS,
        "Travail/Archives": FolderRole.OTHER,
        "Archives": FolderRole.ARCHIVE,
        "Courrier indésirable": FolderRole.JUNK,
    }


def test_names_below_the_inbox():
    folders = [listed("INBOX", delimiter="."), listed("INBOX.Éléments envoyés", delimiter=".")]
    assert roles.roles(folders)["INBOX.Éléments envoyés"] is FolderRole.SENT


def test_what_only_shows_others():
    assert roles.is_virtual(listed("[Gmail]/All Mail", "all"))
    assert not roles.is_virtual(listed("Archive", "archive"))


def row(path, validity, uid_next):
    return FolderRow(
        id=path, mailbox_id="m", path=path, role="other", is_synced=True,
        uid_validity=validity, uid_next=uid_next, uid_low=1, highest_modseq=0,
    )  # fmt: skip


def test_a_renamed_folder_has_the_same_numbering_and_not_fewer_mails():
    appeared = {
        "New": Standing(uid_validity=5, uid_next=12),
        "Other": Standing(uid_validity=6, uid_next=12),
        "Shrunk": Standing(uid_validity=5, uid_next=3),
        "Elsewhere/Old": Standing(uid_validity=5, uid_next=40),
    }
    [(gone, paths)] = renaming.candidates([row("Old", 5, 10), row("Unread", None, 1)], appeared)
    assert gone.path == "Old"
    assert paths == ("Elsewhere/Old", "New")


@pytest.mark.parametrize(
    ("ours", "theirs", "is_only_one", "same"),
    [
        ({1: "a", 2: "b"}, {1: "a", 2: "b"}, False, True),
        ({1: "a", 2: "b"}, {2: "b"}, False, True),
        ({1: "a", 2: "b"}, {1: "a", 2: "x"}, True, False),
        ({1: "a"}, {}, False, False),
        ({1: "a"}, {}, True, True),
        ({}, {}, False, False),
        ({}, {}, True, True),
    ],
)
def test_the_sample_decides_and_without_one_the_numbering(ours, theirs, is_only_one, same):
    assert renaming.is_same(ours, theirs, is_only_one=is_only_one) is same


def test_numberings_that_several_have():
    appeared = {"New": Standing(uid_validity=5), "Other": Standing(uid_validity=6)}
    known = [row("Old", 5, 10), row("Sent", 7, 10)]
    assert renaming.numbered_alike(known[0], known, appeared) == 0
    assert renaming.numbered_alike(known[0], [*known, row("Twin", 5, 3)], appeared) == 1


def test_pauses_grow_and_are_never_the_same_for_all():
    pauses = [backing_off.verdict(Unavailable("connection_lost"), n, 0.0).pause_s for n in range(12)]
    assert pauses == sorted(pauses)
    assert pauses[0] == 1
    assert pauses[-1] == 900
    assert backing_off.verdict(Unavailable("connection_lost"), 3, 1.0).pause_s == pytest.approx(60 * 1.3)


@pytest.mark.parametrize("code", sorted(backing_off.REFUSALS))
def test_after_a_refusal_only_the_owner_can_help(code):
    found = backing_off.verdict(Misconfigured(code, reply="no"), 0, 0.5)
    assert (found.health, found.code, found.text, found.pause_s) == ("refused", code, "no", None)


def test_what_was_never_told_a_secret_may_be_asked_again():
    found = backing_off.verdict(Misconfigured("certificate_refused", reason="expired"), 0, 0.5)
    assert (found.health, found.pause_s, found.text) == ("failing", 3600, "reason: expired")
    assert backing_off.verdict(Unavailable("sign_in_later"), 0, 0.0).pause_s >= 300
    assert backing_off.verdict(Rejected("server_refused"), 0, 0.0).health == "failing"
