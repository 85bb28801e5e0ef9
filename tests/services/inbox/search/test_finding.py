# SPDX-License-Identifier: LicenseRef-Desk
"""Messages are found by words and by what is known of them, newest first."""

import pytest
from sqlalchemy import insert, update

from desk.models import Conversation, Membership
from desk.models.vocabulary import ConversationState, MembershipKind
from desk.services.inbox import MailSearch
from desk.services.shop import OperatorDraft, Operators
from tests.services.inbox.builders import NOW, Post


@pytest.fixture
def post(any_db):
    made = Post(any_db)
    one = made.arrives(
        "Élodie Garnier <elodie@example.org>", subject="Réparation CMD-1042",
        text="Bonjour,\n\nŒuvre de Strauß : le frein arrière grince.", files=[("photo été.jpg", "image/jpeg", b"x")],
    )  # fmt: skip
    made.leaves("elodie@example.org", answers=one, text="Il est prêt, demain 18 h")
    made.arrives("Marc <marc@example.org>", subject="Rendez-vous", text="Jeudi, 自転車で", seen=True)
    return made


def found(post, text, operator_id=None, **more):
    hits = post.db.read_now(lambda s: MailSearch(s, operator_id).find(text, **more))
    return [
        hit.subject.removeprefix("Re: ").partition(" ")[0] + ("←" if hit.direction == "outgoing" else "")
        for hit in hits
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("repar", ["Réparation←", "Réparation"]),
        ("oeuv", ["Réparation"]),
        ("strauss", ["Réparation"]),
        ("elodie", ["Réparation←", "Réparation"]),
        ("from:elod", ["Réparation"]),
        ("to:elodie", ["Réparation←"]),
        ("cmd-1042", ["Réparation←", "Réparation"]),
        ("1042 frein", ["Réparation"]),
        ("photo ete", ["Réparation"]),
        ('"demain 18 h"', ["Réparation←"]),
        ('"18 demain"', []),
        ("自転", ["Rendez-vous"]),
        ("reparation -grince", ["Réparation←"]),
        ("has:attachment", ["Réparation"]),
        ("has:été", ["Réparation"]),
        ("has:pdf", []),
        ("is:unread", ["Réparation"]),
        ("-is:unread jeudi", ["Rendez-vous"]),
        ("in:sent", ["Réparation←"]),
        ("in:inbox jeu", ["Rendez-vous"]),
        ("in:boutique jeu", ["Rendez-vous"]),
        ("in:archive", []),
        ("is:waiting", ["Rendez-vous"]),
        ("before:2026-11-23 repar", []),
        ("after:2026-11-23 before:2026-11-24 repar", ["Réparation←", "Réparation"]),
        ("assigned:nobody jeudi", ["Rendez-vous"]),
        ("nichts", []),
        ("", []),
        ("-nichts", ["Rendez-vous", "Réparation←", "Réparation"]),
    ],
)
def test_what_is_typed_is_found(db, text, expected):
    assert found(made(db), text) == expected


def made(db):
    """The fixture's conversations, on SQLite alone."""
    return post.__wrapped__(db)


def test_both_databases_find_the_same(post):
    for text in (
        "oeuv",
        "from:elod",
        '"demain 18 h"',
        "has:été",
        "自転",
        "reparation -grince",
        "is:unread",
        "in:boutique jeu",
    ):
        assert found(post, text), text


def test_who_is_meant(db):
    post = made(db)

    def assign(session):
        who = Operators(session).create(OperatorDraft(name="Julien Lopez"))
        id_ = session.scalar(
            Conversation.__table__.select().where(Conversation.correspondent == "marc@example.org")
        )
        row = {"conversation_id": id_, "operator_id": who, "kind": MembershipKind.ASSIGNED, "created_at": NOW}
        session.execute(insert(Membership).values(**row))
        return who

    who = db.write_now(assign)
    assert found(post, "assigned:julien") == found(post, "assigned:lop") == ["Rendez-vous"]
    assert found(post, "assigned:me", who) == ["Rendez-vous"]
    assert found(post, "assigned:me") == found(post, "assigned:camille") == []
    assert "Rendez-vous" not in found(post, "assigned:nobody")


def test_pages_and_limits(db):
    post = Post(db)
    for number in range(9):
        post.arrives(f"p{number}@example.org", subject=f"s{number}", text="mot")
    every = db.read_now(lambda s: MailSearch(s).find("mot", 100))
    seen, after = [], None
    while hits := db.read_now(lambda s, after=after: MailSearch(s).find("mot", 4, after)):
        seen += hits
        after = hits[-1].message_id
    assert [hit.message_id for hit in seen] == [hit.message_id for hit in every]
    assert [hit.subject for hit in every] == [f"s{number}" for number in range(8, -1, -1)]


def test_what_was_deleted_makes_room(db):
    post = Post(db)
    letters = [
        post.arrives(f"p{number}@example.org", subject=f"s{number}", text="mot") for number in range(6)
    ]
    gone = post.conversation_of(letters[-1])
    db.write_now(
        lambda s: s.execute(update(Conversation).where(Conversation.id == gone).values(deleted_at=NOW))
    )
    assert found(post, "mot", limit=3) == ["s4", "s3", "s2"]


def test_a_rare_state_is_found_among_many(db):
    post = Post(db)
    letters = [
        post.arrives(f"p{number}@example.org", subject=f"s{number}", text="mot") for number in range(8)
    ]
    old = post.conversation_of(letters[0])
    archived = update(Conversation).where(Conversation.id == old).values(state=ConversationState.ARCHIVED)
    db.write_now(lambda s: s.execute(archived))
    assert found(post, "in:archive mot") == ["s0"]
    assert found(post, "in:inbox mot", limit=2) == ["s7", "s6"]


def test_hits_say_where_and_what_to_mark(db):
    made(db)
    (hit,) = db.read_now(lambda s: MailSearch(s).find("grin"))
    assert (hit.name, hit.address, hit.marks) == ("Élodie Garnier", "elodie@example.org", ("grin",))
    assert "grince" in hit.excerpt


def test_a_hit_in_the_name_of_a_file_shows_that_name(post):
    def shown(text):
        return [hit.excerpt for hit in post.db.read_now(lambda s: MailSearch(s).find(text))]

    assert shown("photo ete") == ["photo été.jpg"]
    assert shown("has:été") == ["photo été.jpg"]
    assert shown("cmd")[1].startswith("Bonjour")


def test_where_no_text_is_asked_for_none_is_read(post, monkeypatch):
    read = []
    monkeypatch.setattr(MailSearch, "_texts", lambda _self, rows: read.append(len(rows)) or {})
    assert found(post, "from:elodie") == ["Réparation"]
    assert found(post, "frein grince") == ["Réparation"]
    assert read == [0, 0]
    assert found(post, "cmd-1042")
    assert read[-1] > 0
