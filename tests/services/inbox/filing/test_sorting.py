# SPDX-License-Identifier: LicenseRef-Desk
"""Each mail once: what is known, deleted, another's, or no concern."""

from sqlalchemy import func, insert

from desk.models import (
    Message,
    Placement,
    Tombstone,
)
from desk.models.vocabulary import (
    FolderRole,
)
from tests.services.inbox.builders import NOW, OURS, Post, letter
from tests.services.inbox.known_people import conversation, customer, delivery, rows

SOPHIE = "Sophie Bernard <sophie@example.org>"


def test_one_mail_in_two_boxes_is_one_message_with_two_places(any_db):
    first, second = Post(any_db), Post(any_db, "julien@desk.test")
    one = letter(SOPHIE, f"{OURS}, julien@desk.test")
    assert len(first.file([one]).messages) == 1
    filed = second.file([one])
    assert (filed.messages, filed.known) == ((), 1)
    assert rows(any_db, func.count(Message.id)) == [(1,)]
    assert len(rows(any_db, Placement.uid)) == 2


def test_twins_in_one_batch_are_one_message(post):
    one = letter(SOPHIE)
    filed = post.file([one, one])
    assert (len(filed.messages), filed.known, len(rows(post.db, Placement.uid))) == (1, 1, 2)


def test_filing_again_changes_nothing(post):
    one = post.arrives(SOPHIE)
    before = conversation(post, one)
    assert post.file([one]).known == 1
    assert conversation(post, one) == before


def test_another_mail_under_the_same_message_id_is_not_swallowed(both):
    post = both
    post.arrives(SOPHIE, text="Bonjour", header_id="same@x.org")
    other = letter(SOPHIE, text="Tout autre chose", header_id="same@x.org")
    assert len(post.file([other, other]).messages) == 1
    assert post.file([other]).known == 1
    assert sorted(row.text.strip() for row in rows(post.db, Message.text)) == ["Bonjour", "Tout autre chose"]


def test_what_was_deleted_here_never_comes_back(post):
    one = letter(SOPHIE)
    post.db.write_now(lambda s: s.execute(insert(Tombstone).values(header_id=one.header_id, deleted_at=NOW)))
    assert post.file([one]).skipped == 1
    assert rows(post.db, Message.id) == []


def test_rubbish_and_drafts_are_taken_in_only_when_known(post):
    one = letter(SOPHIE)
    for role in (FolderRole.TRASH, FolderRole.JUNK, FolderRole.DRAFTS):
        assert post.file([one], folder=role).skipped == 1
    post.file([one])
    assert post.file([one], folder=FolderRole.TRASH).known == 1
    assert len(rows(post.db, Placement.uid)) == 2


def test_our_own_mail_found_in_the_sent_folder_is_proof_and_no_conversation(post):
    whose = customer(post.db, "Sophie", "sophie@example.org")
    sent = delivery(post.db, whose, None, "out1@desk.test")
    filed = post.file(
        [letter(OURS, "sophie@example.org", header_id="out1@desk.test")], folder=FolderRole.SENT
    )
    assert filed.proven == (sent,)
    assert rows(post.db, Message.id) == []
