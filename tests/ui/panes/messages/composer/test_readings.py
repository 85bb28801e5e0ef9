# SPDX-License-Identifier: LicenseRef-Desk
"""What is known around a message."""

import pytest

from desk import clock
from desk.models.vocabulary import Channel, DraftKind, PointKind, Topic
from desk.services.inbox import Mailboxes
from desk.services.preferences import ConsentDraft, Consents, SuppressionDraft, Suppressions
from desk.services.shop import CustomerDraft, Customers, OperatorDraft, Operators, PointDraft
from desk.ui.panes.messages.composer.readings import About, read_surroundings, spelled
from tests.services.inbox.builders import Post
from tests.services.inbox.office import Office
from tests.ui.frame import make_shop


@pytest.fixture
def shop(db):
    make_shop(db)
    return db


def customer(db, *points):
    kinds = {"@": PointKind.EMAIL}
    drafts = tuple(
        PointDraft(kind=kinds["@"] if "@" in one else PointKind.PHONE, address=one) for one in points
    )
    return db.write_now(
        lambda s: Customers(s).create(
            CustomerDraft(first_name="Paul", last_name="Petit", language="en", points=drafts)
        )
    )


def read(db, about):
    return db.read_now(lambda s: read_surroundings(s, about, clock.now()))


def ways(db, about):
    return {way.channel: (way.address, way.reason) for way in read(db, about).ways}


def test_whom_it_reaches_and_how(shop):
    paul = customer(shop, "paul@x.example", "+33612345678")
    assert ways(shop, About(customer_id=paul)) == {
        Channel.EMAIL: ("paul@x.example", ""),
        Channel.SMS: ("+33612345678", ""),
    }


def test_why_it_does_not(shop):
    landline = customer(shop, "+33478000000")
    assert ways(shop, About(customer_id=landline)) == {
        Channel.EMAIL: ("", "no_address"),
        Channel.SMS: ("", "no_mobile"),
    }
    assert ways(shop, About())[Channel.SMS] == ("", "no_address")


def test_who_wants_nothing_more_is_not_written_to(shop):
    paul = customer(shop, "paul@x.example")
    draft = SuppressionDraft(channel=Channel.EMAIL, address="paul@x.example", reason="unsubscribed")
    shop.write_now(lambda s: Suppressions(s).add(draft))
    assert ways(shop, About(customer_id=paul))[Channel.EMAIL] == ("paul@x.example", "suppressed")


@pytest.mark.parametrize("reason", ["unsubscribed", "complaint"])
def test_who_wants_no_more_of_a_topic_is_written_to_only_when_somebody_means_it(shop, reason):
    paul = customer(shop, "paul@x.example", "+33612345678")
    draft = SuppressionDraft(
        channel=Channel.EMAIL, address="Paul@x.example", reason=reason, topic=Topic.COMMERCIAL
    )
    line = shop.write_now(lambda s: Suppressions(s).add(draft))
    about = About(customer_id=paul, channel=Channel.EMAIL, address="paul@x.example")
    assert ways(shop, about)[Channel.EMAIL] == ("paul@x.example", "")
    assert read(shop, about).refused == {(Channel.EMAIL, "paul@x.example")}
    nobody = About(channel=Channel.EMAIL, address="paul@x.example")
    assert read(shop, nobody).refused == {(Channel.EMAIL, "paul@x.example")}
    shop.write_now(lambda s: Suppressions(s).release(line))
    assert read(shop, about).refused == frozenset()


@pytest.mark.parametrize(
    ("reason", "topic", "is_closed"),
    [("complaint", "", True), ("complaint", Topic.COMMERCIAL, True), ("manual", "", True),
     ("unsubscribed", "", True), ("unsubscribed", Topic.COMMERCIAL, False)],
)  # fmt: skip
def test_a_copy_to_who_wants_no_more(shop, reason, topic, is_closed):
    """Nobody of whom the shop knows anything; the claim leaves out whom nobody may write to."""
    paul = customer(shop, "paul@x.example")
    draft = SuppressionDraft(channel=Channel.EMAIL, address="emma@y.example", reason=reason, topic=topic)
    shop.write_now(lambda s: Suppressions(s).add(draft))
    emma = {(Channel.EMAIL, "emma@y.example")}
    around = read(shop, About(customer_id=paul, people=("paul@x.example", "emma@y.example")))
    assert around.refused == emma
    assert around.closed == (emma if is_closed else set())
    assert read(shop, About(customer_id=paul, people=("paul@x.example",))).refused == frozenset()


def test_where_the_other_side_has_written(db):
    office = Office(db)

    def heard(conversation):
        return read(db, About(customer_id=office.zoe, conversation_id=conversation)).heard

    assert heard(office.conversation) == {Channel.EMAIL}
    begun = office.send("Bonjour", kind=DraftKind.NEW, conversation=None, subject="Votre vélo")
    assert heard(begun.conversation_id) == frozenset(), "we began it, and nobody has answered"
    office.say("Merci", conversation=begun.conversation_id, channel=Channel.SMS)
    assert heard(begun.conversation_id) == {Channel.SMS}
    assert heard(None) == frozenset()


def said(db, who, *answers):
    """Keep in the ledger what somebody said, in order: (topic, yes or no), all of e-mail."""
    drafts = [
        ConsentDraft(customer_id=who, topic=topic, channel=Channel.EMAIL, granted=granted, source="counter")
        for topic, granted in answers
    ]
    db.write_now(lambda s: Consents(s).record(*drafts))


@pytest.mark.parametrize(
    ("answers", "objects"),
    [
        ([], False),
        ([(Topic.COMMERCIAL, False)], True),
        ([(Topic.COMMERCIAL, False), (Topic.QUALITY, True)], False),
        ([(Topic.COMMERCIAL, False), (Topic.OPERATIONAL, True)], False),
        ([(Topic.COMMERCIAL, True), (Topic.OPERATIONAL, False)], True),
        ([(Topic.OPERATIONAL, False), (Topic.OPERATIONAL, True)], False),
    ],
)
def test_the_ledger_says_no_only_where_the_customer_did(shop, answers, objects):
    paul = customer(shop, "paul@x.example", "+33612345678")
    said(shop, paul, *answers)
    objected = read(shop, About(customer_id=paul)).objected
    assert objected == (frozenset({Channel.EMAIL}) if objects else frozenset())


def test_the_address_of_the_conversation_comes_first(shop):
    paul = customer(shop, "paul@x.example")
    about = About(customer_id=paul, channel=Channel.EMAIL, address="p.petit@work.example")
    assert ways(shop, about)[Channel.EMAIL] == ("p.petit@work.example", "")


def test_mailboxes_fields_and_staff(shop):
    julien = shop.write_now(lambda s: Operators(s).create(OperatorDraft(name="Julien")))
    Post(shop, "contact@desk.test")
    camille = shop.read_now(lambda s: Operators(s).at_work())
    Post(shop, "camille@desk.test", operator_id=camille.id)
    Post(shop, "julien@desk.test", operator_id=julien)
    paul = customer(shop, "paul@x.example")
    around = shop.read_now(lambda s: read_surroundings(s, About(customer_id=paul), clock.now()))
    assert [(box.address, box.is_personal) for box in around.boxes] == [
        ("contact@desk.test", False),
        ("camille@desk.test", True),
    ]
    assert (around.customer_name, around.language, around.me.name) == ("Paul Petit", "en", "Camille Martin")
    assert [one.name for one in around.staff] == ["Camille Martin", "Julien"]
    assert around.place.name == "Atelier Lyon 2"
    assert spelled(around.fields, "client.prenom") == spelled(around.fields, "customer.first_name") == "Paul"
    assert spelled(around.fields, "nothing") == ""


def test_a_customer_who_is_gone_is_left_out(shop):
    around = shop.read_now(lambda s: read_surroundings(s, About(customer_id="gone"), clock.now()))
    assert around.fields == {}
    assert around.language == "fr"


def test_the_record_of_the_conversation_fills_texts(db):
    _sophie, order = make_shop(db)
    around = db.read_now(lambda s: read_surroundings(s, About(record_id=order), clock.now()))
    assert around.fields["order.number"] == "1042"


def test_mailboxes_that_are_off_are_not_offered(shop):
    post = Post(shop)
    shop.write_now(lambda s: Mailboxes(s).activate(post.mailbox_id, is_active=False, at=clock.now()))
    assert shop.read_now(lambda s: read_surroundings(s, About(), clock.now())).boxes == ()
