# SPDX-License-Identifier: LicenseRef-Desk
"""What a bot has left to people is theirs: the customer waits for them, and bots keep quiet until one has answered."""

import pytest

from desk import clock
from desk.models import Conversation, Message
from desk.services.assistants import Pasts
from desk.services.inbox import BotTasks, Handling, Lines
from desk.services.shop import LocationDraft, Locations
from tests.services.assistants.bots.side import Side, mail
from tests.services.assistants.bots.test_runner import LEA, later

HANDS_OVER = {
    "rules": [{"words": ["*"], "texts": {"fr": "Un collègue va vous répondre."}, "hands_over": True}]
}


@pytest.fixture
def any_side(any_db):
    return Side(any_db, "shop@atelier.example")


def asked_again(side, text):
    """Let the customer write once more in the one conversation there is."""
    side.receive(mail(text=text, In_Reply_To=f"<{side.all(Message)[0].header_id}>"))


def recounted(side):
    """Return since when the customer waits, as all lines say it."""
    side.db.write_now(lambda s: Lines(s).recount([side.conversation.id], clock.now()))
    return side.conversation.waiting_since


def test_after_a_hand_over_the_customer_waits_for_people(any_side, monkeypatch):
    any_side.bot(settings=HANDS_OVER)
    any_side.receive(mail())
    asked_at = any_side.all(Message)[0].at
    assert len(any_side.look()) == 1
    assert any_side.conversation.waiting_since == asked_at
    assert recounted(any_side) == asked_at
    later(monkeypatch, minutes=5)
    any_side.answer(any_side.conversation.id, LEA, "C’est prêt.")
    assert any_side.conversation.waiting_since is None
    assert recounted(any_side) is None


def test_an_answer_without_a_hand_over_ends_the_waiting(any_side):
    any_side.bot()
    any_side.receive(mail())
    any_side.look()
    assert any_side.conversation.waiting_since is None
    assert recounted(any_side) is None


def test_after_a_hand_over_bots_keep_quiet_until_a_person_has_answered(any_side, monkeypatch):
    any_side.bot(settings=HANDS_OVER)
    any_side.receive(mail())
    assert len(any_side.look()) == 1
    assert any_side.db.read_now(lambda s: Pasts(s).is_handed_over(any_side.conversation.id))
    later(monkeypatch, hours=25)
    asked_again(any_side, "Vous ne me répondez pas.")
    assert any_side.look() == []
    assert any_side.conversation.waiting_since is not None
    any_side.answer(any_side.conversation.id, LEA, "C’est prêt.")
    assert not any_side.db.read_now(lambda s: Pasts(s).is_handed_over(any_side.conversation.id))
    later(monkeypatch, days=8)
    asked_again(any_side, "Et le prix ?")
    assert len(any_side.look()) == 1


def _opens_another_day(session):
    week = {(clock.now().weekday() + 3) % 7: (("09:00", "18:00"),)}
    Locations(session).create(LocationDraft(name="Atelier", timezone="Europe/Paris", opening=week))


def test_what_is_said_outside_opening_hours_ends_no_waiting(any_side):
    closed = {"texts": {"fr": "Nous sommes fermés."}}
    any_side.db.write_now(_opens_another_day)
    any_side.bot("hours", closed)
    any_side.receive(mail())
    asked_at = any_side.all(Message)[0].at
    assert len(any_side.look()) == 1
    assert any_side.robots() == ["Nous sommes fermés."]
    assert any_side.conversation.waiting_since == recounted(any_side) == asked_at
    assert any_side.conversation.bot_id is None
    assert any_side.lines() == []


def test_waiting_after_a_hand_over_moves_along_with_the_words(any_side):
    """Split off, merged, taken back: it is added up from the lines."""
    any_side.bot(settings=HANDS_OVER)
    any_side.receive(mail())
    asked_at = any_side.all(Message)[0].at
    any_side.look()
    asked_again(any_side, "Alors ?")
    question, answer = (one.id for one in any_side.all(Message) if one.text and "Alors" not in one.text)

    def split(session):
        return Handling(session).split([question, answer], by=None, at=clock.now())

    undo = any_side.db.write_now(split)
    waits = {one.waiting_since for one in any_side.all(Conversation)}
    assert asked_at in waits
    assert None not in waits
    any_side.db.write_now(lambda s: Handling(s).undo(undo, clock.now()))
    there = [one for one in any_side.all(Conversation) if one.deleted_at is None]
    assert [one.waiting_since for one in there] == [asked_at]


def test_a_bot_that_could_not_answer_leaves_it_to_people_too(any_side):
    any_side.bot("http", {"address": "http://127.0.0.1:1/"})
    any_side.receive(mail())
    for _ in range(4):
        any_side.look()
        any_side.db.write_now(_hurry)
    assert any_side.lines() == ["bot_failed"]
    assert any_side.conversation.waiting_since is not None
    assert any_side.db.read_now(lambda s: Pasts(s).is_handed_over(any_side.conversation.id))


def _hurry(session):
    tasks = BotTasks(session)
    for one in tasks.due(clock.now().replace(year=9999), 10):
        tasks.put_off(one.message_id, clock.now(), counts=False)
