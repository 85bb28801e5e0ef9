# SPDX-License-Identifier: LicenseRef-Desk
"""The journal: once, in order, for ever."""

from datetime import timedelta

import pytest

from desk.errors import Conflict, NotFound, Refused
from desk.services.events import Entry, Journal
from tests.query_plans import plans


def entries(shop, count, now, start=0):
    return [
        Entry(kind="customer.created", key=f"k{number}", subject=shop.subject(source="import"), at=now)
        for number in range(start, start + count)
    ]


def test_an_event_is_kept_as_it_was_told(any_shop, now):
    snapshot = {"customer.first_name": "Sophie", "customer.last_name": ""}
    subject = any_shop.subject(source="api")
    event_id = any_shop.journal(
        lambda journal: journal.record("customer.created", snapshot, "k", subject=subject, at=now)
    )
    event = any_shop.journal(lambda journal: journal.get(event_id))
    assert (event.kind, event.key, event.occurred_at) == ("customer.created", "k", now)
    assert event.subject == subject
    assert event.snapshot == {"customer.first_name": "Sophie"}
    assert event.planned_at is None


def test_the_same_again_is_ignored(any_shop, now):
    def twice(journal):
        made = journal.record_many(entries(any_shop, 3, now))
        again = journal.record_many(entries(any_shop, 4, now, start=1))
        return made, again

    made, again = any_shop.journal(twice)
    assert len(made) == 3
    assert len(again) == 2
    assert len(any_shop.journal(lambda journal: journal.unplanned())) == 5


def test_the_same_twice_in_one_block_is_kept_once(any_shop, now):
    made = any_shop.journal(lambda journal: journal.record_many(entries(any_shop, 1, now) * 3))
    assert len(made) == 1


def test_nothing_is_recorded_when_anything_is_wrong(any_shop, now):
    wrong = [
        *entries(any_shop, 1, now),
        Entry(kind="customer.eaten", key="k", subject=any_shop.subject(), at=now),
        Entry(kind="account.otp", key="k", subject=any_shop.subject(), at=now),
        Entry(kind="customer.created", key="", subject=any_shop.subject(), at=now),
    ]
    with pytest.raises(Refused) as refused:
        any_shop.journal(lambda journal: journal.record_many(wrong))
    assert {(problem.code, problem.place) for problem in refused.value.problems} == {
        ("unknown_event_kind", "kind"),
        ("missing_field", "code"),
        ("bad_key", "key"),
    }
    assert any_shop.journal(lambda journal: journal.unplanned()) == ()


def test_the_planner_takes_the_oldest_first_and_never_twice(any_shop, now):
    made = any_shop.journal(lambda journal: journal.record_many(entries(any_shop, 5, now)))
    first = any_shop.journal(lambda journal: journal.unplanned(3))
    assert [event.id for event in first] == list(made[:3])
    any_shop.journal(lambda journal: journal.mark_planned([event.id for event in first], now))
    assert [event.id for event in any_shop.journal(lambda journal: journal.unplanned())] == list(made[3:])


def test_an_undone_event_is_never_planned(any_shop, now):
    first, second = any_shop.journal(lambda journal: journal.record_many(entries(any_shop, 2, now)))
    any_shop.journal(lambda journal: journal.undo(first, now))
    assert [event.id for event in any_shop.journal(lambda journal: journal.unplanned())] == [second]
    with pytest.raises(Conflict):
        any_shop.journal(lambda journal: journal.undo(first, now))
    with pytest.raises(NotFound):
        any_shop.journal(lambda journal: journal.undo("nobody", now))


def test_undoing_keeps_when_it_was_planned(any_shop, now, later):
    (event_id,) = any_shop.journal(lambda journal: journal.record_many(entries(any_shop, 1, now)))
    any_shop.journal(lambda journal: journal.mark_planned([event_id], now))
    any_shop.journal(lambda journal: journal.undo(event_id, later))
    event = any_shop.journal(lambda journal: journal.get(event_id))
    assert (event.planned_at, event.undone_at) == (now, later)


def test_a_feed_is_paged_newest_first(any_shop, now):
    made = any_shop.journal(lambda journal: journal.record_many(entries(any_shop, 5, now)))
    page = any_shop.journal(lambda journal: journal.feed(customer_id=any_shop.sophie, limit=2))
    assert [event.id for event in page] == [made[4], made[3]]
    rest = any_shop.journal(lambda journal: journal.feed(customer_id=any_shop.sophie, after=page[-1].id))
    assert [event.id for event in rest] == list(made[2::-1])
    assert any_shop.journal(lambda journal: journal.feed(customer_id="nobody")) == ()


def test_secrets_are_forgotten(any_shop, now):
    snapshot = {"code": "481205", "customer.first_name": "Sophie"}
    subject = any_shop.subject()
    event_id = any_shop.journal(
        lambda journal: journal.record("account.otp", snapshot, "k", subject=subject, at=now)
    )
    any_shop.journal(lambda journal: journal.forget_secrets([event_id, "gone"]))
    event = any_shop.journal(lambda journal: journal.get(event_id))
    assert event.snapshot == {"customer.first_name": "Sophie"}


def test_ten_thousand_events_are_recorded_and_planned_in_bulk(any_shop, now):
    made = any_shop.journal(lambda journal: journal.record_many(entries(any_shop, 10_000, now)))
    assert len(made) == 10_000
    any_shop.journal(lambda journal: journal.mark_planned(made[:9_990], now + timedelta(seconds=1)))
    left = any_shop.journal(lambda journal: journal.unplanned(100))
    assert [event.id for event in left] == list(made[9_990:])


def test_reads_walk_an_index_and_sort_nothing(shop, now):
    made = shop.journal(lambda journal: journal.record_many(entries(shop, 10_000, now)))
    shop.journal(lambda journal: journal.mark_planned(made[:9_900], now))
    looks = [
        plan(shop.db, lambda journal: journal.unplanned()),
        plan(shop.db, lambda journal: journal.feed(customer_id=shop.sophie)),
        plan(shop.db, lambda journal: journal.feed(record_id="r", after=made[-1])),
        plan(shop.db, lambda journal: journal.find("customer.created", "k77")),
    ]
    indexes = ("ix_event_unplanned", "ix_event_customer_id", "ix_event_record_id", "uq_event_kind_key")
    for look, index in zip(looks, indexes, strict=True):
        assert index in look, look
        assert "TEMP B-TREE" not in look


def plan(db, work):
    _, [look] = plans(db, lambda session: work(Journal(session)))
    return look
