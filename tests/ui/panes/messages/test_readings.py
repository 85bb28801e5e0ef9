# SPDX-License-Identifier: LicenseRef-Desk
"""What the list reads."""

from desk.services.inbox import ConversationFilter, Order
from desk.ui.panes.messages.readings import position, read_choices, read_counts, read_page, read_row
from tests.ui.panes.messages.post import KENJI
from tests.ui.panes.messages.rows import at, conversation


def test_choices_counts_and_pages(post):
    mine, other = post.mail(ago=9), post.mail(sender=KENJI, ago=2)
    choices = post.db.read_now(read_choices)
    assert (choices.my_id, choices.names[post.julien], choices.has_mailbox) == (
        post.camille,
        "Julien Lopez",
        True,
    )
    assert choices.place_name(choices.places[0].id) == "Atelier Lyon 2"
    assert post.db.read_now(lambda s: read_counts(s)).in_progress == 2
    [first] = post.db.read_now(lambda s: read_page(s, ConversationFilter(), None, 1))
    [second] = post.db.read_now(lambda s: read_page(s, ConversationFilter(), first, 5))
    assert (first.id, second.id) == (other, mine)
    assert post.db.read_now(lambda s: read_row(s, mine)).id == mine
    assert post.db.read_now(lambda s: read_row(s, "0" * 32)) is None


def test_where_a_row_stands():
    row = conversation(waiting_since=at("09:00"))
    assert position(None, Order.NEWEST) is None
    assert position(row, Order.NEWEST) == (row.last_at, row.id)
    assert position(row, Order.WAITING) == (row.waiting_since, row.id)
