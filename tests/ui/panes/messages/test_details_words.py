# SPDX-License-Identifier: LicenseRef-Desk
"""Who a conversation is with, in words."""

from datetime import timedelta

from desk.models.vocabulary import Channel
from desk.ui.panes.messages import details_words as words
from desk.ui.panes.messages.details_readings import Details
from tests.ui.panes.messages.rows import NOW, card, conversation


def details(**row):
    return Details(card=card(conversation(**row)), country="FR")


def test_a_stranger_is_their_address():
    made = details(name="", address="kenji@example.jp", customer_id=None)
    assert words.name_of(made) == "kenji@example.jp"
    assert words.since_text(made) == "kenji@example.jp"
    assert ("envelope-simple", "Address", "kenji@example.jp", True) in words.point_lines(made)


def test_consents_are_badges_with_sign_and_word():
    made = Details(card=card(), granted=frozenset({("operational", Channel.EMAIL)}))
    assert words.consent_badges(made) == (
        ("Email", "ok", "check"), ("SMS", "danger", "x"), ("Offers", "danger", "x"),
    )  # fmt: skip


def test_how_the_bot_stands():
    assert words.bot_text(details(), NOW) == ("", "", "")
    assert words.bot_text(details(bot_id="b"), NOW) == ("Answers here", "Block…", "block")
    paused = details(bot_blocked_until=NOW + timedelta(hours=1))
    assert words.bot_text(paused, NOW)[1:] == ("Unblock", "unblock")
    for_good = details(bot_blocked_until=NOW.replace(year=9999))
    assert words.bot_text(for_good, NOW)[0] == "Blocked"


def test_a_status_is_a_word_and_a_colour():
    assert words.status_mark("order", "ready")[1] == "ok"
    assert words.status_mark("order", "teleported")[1] == "neutral"
