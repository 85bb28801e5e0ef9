# SPDX-License-Identifier: LicenseRef-Desk
"""What a mail is to the shop: whose words, from whom."""

from desk.models import (
    Message,
)
from desk.models.vocabulary import (
    Author,
    Direction,
    FolderRole,
)
from tests.services.inbox.builders import OURS
from tests.services.inbox.known_people import conversation, rows

SOPHIE = "Sophie Bernard <sophie@example.org>"


def test_mail_of_our_own_is_outgoing_wherever_it_lies(post):
    for folder in (FolderRole.SENT, FolderRole.INBOX):
        one = post.arrives(OURS, to="sophie@example.org", folder=folder, text=folder.value)
        message = rows(
            post.db,
            Message.direction,
            Message.author,
            Message.is_read,
            where=Message.header_id == one.header_id,
        )
        assert message == [(Direction.OUTGOING, Author.OPERATOR, True)]
        assert conversation(post, one).correspondent == "sophie@example.org"


def test_the_shops_own_web_form_is_a_customers_mail(post):
    one = post.arrives(f"Site <{OURS}>", to=OURS, headers={"Reply-To": SOPHIE})
    row = conversation(post, one)
    assert (row.correspondent, row.correspondent_name, row.unread) == (
        "sophie@example.org",
        "Sophie Bernard",
        1,
    )
