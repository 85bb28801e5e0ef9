# SPDX-License-Identifier: LicenseRef-Desk
"""Each mail once: what is known, deleted, another's, or no concern."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import func, select, update

from desk.models import Blob, Message, Placement, new_id
from desk.models.vocabulary import (
    FolderRole,
)
from desk.services.inbox import Handling
from desk.services.inbox.mail import bodies
from desk.services.store import Change
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


def bury(post, one):
    """Delete a letter here, as a person does."""

    def work(session):
        id_ = session.scalar(select(Message.conversation_id).where(Message.header_id == one.header_id))
        Handling(session).delete_conversations([id_], on_server=False, by=None, at=NOW)
        Handling(session).purge(NOW + timedelta(days=3))

    post.db.write_now(work, *Change)


def test_what_was_deleted_here_never_comes_back(both):
    post = both
    one = post.arrives(SOPHIE, files=[("a.pdf", "application/pdf", b"one")])
    bury(post, one)
    assert post.file([one]).skipped == 1
    assert rows(post.db, Message.id) == []


STUB = "Your program cannot show this mail."
PAGE = "<p>Bonjour,</p><p>votre vélo est au garage, passez jeudi.</p>"


def as_filed_before(monkeypatch):
    """Have mails read as by a Desk that did not look at the page beside a text."""
    monkeypatch.setattr(bodies, "text_of_forms", lambda plain, page: plain)


@pytest.mark.parametrize("is_buried", [False, True])
def test_a_mail_that_was_filed_by_its_stub_is_known_by_its_page(both, monkeypatch, is_buried):
    post, one = both, letter(SOPHIE, text=STUB, html=PAGE)
    with monkeypatch.context() as before:
        as_filed_before(before)
        post.file([one])
    assert [row.text.strip() for row in rows(post.db, Message.text)] == [STUB]
    if is_buried:
        bury(post, one)
    filed = post.file([one])
    assert (filed.known, filed.skipped, filed.messages) == (int(not is_buried), int(is_buried), ())


def test_a_mail_that_was_filed_by_its_page_is_known_again_and_another_page_is_another_mail(both):
    post = both
    one = letter(SOPHIE, text=STUB, html=PAGE, header_id="fixed@shop")
    other = letter(SOPHIE, text=STUB, html=PAGE.replace("jeudi", "lundi"), header_id="fixed@shop")
    post.file([one])
    assert post.file([one]).known == 1
    assert len(post.file([other]).messages) == 1
    assert post.file([one, other]).known == 2


@pytest.mark.parametrize(
    "other",
    [
        {"text": "Tout autre chose"},
        {"sender": "Paul <paul@example.org>"},
        {"files": [("a.pdf", "application/pdf", b"two")]},
    ],
)
def test_another_mail_under_a_deleted_id_is_filed_and_can_be_deleted_as_well(post, other):
    told = {"sender": SOPHIE, "files": [("a.pdf", "application/pdf", b"one")], "header_id": "fixed@scanner"}
    one, two = letter(**told), letter(**{**told, **other})
    post.file([one])
    bury(post, one)
    assert len(post.file([two]).messages) == 1
    assert post.file([two]).known == 1
    (kept,) = rows(post.db, Message.header_id)
    bury(post, replace(two, header_id=kept[0]))
    assert post.file([one, two]).skipped == 2
    assert rows(post.db, Message.id) == []


def test_the_same_words_with_another_file_are_another_mail(both):
    post = both
    one, two = (
        letter(SOPHIE, header_id="fixed@scanner", files=[("a.pdf", "application/pdf", body)])
        for body in (b"one", b"two")
    )
    assert len(post.file([one, two]).messages) == 2
    assert post.file([two, one]).known == 2
    assert len(rows(post.db, Message.id)) == 2
    assert {row.body for row in rows(post.db, Blob.body)} == {one.raw, two.raw}


def test_a_strangers_mail_under_the_id_of_ours_is_a_message_of_its_own(both):
    post = both
    ours = post.leaves("sophie@example.org", header_id="ours1@desk.test")
    post.db.write_now(lambda s: s.execute(update(Message).values(delivery_id=new_id())))
    forged = letter("Evil <evil@example.org>", header_id="ours1@desk.test", text="Claim")
    posing = letter(OURS, "sophie@example.org", header_id="ours1@desk.test", text="Claim")
    assert len(post.file([forged]).messages) == 1
    assert len(post.file([posing]).messages) == 1
    assert post.file([forged]).known == 1
    assert post.file([ours], folder=FolderRole.SENT).known == 1
    assert len(rows(post.db, Message.id)) == 3
    assert {forged.raw, posing.raw} < {row.body for row in rows(post.db, Blob.body)}


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


def test_a_rules_mail_that_somebody_moves_out_of_the_sent_folder_stays_no_conversation(both):
    post = both
    whose = customer(post.db, "Sophie", "sophie@example.org")
    sent = delivery(post.db, whose, None, "out1@desk.test")
    copy = letter(OURS, "sophie@example.org", header_id="out1@desk.test")
    assert post.file([copy], folder=FolderRole.SENT).proven == (sent,)
    assert post.file([copy], folder=FolderRole.ARCHIVE).skipped == 1
    assert post.file([copy], folder=FolderRole.SENT).proven == (sent,)
    assert rows(post.db, Message.id) == []
    forged = letter(OURS, "sophie@example.org", text="Payez ici", header_id="out1@desk.test")
    assert len(post.file([forged]).messages) == 1


@pytest.mark.parametrize("sender", [OURS, SOPHIE])
def test_a_mail_that_arrives_under_the_message_id_of_a_rules_mail_proves_nothing(post, sender):
    whose = customer(post.db, "Sophie", "sophie@example.org")
    sent = delivery(post.db, whose, None, "out1@desk.test")
    forged = letter(sender, f"{OURS}, sophie@example.org", text="Payez ici", header_id="out1@desk.test")
    assert post.file([forged]).proven == ()
    assert post.file([forged]).known == 1
    true = letter(OURS, "sophie@example.org", header_id="out1@desk.test")
    assert post.file([true], folder=FolderRole.SENT).proven == (sent,)
    assert [row.text.strip() for row in rows(post.db, Message.text)] == ["Payez ici"]
