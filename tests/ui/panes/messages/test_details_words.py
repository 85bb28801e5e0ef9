# SPDX-License-Identifier: LicenseRef-Desk
"""Who a conversation is with, in words."""

from dataclasses import replace
from datetime import timedelta

from desk.models.vocabulary import Channel, PointKind, PointState
from desk.services.preferences import SuppressionRow
from desk.services.shop import CustomerCard, Point
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
        ("Email", "ok", "check", ""), ("SMS", "danger", "x", ""), ("Offers", "danger", "x", ""),
    )  # fmt: skip


def customer(*points):
    """Return a customer with these (kind, address)."""
    kept = tuple(
        Point(id=str(n), kind=kind, address=address, label="", state=PointState.OK, position=n)
        for n, (kind, address) in enumerate(points)
    )
    return CustomerCard(
        id="k1", version=1, created_at=NOW, updated_at=NOW, first_name="Sophie", last_name="Bernard", company="",
        salutation="", language="fr", timezone="", country="FR", birth_date=None, registered_at=None, location_id=None,
        tags=(), fields={}, points=kept, archived_at=None,
    )  # fmt: skip


def stop(address, channel=Channel.SMS, topic="", reason="unsubscribed"):
    return SuppressionRow(
        id="s", channel=channel, address=address, topic=topic, reason=reason, created_at=NOW, expires_at=None,
        released_at=None, note="",
    )  # fmt: skip


EVERYTHING = frozenset(
    {
        ("operational", Channel.EMAIL),
        ("operational", Channel.SMS),
        ("commercial", Channel.SMS),
    }
)


def badges(*stopped, phones=("+33639981001",)):
    points = [(PointKind.PHONE, one) for one in phones]
    who = customer((PointKind.EMAIL, "Sophie@mail.example"), *points)
    made = Details(card=card(), customer=who, granted=EVERYTHING, stopped=stopped, country="FR")
    return {text: (role, why) for text, role, _icon, why in words.consent_badges(made)}


def test_a_channel_that_was_stopped_is_red_and_says_why():
    assert {role for role, _why in badges().values()} == {"ok"}
    shown = badges(stop("+33639981001"))
    assert shown["Email"] == ("ok", "")
    assert shown["SMS"][0] == shown["Offers"][0] == "danger"
    assert "06 39 98 10 01 wrote STOP on " in shown["SMS"][1].replace("\u202f", " ").replace("\xa0", " ")
    assert badges(stop("+33639981001", topic="commercial"))["SMS"] == ("ok", "")
    assert badges(stop("+33639981001", topic="commercial"))["Offers"][0] == "danger"
    gone = badges(stop("sophie@mail.example", Channel.EMAIL, reason="hard_bounce"))
    assert gone["Email"][0] == "danger"
    assert "The address does not exist" in gone["Email"][1]
    assert gone["SMS"] == ("ok", "")


def test_who_can_still_be_reached_at_another_number_is_not_stopped():
    shown = badges(stop("+33639981001"), phones=("+33639981001", "+33639981002"))
    assert shown["SMS"] == ("ok", "")


def test_how_the_bot_stands():
    assert words.bot_text(details(), NOW, has_bot=False) == ("", "", "")
    assert words.bot_text(details(bot_id="b"), NOW, has_bot=True) == ("Answers here", "Block…", "block")
    assert words.bot_text(details(), NOW, has_bot=True) == ("Can answer here", "Block…", "block")
    left = replace(details(), is_handed_over=True)
    assert words.bot_text(left, NOW, has_bot=True) == ("Left it to people", "Block…", "block")
    paused = details(bot_blocked_until=NOW + timedelta(hours=1))
    assert words.bot_text(paused, NOW, has_bot=False)[1:] == ("Unblock", "unblock")
    for_good = details(bot_blocked_until=NOW.replace(year=9999))
    assert words.bot_text(for_good, NOW, has_bot=True)[0] == "Blocked"


def test_a_status_is_a_word_and_a_colour():
    assert words.status_mark("order", "ready")[1] == "ok"
    assert words.status_mark("order", "teleported")[1] == "neutral"
