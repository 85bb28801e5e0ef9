# SPDX-License-Identifier: LicenseRef-Desk
"""Who a conversation is with, as it is read."""

from datetime import timedelta

from desk import clock
from desk.models.vocabulary import Author, Channel, Direction
from desk.services.inbox import Line, Lines
from desk.services.preferences import SuppressionDraft, Suppressions
from desk.ui.panes.messages.details_readings import find_customers, read_details
from tests.ui.panes.messages.post import KENJI


def test_a_customer_and_a_stranger(post):
    mine, theirs = post.mail(), post.mail(sender=KENJI)
    post.mail(subject="Avant", ago=99)
    known = post.db.read_now(lambda s: read_details(s, mine))
    assert known.customer.full_name == "Sophie Bernard"
    assert [one.reference for one in known.records] == ["1042"]
    assert [one.subject for one in known.others] == ["Avant"]
    assert known.mailbox == "contact@shop.example"
    unknown = post.db.read_now(lambda s: read_details(s, theirs))
    assert (unknown.customer, unknown.guesses) == (None, ())
    assert post.db.read_now(lambda s: read_details(s, "0" * 32)) is None


def test_what_of_theirs_is_stopped(post):
    mine = post.mail()
    add = lambda s, **more: Suppressions(s).add(  # noqa: E731
        SuppressionDraft(
            channel=Channel.EMAIL, address="sophie.bernard@mail.example", reason="unsubscribed", **more
        )
    )
    post.db.write_now(lambda s: add(s, topic="commercial", expires_at=clock.now() - timedelta(days=1)))
    assert post.db.read_now(lambda s: read_details(s, mine)).stopped == ()
    post.db.write_now(add)
    [line] = post.db.read_now(lambda s: read_details(s, mine)).stopped
    assert (line.channel, line.topic) == (Channel.EMAIL, "")


def test_whether_a_bot_left_it_to_people(post):
    mine = post.mail()
    assert not post.db.read_now(lambda s: read_details(s, mine)).is_handed_over
    left = Line(
        conversation_id=mine, direction=Direction.SYSTEM, author=Author.SYSTEM, at=clock.now(),
        detail={"code": "hand_over", "bot": "Robot"},
    )  # fmt: skip
    post.db.write_now(lambda s: Lines(s).add([left], clock.now()))
    assert post.db.read_now(lambda s: read_details(s, mine)).is_handed_over


def test_customers_are_found_by_words(post):
    found = post.db.read_now(lambda s: find_customers(s, "bernard"))
    assert [one.name for one in found] == ["Sophie Bernard"]
    assert post.db.read_now(lambda s: find_customers(s, "  ")) == ()
