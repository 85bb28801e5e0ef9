# SPDX-License-Identifier: LicenseRef-Desk
"""What happens in conversations is in the journal, and a rule tells those whom it concerns."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import select

from desk import clock
from desk.models import Delivery, Event, Mailbox
from desk.models.vocabulary import DeliveryState
from desk.services.delivery import plan_batch
from desk.services.delivery.claiming import claim
from desk.services.inbox import Caretaker
from desk.services.inbox.handling.overdue import OverdueWaits
from desk.services.inbox.tidings import ASSIGNED, REPLIED, WAITING, Tidings
from tests.services.inbox.office import NOW, Office
from tests.services.inbox.ready_rules import work

pytestmark = pytest.mark.usefixtures("checked_once")

LATER = NOW + timedelta(minutes=5)


@pytest.fixture(autouse=True)
def at_the_counter():
    """It is NOW, however long ago the tests were begun: the journal notes when it hears of something."""
    with clock.fixed(NOW):
        yield


@pytest.fixture
def office(any_db):
    return Office(any_db)


def assign(office, *whom, by=None, at=NOW):
    return office.do(lambda h: h.assign([office.conversation], list(whom), by=by or office.camille, at=at))


def events(office, kind):
    return office.db.read_now(lambda s: s.scalars(select(Event).where(Event.kind == kind)).all())


def told(office, at=LATER):
    """Plan what happened and claim what is due then; return (address, subject of the rule's event)."""
    with clock.fixed(at):
        office.db.write_now(plan_batch)
        found = office.db.write_now(lambda s: claim(s, "email", "me:1", 50))
    return [(one.address, one.event.snapshot["subject"]) for one in found.claimed]


def test_a_rule_tells_whom_a_conversation_is_assigned_to(office):
    work(office, ASSIGNED)
    assign(office, office.marc)
    assert told(office) == [("marc@atelier.example", "Mon vélo")]
    assert told(office) == []


def test_only_those_who_are_new_to_it_are_told_and_nobody_of_their_own_deed(office):
    assign(office, office.marc)
    assign(office, office.marc, office.camille)
    (first,) = events(office, ASSIGNED)
    assert first.snapshot["people.assignee"] == [office.marc]
    assert first.operator_id == office.camille
    assert (first.snapshot["customer.full_name"], first.customer_id) == ("Zoë Ait", office.zoe)


def test_who_is_taken_off_in_time_hears_nothing(office):
    work(office, ASSIGNED)
    undo = assign(office, office.marc)
    office.db.write_now(plan_batch)
    office.undo(undo)
    assert told(office) == []
    deliveries = office.db.read_now(lambda s: s.scalars(select(Delivery.state)).all())
    assert deliveries == [DeliveryState.CANCELLED]


def test_a_rule_tells_that_a_customer_has_replied_once(office):
    work(office, REPLIED)
    assign(office, office.marc)
    message = office.say("Samedi alors ?", at=NOW)
    for _ in range(2):
        office.db.write_now(lambda s: Tidings(s).replied([message], NOW))
    (event,) = events(office, REPLIED)
    assert event.snapshot["excerpt"] == "Samedi alors ?"
    assert told(office) == [("marc@atelier.example", "Mon vélo")]


@pytest.mark.parametrize("how", [{"is_automatic": True}, {"at": NOW - timedelta(days=3)}])
def test_machines_and_history_tell_nobody(office, how):
    assign(office, office.marc)
    message = office.say("Je suis absent", **how)
    assert office.db.write_now(lambda s: Tidings(s).replied([message], NOW)) == ()


def test_the_first_words_of_a_stranger_are_no_reply(office):
    conversation = office.begin(customer_id=None, correspondent="new@kunde.example", correspondent_name="")
    message = office.say("Bonjour", conversation=conversation, customer_id=None)
    assert office.db.write_now(lambda s: Tidings(s).replied([message], NOW)) == ()
    message = office.say("Toujours là ?", conversation=conversation, customer_id=None, at=NOW)
    assert len(office.db.write_now(lambda s: Tidings(s).replied([message], NOW))) == 1
    (event,) = events(office, REPLIED)
    assert event.snapshot["customer.full_name"] == "new@kunde.example"
    assert event.customer_id is None


def test_two_words_of_a_stranger_in_one_look_are_a_beginning_and_a_reply(office):
    conversation = office.begin(customer_id=None, correspondent="new@kunde.example", correspondent_name="")
    words = [
        office.say(text, conversation=conversation, customer_id=None, at=NOW - timedelta(minutes=ago))
        for text, ago in (("Bonjour", 5), ("Ou bien demain ?", 4))
    ]
    assert len(office.db.write_now(lambda s: Tidings(s).replied(words, NOW))) == 1
    (event,) = events(office, REPLIED)
    assert event.snapshot["excerpt"] == "Ou bien demain ?"


def test_nobody_is_written_to_at_a_mailbox_of_the_shop(office):
    """It would come back as a customer's mail, and be told again."""
    office.set(Mailbox, office.box, address="Marc@atelier.example")
    assign(office, office.marc)
    (event,) = events(office, ASSIGNED)
    assert "people.assignee" not in event.snapshot
    assert event.snapshot["people.staff"] == [office.camille]


def test_a_rule_tells_of_a_waiting_that_is_too_long_once(office):
    work(office, WAITING)
    assign(office, office.marc)
    late = NOW + timedelta(hours=3)
    with clock.fixed(late):
        assert office.db.read_now(lambda s: OverdueWaits(s).find(NOW)) == ()
        for _ in range(2):
            asyncio.run(Caretaker(office.db).look())
    (event,) = events(office, WAITING)
    assert event.snapshot["waiting_minutes"] == 300
    assert event.occurred_at == NOW + timedelta(hours=2)
    assert told(office, late + timedelta(minutes=5)) == [("marc@atelier.example", "Mon vélo")]


def test_an_answer_calls_off_what_was_to_be_told_of_a_waiting(office):
    work(office, WAITING)
    assign(office, office.marc)
    late = NOW + timedelta(hours=3)
    office.db.write_now(lambda s: OverdueWaits(s).tell(late))
    with clock.fixed(late):
        office.db.write_now(plan_batch)
    office.sent("Oui, il est prêt.", at=late)
    assert told(office, late + timedelta(minutes=5)) == []
