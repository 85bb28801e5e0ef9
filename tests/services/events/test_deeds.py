# SPDX-License-Identifier: LicenseRef-Desk
"""A deed's own fields and keys reach its events; names that people give are checked."""

import pytest

from desk.errors import Refused
from desk.services.events import Deed, draft_of_state
from desk.services.events.deeds import Deeds, known_kind, known_status, known_type
from desk.services.shop import Records


def test_a_deed_lends_its_fields_and_keys_to_its_events(any_shop, now):
    deed = Deed(
        operator=any_shop.karim,
        at=now,
        extra={"reason": "Pièce introuvable"},
        keys={"order.cancelled": "till:7"},
    )
    made = any_shop.order()
    change = any_shop.db.write_now(
        lambda s: Deeds(s, "api").change_status(made.record_id, "cancelled", deed, seen_version=1)
    )
    events = [any_shop.journal(lambda journal, one=one: journal.get(one)) for one in change.event_ids]
    keys = {event.kind: event.key for event in events}
    assert keys["order.cancelled"] == "till:7"
    assert keys["order.status_changed"] == f"{made.record_id}:{change.version}"
    assert {event.snapshot["reason"] for event in events} == {"Pièce introuvable"}
    assert {(event.subject.operator_id, event.subject.source) for event in events} == {
        (any_shop.karim, "api")
    }
    assert events[0].snapshot["user.name"] == "Karim Haddad"


def test_the_assignee_signs_before_whoever_acts(any_shop, now):
    made = any_shop.order(assignee_id=any_shop.claire)
    change = any_shop.book(
        lambda book: book.change_status(made.record_id, "ready", operator=any_shop.karim, at=now)
    )
    event = any_shop.journal(lambda journal: journal.get(change.event_ids[-1]))
    assert event.snapshot["user.name"] == event.snapshot["order.assignee"] == "Claire Moreau"
    assert event.subject.operator_id == any_shop.karim


def test_a_record_put_back_as_it_was_is_the_same(any_shop, now):
    made = any_shop.order(reference="1042", due_at=now, fields={"item": "vélo"}, people={"payer": "x"})
    before = any_shop.db.read_now(lambda s: Records(s).state(made.record_id))
    change = any_shop.book(lambda book: book.edit(made.record_id, draft_of_state(before)))
    after = any_shop.db.read_now(lambda s: Records(s).state(made.record_id))
    assert change.event_ids == ()
    assert draft_of_state(after) == draft_of_state(before)


@pytest.mark.parametrize(
    ("look_up", "code", "place"),
    [
        (lambda: known_kind("bicycle"), "unknown_record_kind", "kind"),
        (lambda: known_type("order.eaten"), "unknown_event_kind", "kind"),
        (lambda: known_status(known_kind("order"), "eaten"), "unknown_status", "status"),
    ],
)
def test_an_unknown_name_is_refused_with_its_place(look_up, code, place):
    with pytest.raises(Refused) as refused:
        look_up()
    (problem,) = refused.value.problems
    assert (problem.code, problem.place) == (code, place)
