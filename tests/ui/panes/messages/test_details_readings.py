# SPDX-License-Identifier: LicenseRef-Desk
"""Who a conversation is with, as it is read."""

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


def test_customers_are_found_by_words(post):
    found = post.db.read_now(lambda s: find_customers(s, "bernard"))
    assert [one.name for one in found] == ["Sophie Bernard"]
    assert post.db.read_now(lambda s: find_customers(s, "  ")) == ()
