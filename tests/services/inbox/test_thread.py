# SPDX-License-Identifier: LicenseRef-Desk
"""The lines of a conversation, and what rules sent between them."""

from datetime import timedelta

import pytest
from sqlalchemy import insert, update

from desk.models import Content, Delivery, ImageAllowance
from desk.models.vocabulary import Author
from desk.services.delivery.history import pack_content
from desk.services.inbox import Inbox
from desk.services.providers import Roster
from tests.query_plans import plans
from tests.services.inbox.builders import NOW, OURS, Post, letter
from tests.services.inbox.known_people import customer, delivery, order
from tests.services.inbox.office import NOW as TODAY
from tests.services.inbox.office import Office


@pytest.fixture
def post(any_db):
    return Post(any_db)


def test_a_thread_is_read_from_its_end(post):
    first = post.arrives("Anna <anna@example.org>", text="0")
    for number in range(1, 7):
        post.arrives("Anna <anna@example.org>", answers=first, text=str(number))
    id_ = post.conversation_of(first)
    newest = post.db.read_now(lambda s: Inbox(s).thread(id_, None, 3))
    assert [line.text.strip() for line in newest] == ["4", "5", "6"]
    older = post.db.read_now(lambda s: Inbox(s).thread(id_, (newest[0].at, newest[0].id), 3))
    assert [line.text.strip() for line in older] == ["1", "2", "3"]


def sent_at(db, delivery_id, at, text=""):
    def work(session):
        session.execute(update(Delivery).where(Delivery.id == delivery_id).values(handed_over_at=at))
        if text:
            body = pack_content(text, f"<p>{text}</p>")
            session.execute(insert(Content).values(delivery_id=delivery_id, subject="Prêt", body=body))

    db.write_now(work)


def test_what_rules_sent_stands_where_it_falls_in_time(db):
    post = Post(db)
    sophie = customer(db, "Sophie", "sophie@example.org")
    mine, other = order(db, sophie, "1001"), order(db, sophie, "1002")
    one = post.arrives("sophie@example.org", text="commande 1001 ?", at=NOW)
    post.arrives("sophie@example.org", answers=one, text="Merci", at=NOW + timedelta(hours=5))
    id_ = post.conversation_of(one)
    between = delivery(db, sophie, mine, "a@x")
    sent_at(db, between, NOW + timedelta(hours=2), "Votre vélo est prêt")
    for record, message_id, hours in ((mine, "b@x", -5), (other, "c@x", 2)):
        sent_at(db, delivery(db, sophie, record, message_id), NOW + timedelta(hours=hours))
    lines = db.read_now(lambda s: Inbox(s).thread(id_))
    assert [line.author for line in lines] == [Author.CUSTOMER, Author.RULE, Author.CUSTOMER]
    rule = lines[1]
    assert (rule.id, rule.subject, rule.text, rule.preview) == (
        between,
        "Prêt",
        "Votre vélo est prêt",
        "Votre vélo est prêt",
    )
    assert (rule.has_html, rule.delivery.id, rule.rule_id) == (True, between, "rule")
    assert db.read_now(lambda s: Inbox(s).html(between)) == "<p>Votre vélo est prêt</p>"


def test_what_was_answered_is_shown_with_the_first_page_only(db):
    post = Post(db)
    sophie = customer(db, "Sophie", "sophie@example.org")
    sent = delivery(db, sophie, None, "out@desk.test")
    sent_at(db, sent, NOW - timedelta(days=3))
    ours = letter(OURS, header_id="out@desk.test")
    one = post.arrives("sophie@example.org", answers=ours)
    for _ in range(3):
        post.arrives("sophie@example.org", answers=one)
    id_ = post.conversation_of(one)
    newest = db.read_now(lambda s: Inbox(s).thread(id_, None, 2))
    assert [line.author for line in newest] == [Author.CUSTOMER] * 2
    older = db.read_now(lambda s: Inbox(s).thread(id_, (newest[0].at, newest[0].id), 5))
    assert [line.id for line in older][0] == sent
    assert len(older) == 3


@pytest.mark.parametrize("is_sandbox", [True, False])
def test_what_went_into_the_sandbox_only_is_told_from_what_left(any_db, is_sandbox):
    office = Office(any_db)
    reply, rule = office.sent("Oui").delivery_id, delivery(any_db, office.zoe, None, "rule@desk.test")
    sent_at(any_db, rule, TODAY)
    way = any_db.read_now(lambda s: Roster(s).in_use(sandbox=is_sandbox))[0].id
    for one in (reply, rule):
        office.set(Delivery, one, provider_id=way)
    lines = any_db.read_now(lambda s: Inbox(s).thread(office.conversation))
    looks = {line.delivery.id: line.delivery.is_caught for line in lines if line.delivery is not None}
    assert looks == {reply: is_sandbox, rule: is_sandbox}


def test_pictures_of_a_known_sender_are_allowed(db):
    post = Post(db)
    one = post.arrives("Anna <Anna@example.org>", html="<p>x</p>")
    row = {"address": "anna@example.org", "allowed_at": NOW}
    db.write_now(lambda s: s.execute(insert(ImageAllowance).values(**row)))
    (line,) = db.read_now(lambda s: Inbox(s).thread(post.conversation_of(one)))
    assert (line.images_allowed, line.is_sender_allowed) == (True, True)


def test_a_conversation_that_is_gone_has_no_lines(db):
    assert db.read_now(lambda s: Inbox(s).thread("nothing")) == ()


def test_a_thread_is_looked_up(db):
    _, said = plans(db, lambda s: Inbox(s).thread("x", (NOW, "y"), 50))
    assert "ix_message_conversation_id" in said[0]
    assert all("SCAN" not in plan.replace("SCAN CONSTANT ROW", "") for plan in said), said
