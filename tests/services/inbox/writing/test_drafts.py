# SPDX-License-Identifier: LicenseRef-Desk
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.errors import Conflict, NotFound
from desk.models.vocabulary import Channel, DraftKind
from desk.services.delivery import Blobs
from desk.services.inbox import DraftContent, DraftPlace, Drafts, FileRef
from desk.services.inbox.writing.content import as_json, from_json
from tests.services.inbox.office import NOW, Office


@pytest.fixture
def office(any_db):
    return Office(any_db)


def keep(office, text, *, kind=DraftKind.REPLY, conversation="", operator=None, **more):
    place = DraftPlace(
        kind=kind,
        conversation_id=office.conversation if conversation == "" else conversation,
        operator_id=operator or office.camille,
    )
    at = more.pop("at", NOW)
    return office.db.write_now(lambda s: Drafts(s).keep(place, DraftContent(text=text), at, **more))


def test_a_draft_grows_version_by_version(office):
    first = keep(office, "B")
    second = keep(office, "Bonjour", draft_id=first.id, seen_version=1)
    assert (second.id, second.version, second.content.text) == (first.id, 2, "Bonjour")
    assert office.drafts() == (second,)


def test_two_windows_on_one_draft(office):
    first = keep(office, "B")
    keep(office, "Bonjour", draft_id=first.id, seen_version=1)
    with pytest.raises(Conflict) as caught:
        keep(office, "Bonsoir", draft_id=first.id, seen_version=1)
    assert caught.value.code == "draft_changed"
    assert office.drafts()[0].content.text == "Bonjour"


def test_one_that_is_gone(office):
    first = keep(office, "B")
    assert office.db.write_now(lambda s: Drafts(s).drop(first.id))
    assert not office.db.write_now(lambda s: Drafts(s).drop(first.id))
    with pytest.raises(NotFound):
        keep(office, "Bonjour", draft_id=first.id, seen_version=1)


def test_the_newest_of_each_kind_is_ones_own(office):
    keep(office, "alt", at=NOW - timedelta(minutes=1))
    reply, note = keep(office, "neu"), keep(office, "intern", kind=DraftKind.NOTE)
    theirs = keep(office, "Marc", operator=office.marc)
    fresh = keep(office, "Neu", kind=DraftKind.NEW, conversation=None)
    assert set(office.drafts()) == {reply, note}
    assert office.drafts(conversation=None) == (fresh,)
    others = office.db.read_now(lambda s: Drafts(s).of_others(office.conversation, office.camille))
    assert others == (theirs,)
    mine = office.db.read_now(lambda s: Drafts(s).page(office.camille))
    assert len(mine) == 4


def test_every_new_conversation_that_was_begun_is_found(office):
    begun = [
        keep(office, text, kind=DraftKind.NEW, conversation=None, at=NOW + timedelta(minutes=at))
        for at, text in enumerate(("eins", "zwei"))
    ]
    assert office.drafts(conversation=None) == tuple(reversed(begun))


def test_files_are_kept_by_their_sum(office):
    file = office.db.write_now(lambda s: Drafts(s).put_file("a.pdf", "application/pdf", b"abc"))
    again = office.db.write_now(lambda s: Drafts(s).put_file("b.pdf", "application/pdf", b"abc"))
    assert file.sha256 == again.sha256
    assert office.db.read_now(lambda s: Blobs(s).body(file.sha256)) == b"abc"
    with pytest.raises(NotFound):
        office.db.read_now(lambda s: Blobs(s).body("0" * 64))


@given(
    st.builds(
        DraftContent,
        channel=st.sampled_from([Channel.EMAIL, Channel.SMS]),
        to=st.text(max_size=20),
        cc=st.lists(st.text(max_size=5), max_size=3).map(tuple),
        text=st.text(max_size=50),
        html=st.text(max_size=20),
        files=st.lists(
            st.builds(FileRef, name=st.text(max_size=5), media_type=st.just("a/b"), size=st.integers(0, 9), sha256=st.just("0")),
            max_size=2,
        ).map(tuple),
        mailbox_id=st.none() | st.just("m"),
        send_at=st.none() | st.just(datetime(2026, 3, 10, 9, tzinfo=UTC)),
        translated=st.text(max_size=5),
        translated_of=st.text(min_size=1, max_size=5),
        translated_into=st.sampled_from(["", "ja"]),
    )
)  # fmt: skip
def test_content_comes_back_as_it_was(content):
    assert from_json(as_json(content)) == content
    assert from_json({**as_json(content), "of a newer Desk": 1}) == content
    assert from_json({}) == replace(DraftContent())
