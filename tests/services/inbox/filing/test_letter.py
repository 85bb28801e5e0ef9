# SPDX-License-Identifier: LicenseRef-Desk
"""What a mail is to the shop: whose words, from whom."""

import pytest

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


@pytest.mark.parametrize(
    ("found", "is_ours"),
    [
        ("mx.example; spf=pass; dkim=none; dmarc=fail (p=none)", False),
        ("mx.example; spf=softfail smtp.mailfrom=shop; dkim=none", False),
        ("mx.example; spf=fail; dkim=pass", True),
        ("mx.example; spf=pass; dkim=pass; dmarc=pass", True),
        ("mx.example; none", True),
    ],
)
def test_what_only_claims_to_be_from_us_is_nobodys_answer(post, found, is_ours):
    """A server that checks says so; then it neither speaks for the shop nor ends a customer's wait."""
    asked = post.arrives(SOPHIE, text="Où est mon vélo ?")
    assert conversation(post, asked).waiting_since is not None
    told = post.arrives(
        f"Atelier <{OURS}>",
        to=f"sophie@example.org, {OURS}",
        answers=asked,
        text="Payez ici",
        headers={"Authentication-Results": found},
    )
    message = rows(post.db, Message.direction, where=Message.header_id == told.header_id)
    assert message == [(Direction.OUTGOING if is_ours else Direction.INCOMING,)]
    assert (conversation(post, asked).waiting_since is None) is is_ours
