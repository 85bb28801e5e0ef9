# SPDX-License-Identifier: LicenseRef-Desk
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select, update

from desk import clock
from desk.models import Customer, Event, new_id
from desk.models.vocabulary import Channel, PointKind, PointState
from desk.services.channels import TokenKind, token_in
from desk.services.delivery.situation import STAFF_CONSENT, Situations
from desk.services.events import Journal, RecordBook
from desk.services.inbox import MailboxDraft, Mailboxes
from desk.services.preferences import SuppressionDraft, Suppressions
from desk.services.shop import Locations, OperatorDraft, Operators, RecordDraft

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


@pytest.fixture
def order(floor):
    """An order of the one customer, due tomorrow; its id."""
    floor.people(1)
    draft = RecordDraft(
        kind="order",
        customer_id=floor.customers[0],
        status="",
        title="Vélo",
        due_at=NOW + timedelta(days=1),
        fields={"mechanic": "Léa"},
    )
    return floor.db.write_now(lambda s: RecordBook(s).create(draft)).record_id


def only_event(session):
    ids = list(session.execute(select(Event.id).order_by(Event.id)).scalars())
    return Situations(session).events(ids)[ids[0]]


def test_an_event_comes_with_its_record_as_it_is_now(floor, order):
    def work(session):
        event = only_event(session)
        assert (event.kind, event.record_id, event.customer_id) == (
            "order.created",
            order,
            floor.customers[0],
        )
        assert event.holds
        subject = event.subject
        assert subject.people["customer"] == (floor.customers[0],)
        assert subject.fields["order.status"] == subject.status
        assert subject.fields["order.due_at"].startswith("2026-11-23")
        assert subject.fields["order.mechanic"] == "Léa"
        occasion = Situations(session).occasion(event)
        assert (occasion.status, occasion.people["customer"]) == (subject.status, (floor.customers[0],))

    floor.db.read_now(work)


def test_an_undone_event_holds_no_more(floor, order):
    def work(session):
        Journal(session).undo(only_event(session).id, clock.now())
        assert not only_event(session).holds

    floor.db.write_now(work)


def test_an_event_about_no_record_holds(floor):
    floor.people(1)
    floor.ready()
    event = floor.db.read_now(only_event)
    assert (event.subject, event.holds) == (None, True)


def people(floor, *ids):
    return floor.db.read_now(lambda s: Situations(s).people(ids, clock.now()))


def test_a_customer_comes_with_addresses_consents_and_suppressions(floor):
    floor.people(2)
    barred = SuppressionDraft(channel=Channel.EMAIL, address="kunde1@kunde.example", reason="unsubscribed")
    floor.db.write_now(lambda s: Suppressions(s).add(barred))
    found = people(floor, *floor.customers)
    first, second = (found[id_] for id_ in floor.customers)
    assert [(point.kind, point.address, point.state) for point in first.points] == [
        (PointKind.EMAIL, "kunde0@kunde.example", PointState.UNKNOWN)
    ]
    assert first.name == "Zoë Nr 0"
    assert ("operational", Channel.EMAIL) in first.consents
    assert first.suppressed == frozenset()
    assert {(channel, address) for channel, address, _ in second.suppressed} == {
        (Channel.EMAIL, "kunde1@kunde.example")
    }


def test_who_is_archived_or_unknown_is_not_there(floor):
    floor.people(1)
    floor.db.write_now(lambda s: s.execute(update(Customer).values(archived_at=NOW)))
    assert people(floor, floor.customers[0], "nobody") == {}
    assert people(floor) == {}


def test_a_company_without_a_name_is_called_by_its_own(floor):
    floor.people(1)
    floor.db.write_now(
        lambda s: s.execute(update(Customer).values(first_name="", last_name="", company="Vélo SARL"))
    )
    assert people(floor, floor.customers[0])[floor.customers[0]].name == "Vélo SARL"


def test_a_colleague_is_told_what_the_work_needs(floor):
    draft = OperatorDraft(name="Camille Martin", email="camille@example.org")
    id_ = floor.db.write_now(lambda s: Operators(s).create(draft))
    person = people(floor, id_)[id_]
    assert (person.name, person.consents) == ("Camille Martin", STAFF_CONSENT)
    assert [point.address for point in person.points] == ["camille@example.org"]


def test_a_place_is_found_by_its_id_only(floor):
    def work(session):
        situations = Situations(session)
        [place] = Locations(session).all()
        assert situations.place(place.id).name == "Atelier"
        assert situations.place(None) is None
        assert situations.place("gone") is None

    floor.db.read_now(work)


def test_an_answer_is_led_back_to_the_record_where_the_mailbox_takes_marks(any_db):
    def work(session):
        long = "x" * 40
        for name, takes in (("marks", True), ("plain", False), (long, True)):
            settings = {"host": "imap.shop.example", "plus_addressing": takes}
            draft = MailboxDraft(name=name, address=f"{name}@shop.example", settings=settings)
            Mailboxes(session).create(draft, at=NOW)
        situations = Situations(session)
        record_id = new_id()
        to = situations.marked_address("Marks@shop.example", record_id)
        assert token_in([to]) == (TokenKind.RECORD, record_id)
        assert situations.marked_address("plain@shop.example", record_id) == ""
        assert situations.marked_address("marks@shop.example", None) == ""
        assert situations.marked_address(f"{long}@shop.example", record_id) == ""

    any_db.write_now(work)
