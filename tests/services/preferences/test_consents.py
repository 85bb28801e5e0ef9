# SPDX-License-Identifier: LicenseRef-Desk
"""The consent ledger in both databases."""

import inspect
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, insert, select

from desk import clock
from desk.errors import Refused
from desk.models import ConsentEntry, new_id
from desk.models.vocabulary import Channel, Topic
from desk.services.preferences import ConsentDraft, Consents
from desk.services.shop import CustomerDraft, Customers
from tests.query_plans import plans

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
COMMERCIAL_SMS = (Topic.COMMERCIAL, Channel.SMS)


def customer(db, name="Zoé"):
    return db.write_now(lambda s: Customers(s).create(CustomerDraft(first_name=name)))


def entry(customer_id, *, granted=True, topic=Topic.COMMERCIAL, channel=Channel.SMS, **more):
    more = {"source": "counter"} | more
    return ConsentDraft(customer_id=customer_id, topic=topic, channel=channel, granted=granted, **more)


def record(db, *drafts):
    return db.write_now(lambda s: Consents(s).record(*drafts))


def granted(db, customer_id):
    return db.read_now(lambda s: Consents(s).of([customer_id]))[customer_id]


def test_who_said_nothing_said_no(any_db):
    zoe = customer(any_db)
    assert granted(any_db, zoe) == frozenset()
    assert any_db.read_now(lambda s: Consents(s).latest([zoe])) == {zoe: ()}
    assert any_db.read_now(lambda s: Consents(s).of([])) == {}


def test_the_last_word_counts_and_the_others_stay(any_db):
    zoe = customer(any_db)
    with clock.fixed(NOW):
        record(
            any_db, entry(zoe, at=NOW - timedelta(days=3), wording="J’accepte les SMS", operator="Camille")
        )
        assert granted(any_db, zoe) == {COMMERCIAL_SMS}
        record(any_db, entry(zoe, granted=False, source="reply", wording="STOP"))
    assert granted(any_db, zoe) == frozenset()
    history = any_db.read_now(lambda s: Consents(s).history(zoe))
    assert [(row.granted, row.source, row.wording, row.operator) for row in history] == [
        (False, "reply", "STOP", ""),
        (True, "counter", "J’accepte les SMS", "Camille"),
    ]
    [last] = any_db.read_now(lambda s: Consents(s).latest([zoe]))[zoe]
    assert (last.granted, last.wording, last.at) == (False, "STOP", NOW)
    assert any_db.read_now(lambda s: Consents(s).as_of(zoe, NOW - timedelta(days=4))) == frozenset()
    assert any_db.read_now(lambda s: Consents(s).as_of(zoe, NOW - timedelta(days=3))) == {COMMERCIAL_SMS}
    assert any_db.read_now(lambda s: Consents(s).as_of(zoe, NOW)) == frozenset()


def test_topics_and_channels_are_apart(any_db):
    zoe = customer(any_db)
    record(any_db, entry(zoe), entry(zoe, channel=Channel.EMAIL), entry(zoe, topic="club"))
    record(any_db, entry(zoe, granted=False))
    assert granted(any_db, zoe) == {(Topic.COMMERCIAL, Channel.EMAIL), ("club", Channel.SMS)}


def test_an_old_paper_written_down_later_undoes_no_later_no(any_db):
    zoe = customer(any_db)
    record(any_db, entry(zoe, granted=False))
    record(any_db, entry(zoe, at=NOW - timedelta(days=800), source="import"))
    assert granted(any_db, zoe) == frozenset()


def test_of_two_said_at_once_the_last_written_counts(any_db):
    zoe = customer(any_db)
    record(any_db, entry(zoe, at=NOW), entry(zoe, granted=False, at=NOW))
    assert granted(any_db, zoe) == frozenset()


def test_each_customer_has_an_answer_of_its_own(any_db):
    zoe, luc, ida = customer(any_db), customer(any_db), customer(any_db)
    record(any_db, entry(zoe), entry(luc, channel=Channel.EMAIL))
    assert any_db.read_now(lambda s: Consents(s).of([zoe, luc, ida])) == {
        zoe: {COMMERCIAL_SMS},
        luc: {(Topic.COMMERCIAL, Channel.EMAIL)},
        ida: frozenset(),
    }


@pytest.mark.parametrize(
    ("change", "code", "place"),
    [
        ({"topic": " "}, "topic_missing", "0.topic"),
        ({"topic": "x" * 41}, "topic_missing", "0.topic"),
        ({"source": "rumour"}, "unknown_source", "0.source"),
        ({"at": NOW + timedelta(hours=1)}, "date_in_future", "0.at"),
    ],
)
def test_what_is_wrong_is_named_and_nothing_is_kept(db, change, code, place):
    zoe = customer(db)
    with clock.fixed(NOW), pytest.raises(Refused) as refused:
        record(db, entry(zoe, **change), entry(zoe))
    assert [(problem.code, problem.place) for problem in refused.value.problems] == [(code, place)]
    assert granted(db, zoe) == frozenset()


def test_a_consent_is_somebodys(db):
    with pytest.raises(Refused) as refused:
        record(db, entry("0" * 32))
    assert refused.value.problems[0].code == "unknown_customer"


def test_the_history_is_read_in_pages(db):
    zoe = customer(db)
    ids = [record(db, entry(zoe, granted=bool(number % 2)))[0] for number in range(7)]

    def page(after):
        return [row.id for row in db.read_now(lambda s: Consents(s).history(zoe, after=after, limit=3))]

    walked = []
    while rows := page(walked[-1] if walked else None):
        walked += rows
    assert walked == ids[::-1]


def test_nothing_can_be_changed_or_removed():
    public = {
        name for name, _ in inspect.getmembers(Consents, inspect.isfunction) if not name.startswith("_")
    }
    assert public == {"record", "of", "latest", "as_of", "history"}
    source = inspect.getsource(inspect.getmodule(Consents))
    assert "update(" not in source
    assert "delete(" not in source


says = st.lists(
    st.tuples(
        st.sampled_from(["operational", "commercial"]),
        st.sampled_from([Channel.EMAIL, Channel.SMS]),
        st.booleans(),
        st.integers(0, 5),
    ),
    max_size=12,
)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(says, st.integers(0, 6))
def test_the_ledger_agrees_with_the_story_told(db, told, asked):
    zoe = customer(db)
    start = NOW - timedelta(days=30)
    for topic, channel, yes, day in told:
        record(db, entry(zoe, topic=topic, channel=channel, granted=yes, at=start + timedelta(days=day)))
    until = start + timedelta(days=asked)
    last = {}
    for topic, channel, yes, day in sorted(told, key=lambda one: one[3]):
        if day <= asked:
            last[topic, channel] = yes
    expected = {key for key, yes in last.items() if yes}
    assert db.read_now(lambda s: Consents(s).as_of(zoe, until)) == expected
    assert len(db.read_now(lambda s: Consents(s).history(zoe))) == len(told)


def test_many_customers_are_read_in_one_query_by_the_index(db):
    ids = db.write_now(
        lambda s: [Customers(s).create(CustomerDraft(first_name=f"N{number}")) for number in range(500)]
    )
    rows = [
        {
            "id": new_id(),
            "customer_id": ids[number % 500],
            "topic": ("operational", "commercial")[number // 500 % 2],
            "channel": Channel.EMAIL,
            "granted": number >= 9_000,
            "at": NOW + timedelta(seconds=number),
            "source": "import",
            "wording": "",
            "operator": "",
        }
        for number in range(10_000)
    ]
    db.write_now(lambda s: s.execute(insert(ConsentEntry), rows))

    found, [plan] = plans(db, lambda s: Consents(s).of(ids))
    assert all(len(pairs) == 2 for pairs in found.values())
    assert "SEARCH consent_entry USING INDEX ix_consent_entry_customer_id" in plan
    assert db.read_now(lambda s: s.scalar(select(func.count()).select_from(ConsentEntry))) == 10_000
