# SPDX-License-Identifier: LicenseRef-Desk
"""What a card says."""

from datetime import datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.models.vocabulary import Author, Channel, ConversationState
from desk.services.shop import LocationView, Span
from desk.translation import use_language
from desk.ui.panes.messages.card_look import Looks, Promise, look_of, span, when
from tests.ui.panes.messages.rows import CAMILLE, NOW, STAFF, at, conversation


def look(**more):
    return look_of(conversation(**more), STAFF, NOW)


def test_a_card_says_who_what_and_when():
    made = look(unread=2, is_flagged=True, assignee_ids=(CAMILLE,))
    assert (made.name, made.subject, made.time) == (
        "Sophie Bernard",
        "Réparation vélo – commande 1042",
        "14:32",
    )
    assert (made.unread, made.is_flagged, made.assignee) == ("2", True, "Camille Martin")


@pytest.mark.parametrize(
    ("more", "badge"),
    [
        ({"has_failure": True, "has_draft": True}, ("Not delivered", "danger")),
        ({"has_draft": True, "bot_id": "b"}, ("Draft", "danger")),
        ({"bot_id": "b", "waiting_since": NOW - timedelta(hours=3)}, ("Bot active", "chat")),
        ({"waiting_since": NOW - timedelta(hours=2, minutes=9)}, ("Waits for an answer · 2 h", "warn")),
        ({"waiting_since": NOW - timedelta(hours=4)}, ("Waits too long · 4 h", "danger")),
        ({"waiting_since": NOW - timedelta(minutes=9)}, None),
        ({"bot_id": "b", "bot_blocked_until": NOW + timedelta(hours=1)}, None),
    ],
)
def test_the_most_pressing_thing_is_the_badge(more, badge):
    assert look(**more).badge == badge


def test_a_waiting_is_judged_by_what_the_shop_promises():
    row = conversation(waiting_since=NOW - timedelta(minutes=50))
    soon = Promise(within=timedelta(hours=1))
    assert look_of(row, STAFF, NOW, soon).badge == ("Waits for an answer · 50 min", "warn")
    looks = Looks(now=NOW, names=STAFF)
    assert looks.of(row).badge is None
    assert looks.tell(NOW, STAFF, soon)
    assert looks.of(row).badge is not None
    assert not looks.tell(NOW, STAFF, soon)


def test_a_closed_shop_lets_nobody_wait_too_long():
    closed = ((),) * 6 + ((Span(start=540, end=600),),)
    place = LocationView(id="l", name="Lyon", zone="Europe/Paris", country="FR", opening=closed)
    row = conversation(waiting_since=NOW - timedelta(hours=5), location_id="l")
    assert look_of(row, STAFF, NOW, Promise(places=(place,))).badge == ("Waits for an answer · 5 h", "warn")


def test_a_snoozed_card_says_until_when():
    until = NOW + timedelta(days=1)
    made = look(state=ConversationState.SNOOZED, snoozed_until=until)
    assert made.badge == ("Until tomorrow 14:33", "neutral")


def test_who_said_the_newest_words():
    assert look(preview="oui", last_author=Author.OPERATOR).preview == "You: oui"
    assert look(preview="oui", last_author=Author.ROBOT).preview == "Bot: oui"
    assert look(preview="oui").preview == "oui"


def test_times_get_shorter_the_longer_ago():
    said = [when(at("09:00", days), NOW) for days in (0, 1, 3, 40, 400)]
    assert said[0] == "09:00"
    assert said[1] == "yesterday"
    assert "2025" in said[4]
    assert "2026" not in said[3]


def test_spans():
    assert [span(timedelta(minutes=12)), span(timedelta(hours=5)), span(timedelta(days=3))] == [
        "12 min",
        "5 h",
        "3 days",
    ]


def test_a_listener_hears_the_whole_card():
    said = look(unread=2, is_flagged=True, assignee_ids=(CAMILLE,)).sentence
    for part in ("Sophie Bernard", "14:32", "2 unread", "followed up", "assigned to Camille Martin"):
        assert part in said


def test_looks_are_kept_until_something_changes():
    looks = Looks(now=NOW, names=STAFF)
    row = conversation()
    assert looks.of(row) is looks.of(row)
    before = looks.of(row)
    use_language("fr")
    assert looks.of(row) is not before
    assert looks.tell(NOW + timedelta(minutes=1), STAFF)
    assert not looks.tell(NOW + timedelta(minutes=1), STAFF)


@given(st.datetimes(datetime(1990, 1, 1), datetime(2040, 1, 1)))  # noqa: DTZ001 - made aware below
def test_every_instant_can_be_said(moment):
    assert when(moment.replace(tzinfo=timezone.utc), NOW)  # noqa: UP017


def test_an_sms_without_a_subject_shows_its_number():
    said = {"subject": "", "address": "+33612345678"}
    assert look(channel=Channel.SMS, **said).subject == "+33 6 12 34 56 78"
    assert look(channel=Channel.EMAIL, **said).subject == "(no subject)"
    assert look(channel=Channel.SMS, **said | {"subject": "Rendez-vous"}).subject == "Rendez-vous"
