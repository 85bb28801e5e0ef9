# SPDX-License-Identifier: LicenseRef-Desk
"""The sample shop's conversations: what the tour shows, filed as every mail is."""

import shutil
from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from desk import clock
from desk.models import Draft
from desk.models.vocabulary import Author, Channel, ConversationState, Direction, MessageKind
from desk.services.inbox import ConversationFilter, Inbox, MailSearch
from desk.services.sandbox import build_sample_mail, build_sample_shop
from desk.services.store import open_database

NOW = datetime(2026, 11, 24, 13, 30, tzinfo=UTC)
EVERY = ConversationFilter(state=None)


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def told(request, tmp_path_factory):
    """A database with the sample shop and its mail; these tests only read."""

    def work(session):
        return build_sample_mail(session, build_sample_shop(session, NOW), NOW)

    if request.param == "sqlite":
        file = tmp_path_factory.mktemp("sample") / "desk.db"
        shutil.copy(request.getfixturevalue("sqlite_template"), file)
        url = f"sqlite:///{file}"
    else:
        server = request.getfixturevalue("postgres_server")
        url = server.fresh(request.getfixturevalue("postgres_template"))
    database = open_database(url)
    with clock.fixed(NOW):
        database.write_now(work)
    yield database
    database.close()
    if request.param == "postgresql":
        server.drop(url)


def rows(db, wanted=EVERY):
    return {row.name: row for row in db.read_now(lambda s: Inbox(s).page(wanted))}


def thread(db, row):
    return db.read_now(lambda s: Inbox(s).thread(row.id))


def test_it_has_every_kind_of_conversation(told):
    every = rows(told)
    assert len(every) == 12
    assert {row.channel for row in every.values()} == {Channel.EMAIL, Channel.SMS}
    assert {row.state for row in every.values()} == set(ConversationState)
    assert {row.last_author for row in every.values()} >= {Author.CUSTOMER, Author.OPERATOR}
    assert every["Amina Rahmani"].customer_id is None
    assert every["Grossiste Cycles"].waiting_since is None
    assert every["Hugo Lemoine"].has_draft
    counts = told.read_now(lambda s: Inbox(s).counts())
    assert counts.snoozed == 1
    assert counts.unread >= 4
    assert [row.state for row in every.values()].count(ConversationState.ARCHIVED) == 1


def test_what_was_begun_can_be_sent(told):
    begun = told.read_now(lambda s: s.scalars(select(Draft.content)).all())
    assert [one["to"] for one in begun] == ["hugo.lemoine@example.org"]


def test_the_first_one_shows_the_whole_of_a_thread(told):
    rose = rows(told)["Rose Philippe"]
    assert (rose.is_flagged, rose.unread, rose.has_attachment, rose.tags) == (True, 1, True, ("Atelier",))
    assert rose.record_id is not None
    assert len(rose.assignee_ids) == 1
    lines = [line for line in thread(told, rose) if line.direction is not Direction.SYSTEM]
    assert [line.author for line in lines if line.direction is not Direction.NOTE] == [
        Author.CUSTOMER,
        Author.OPERATOR,
        Author.CUSTOMER,
    ]
    assert sum(line.direction is Direction.NOTE for line in lines) == 1
    assert lines[0].has_html
    html = told.read_now(lambda s: Inbox(s).html(lines[0].id))
    assert "<b>" in html
    row, body = told.read_now(lambda s: Inbox(s).attachment(lines[0].attachments[0].id))
    assert (row.name, body[:4]) == ("frein-arriere.png", b"\x89PNG")


def test_a_bounce_is_a_line_of_its_conversation(told):
    nathalie = rows(told)["Nathalie Robin"]
    assert [line.kind for line in thread(told, nathalie) if line.kind is MessageKind.BOUNCE] == [
        MessageKind.BOUNCE
    ]


def test_it_can_be_searched_in_any_script(told):
    for words in ("frein arr", "garantie", "自転車", "دراجة", "from:rose demain", "has:attachment facture"):
        assert told.read_now(lambda s, words=words: MailSearch(s).find(words)), words
