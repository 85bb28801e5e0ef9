# SPDX-License-Identifier: LicenseRef-Desk
"""What is known of ids and addresses, looked up for many at once."""

from desk.models.vocabulary import PointKind
from desk.services.inbox.filing.known import Known
from tests.services.inbox.builders import Post
from tests.services.inbox.known_people import customer, delivery, order


def known(db, ask):
    return db.read_now(lambda s: ask(Known(s)))


def test_nothing_asked_is_nothing_known(db):
    for ask in (Known.messages, Known.links, Known.deliveries, Known.records, Known.customers):
        assert known(db, lambda one, ask=ask: ask(one, [])) == {}
    assert known(db, lambda one: one.deleted([])) == {}


def test_owners_of_an_address_in_either_spelling(any_db):
    sophie = customer(any_db, "Sophie", "sophie@example.org")
    paul = customer(any_db, "Paul", "sophie@example.org", "paul@example.org")
    found = known(any_db, lambda one: one.owners(PointKind.EMAIL, ["Sophie@Example.org", "paul@example.org"]))
    assert {one.id for one in found["sophie@example.org"]} == {sophie, paul}
    assert [one.name for one in found["paul@example.org"]] == ["Paul Bernard"]
    assert known(any_db, lambda one: one.customers([paul]))[paul].name == "Paul Bernard"


def test_deliveries_and_records(db):
    sophie = customer(db, "Sophie", "sophie@example.org")
    record = order(db, sophie, "1002")
    sent = delivery(db, sophie, record, "a@x")
    written = delivery(db, sophie, None, "b@x", rule_id="")
    found = known(db, lambda one: one.deliveries(["a@x", "b@x", "c@x"]))
    assert {key: (one.id, one.record_id, one.is_written) for key, one in found.items()} == {
        "a@x": (sent, record, False),
        "b@x": (written, None, True),
    }
    assert [one.reference for one in known(db, lambda one: one.records([sophie]))[sophie]] == ["1002"]


def test_the_shops_own_addresses(db):
    post = Post(db, "Contact+x@Desk.test")
    boxes = known(db, lambda one: one.boxes())
    assert boxes[post.mailbox_id].address == "Contact+x@Desk.test"
    assert known(db, lambda one: one.ours(boxes)) == {"contact@desk.test"}
