# SPDX-License-Identifier: LicenseRef-Desk
from datetime import timedelta

import pytest
from sqlalchemy import insert

from desk.errors import NotFound
from desk.models import Conversation, Delivery, Mailbox, new_id
from desk.models.vocabulary import Author, Channel, DeliveryState, Direction, MessageKind
from desk.services.inbox.writing.correspondents import MOST_REFERENCES, Correspondents
from desk.services.providers import Roster
from desk.services.shop import Settings
from tests.services.inbox.office import NOW, ZOE, Office


@pytest.fixture
def office(any_db):
    return Office(any_db)


def ask(office, work):
    return office.db.write_now(lambda s: work(Correspondents(s)))


def test_a_thread_as_a_letter_needs_it(office):
    second = office.say("Encore", at=NOW - timedelta(hours=1))
    thread = ask(office, lambda c: c.thread(office.conversation))
    assert (thread.newest_id, thread.correspondent, thread.has_incoming) == (second, ZOE, True)
    assert thread.header_ids == (office.message(office.first).header_id, office.message(second).header_id)


def test_only_the_newest_of_a_long_thread(office):
    for n in range(MOST_REFERENCES + 3):
        office.say(str(n), at=NOW - timedelta(minutes=60 - n))
    thread = ask(office, lambda c: c.thread(office.conversation))
    assert len(thread.header_ids) == MOST_REFERENCES


def test_only_mails_of_people_are_named_in_an_answer(office):
    office.say("SMS", channel=Channel.SMS, header_id="sms:account:17", sender="+33612345678")
    office.say("Back", kind=MessageKind.BOUNCE, direction=Direction.SYSTEM, author=Author.SYSTEM)
    office.say("Away", kind=MessageKind.OUT_OF_OFFICE, direction=Direction.SYSTEM, author=Author.SYSTEM)
    office.say("Without", header_id="sha256:0123@copy")
    thread = ask(office, lambda c: c.thread(office.conversation))
    assert thread.header_ids == (office.message(office.first).header_id,)


@pytest.mark.parametrize("live", [False, True])
def test_what_never_reached_anybody_is_named_in_no_answer(office, live):
    caught, own = (
        office.db.read_now(lambda s, sandbox=sandbox: Roster(s).in_use(sandbox=sandbox))[0]
        for sandbox in (True, False)
    )
    one, other, failed = (office.sent(text) for text in ("Essai", "Oui", "Non"))
    office.set(Delivery, one.delivery_id, provider_id=caught.id)
    office.set(Delivery, other.delivery_id, provider_id=own.id)
    office.set(Delivery, failed.delivery_id, state=DeliveryState.FAILED)
    office.db.write_now(lambda s: Settings(s).change(trial_mode=not live))
    thread = ask(office, lambda c: c.thread(office.conversation))
    named = office.message(office.first).header_id, office.message(other.message_id).header_id
    assert thread.header_ids == named
    assert office.message(one.message_id).header_id, "it would have been named"


def test_notes_and_system_lines_are_nobodys_words(office):
    office.do(lambda h: h.note(office.conversation, "x", operator_id=office.camille, at=NOW))
    office.do(lambda h: h.archive([office.conversation], by=None, at=NOW))
    assert ask(office, lambda c: c.newest(office.conversation)) == office.first


def test_what_is_gone(office):
    with pytest.raises(NotFound):
        ask(office, lambda c: c.thread("x" * 32))
    office.set(Conversation, office.conversation, deleted_at=NOW)
    with pytest.raises(NotFound):
        ask(office, lambda c: c.thread(office.conversation))


def test_the_mailbox_that_answers_come_to(office):
    own = new_id()
    row = {
        "id": own, "created_at": NOW, "updated_at": NOW, "name": "Marc", "address": "marc@atelier.example",
        "settings": {}, "operator_id": office.marc, "position": -1,
    }  # fmt: skip
    office.db.write_now(lambda s: s.execute(insert(Mailbox).values(**row)))
    assert ask(office, lambda c: c.postbox(own, Channel.EMAIL)).address == "marc@atelier.example"
    assert ask(office, lambda c: c.postbox(None, Channel.EMAIL)).id == office.box, (
        "never somebody's own unasked"
    )
    assert ask(office, lambda c: c.postbox(own, Channel.SMS)) is None
    office.set(Mailbox, own, is_active=False)
    assert ask(office, lambda c: c.postbox(own, Channel.EMAIL)).id == office.box
    office.set(Mailbox, office.box, is_active=False)
    assert ask(office, lambda c: c.postbox(None, Channel.EMAIL)) is None


def test_names_and_addresses_of_customers(office):
    assert ask(office, lambda c: c.customer_name(office.zoe)) == "Zoë Ait"
    assert ask(office, lambda c: c.customer_name(None)) == ""
    assert ask(office, lambda c: c.addresses(office.zoe, Channel.SMS)) == {"+33612345678"}
