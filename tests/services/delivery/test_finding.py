# SPDX-License-Identifier: LicenseRef-Desk
import itertools
import random
from datetime import timedelta

import pytest

from desk.models.vocabulary import Channel, DeliveryState, Reason, Standing
from desk.services.delivery import History, HistoryFilter, finding
from desk.services.delivery.finding import Finding, id_floor
from tests.query_plans import plans
from tests.services.delivery.shelf import NOON, Shelf

STATES = (
    (DeliveryState.SENT, None),
    (DeliveryState.FAILED, None),
    (DeliveryState.QUEUED, None),
    (DeliveryState.QUEUED, Reason.QUIET_HOURS),
    (DeliveryState.QUEUED, Reason.AWAITING_APPROVAL),
    (DeliveryState.UNDELIVERABLE, Reason.NO_CONSENT),
    (DeliveryState.UNCONFIRMED, None),
    (DeliveryState.CANCELLED, Reason.STOPPED),
)


@pytest.fixture
def shop(any_db):
    """A small shop with deliveries of every kind, in an order of chance."""

    def fill(session):
        shelf, luck = Shelf(session), random.Random(3)
        people = [shelf.customer(name) for name in ("Sophie Bernard", "Marc Delaunay", "Zoé Ferrand")]
        rules = [shelf.rule(name) for name in ("Commande prête", "Rappel", "Anniversaire")]
        places = [shelf.place("Lyon"), shelf.place("Villeurbanne")]
        records = [shelf.record(reference, people[0]) for reference in ("1042", "1043", "F-2291")]
        rows = []
        for _ in range(160):
            state, reason = luck.choice(STATES)
            row = {
                "customer_id": luck.choice(people), "rule_id": luck.choice(rules), "state": state, "reason": reason,
                "channel": luck.choice((Channel.EMAIL, Channel.EMAIL, Channel.SMS)),
                "location_id": luck.choice((*places, None)), "record_id": luck.choice((*records, None)),
            }  # fmt: skip
            rows.append({**row, "id": shelf.delivery(**row)})
        return {"people": people, "rules": rules, "places": places, "records": records, "rows": rows}

    made = any_db.write_now(fill)
    made["db"] = any_db
    return made


def found(db, after=None, limit=1000, **wanted):
    return db.read_now(lambda session: Finding(session).ids(HistoryFilter(**wanted), after, limit))


def expected(rows, true):
    return sorted((row["id"] for row in rows if true(row)), reverse=True)


def test_every_pair_of_filters_finds_what_going_through_all_rows_finds(shop):
    filters = {
        "standing": (Standing.SENT, Standing.FAILED),
        "channel": (Channel.SMS, Channel.LETTER),
        "rule_id": (shop["rules"][0], "nobody"),
        "location_id": (shop["places"][1],),
        "customer_id": (shop["people"][2],),
        "record_id": (shop["records"][0],),
    }
    from desk.services.delivery.standing import standing_of

    def value(row, name):
        return standing_of(row["state"], row["reason"]) if name == "standing" else row[name]

    singles = [(name, one) for name, values in filters.items() for one in values]
    for (a, x), (b, y) in itertools.product(singles, singles):
        if a == b and x != y:
            continue
        wanted = {a: x, b: y}
        rows = [row for row in shop["rows"] if value(row, a) == x and value(row, b) == y]
        ids = sorted((row["id"] for row in rows), reverse=True)
        assert found(shop["db"], **wanted) == ids, wanted


def test_pages_follow_each_other_without_a_gap_or_a_double(shop):
    for wanted in ({}, {"channel": Channel.EMAIL}, {"rule_id": shop["rules"][1]}, {"text": "sophie"}):
        whole = found(shop["db"], **wanted)
        pages, after = [], None
        while page := found(shop["db"], after=after, limit=7, **wanted):
            pages += page
            after = page[-1]
        assert pages == whole
        assert whole == sorted(whole, reverse=True)


def test_what_waits_for_a_person_is_apart_from_what_waits_by_itself(shop):
    rows = shop["rows"]
    asked = expected(rows, lambda row: row["reason"] is Reason.AWAITING_APPROVAL)
    waiting = expected(
        rows,
        lambda row: row["state"] is DeliveryState.QUEUED and row["reason"] is not Reason.AWAITING_APPROVAL,
    )
    assert found(shop["db"], awaiting=True) == asked
    assert found(shop["db"], waiting=True) == waiting
    assert found(shop["db"], awaiting=True, channel=Channel.SMS) == expected(
        rows, lambda row: row["id"] in asked and row["channel"] is Channel.SMS
    )


def test_a_failure_that_was_sent_again_is_handled_unless_that_was_called_off(shop):
    failed = expected(shop["rows"], lambda row: row["state"] is DeliveryState.FAILED)

    def again(session):
        shelf = Shelf(session)
        person, rule = shop["people"][0], shop["rules"][0]
        shelf.delivery(person, rule, resend_of=failed[0])
        shelf.delivery(
            person, rule, resend_of=failed[1], state=DeliveryState.CANCELLED, reason=Reason.STOPPED
        )

    shop["db"].write_now(again)
    assert found(shop["db"], unhandled=True) == failed[1:]


def test_words_find_customers_rules_and_numbers(shop):
    rows, people, rules, records = shop["rows"], shop["people"], shop["rules"], shop["records"]
    db = shop["db"]
    assert found(db, text="sophie ber") == expected(rows, lambda row: row["customer_id"] == people[0])
    assert found(db, text="ZOE") == expected(rows, lambda row: row["customer_id"] == people[2])
    assert found(db, text="prete") == expected(rows, lambda row: row["rule_id"] == rules[0])
    assert found(db, text="104") == expected(rows, lambda row: row["record_id"] in records[:2])
    assert found(db, text="f-2291") == expected(rows, lambda row: row["record_id"] == records[2])
    assert found(db, text="nobody at all") == []
    assert found(db, text="%") == []
    assert found(db, text="sophie", standing=Standing.FAILED) == expected(
        rows, lambda row: row["customer_id"] == people[0] and row["state"] is DeliveryState.FAILED
    )


def test_a_frequent_word_finds_the_same_by_walking_and_by_looking_up(shop, monkeypatch):
    rows, people, db = shop["rows"], shop["people"], shop["db"]
    plain = found(db, text="e")
    monkeypatch.setattr(finding, "FEW", 1)
    for window in (1, 5, 1000):
        monkeypatch.setattr(finding, "WINDOW", window)
        monkeypatch.setattr(finding, "MOST_WALKED", window * 3)
        assert found(db, text="e") == plain, window
        for wanted in (
            {},
            {"channel": Channel.SMS},
            {"rule_id": shop["rules"][2]},
            {"standing": Standing.HELD},
        ):
            whole = found(db, text="r", **wanted)
            pages, after = [], None
            while page := found(db, after=after, limit=3, text="r", **wanted):
                pages += page
                after = page[-1]
            assert pages == whole, (window, wanted)
        named = {row["customer_id"] for row in rows if row["id"] in found(db, text="ar")}
        assert named >= {people[0], people[1]}, window


def test_a_period_is_cut_by_the_time_of_making(shop):
    since, until = NOON + timedelta(minutes=10), NOON + timedelta(minutes=20)
    span = {"since": since, "until": until}
    ids = expected(shop["rows"], lambda row: id_floor(since) <= row["id"] < id_floor(until))
    assert len(ids) == 10
    assert found(shop["db"], **span) == ids
    assert found(shop["db"], channel=Channel.SMS, **span) == [
        id_ for id_ in ids if id_ in found(shop["db"], channel=Channel.SMS)
    ]


@pytest.mark.parametrize(
    ("wanted", "index"),
    [
        ({"standing": Standing.FAILED}, "ix_delivery_standing"),
        ({"channel": Channel.SMS}, "ix_delivery_channel"),
        ({"rule_id": "r"}, "ix_delivery_rule_id"),
        ({"location_id": "l"}, "ix_delivery_location_id"),
        ({"customer_id": "c"}, "ix_delivery_customer_id"),
        ({"record_id": "d"}, "ix_delivery_record_id"),
        ({"rule_id": "r", "channel": Channel.SMS}, "ix_delivery_rule_id"),
        ({"rule_id": "r", "location_id": "l"}, "ix_delivery_rule_id"),
        ({"unhandled": True}, "ix_delivery_resend_of"),
        ({"awaiting": True}, "ix_delivery_standing"),
    ],
)
def test_no_filter_goes_through_the_whole_table(db, wanted, index):
    _rows, said = plans(db, lambda session: Finding(session).ids(HistoryFilter(**wanted), None, 200))
    assert index in said[-1], said
    assert "SCAN delivery" not in said[-1], said


def test_a_page_of_rows_says_everything_of_each(any_db):
    def fill(session):
        shelf = Shelf(session)
        person, rule = shelf.customer("Sophie Bernard"), shelf.rule("Commande prête")
        record = shelf.record("1042", person)
        place = shelf.place()
        shelf.delivery(person, rule, record_id=record, location_id=place, error="550 no", attempts=2)
        shelf.delivery("gone", "gone")
        return place

    place = any_db.write_now(fill)
    gone, row = any_db.read_now(lambda session: History(session).page(HistoryFilter()))
    assert (row.customer_name, row.rule_name, row.record_reference) == (
        "Sophie Bernard",
        "Commande prête",
        "1042",
    )
    assert (row.record_kind, row.location_id, row.error, row.attempts) == ("order", place, "550 no", 2)
    assert (gone.customer_name, gone.rule_name, gone.record_reference) == ("", "", "")
    assert any_db.read_now(lambda session: History(session).rows([])) == ()
