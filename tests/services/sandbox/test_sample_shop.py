# SPDX-License-Identifier: LicenseRef-Desk
"""The sample shop in both databases."""

import shutil
from collections import Counter
from datetime import UTC, date, datetime, timedelta

import pytest

from desk import clock
from desk.models.vocabulary import Channel, PointKind, Topic
from desk.services.events import record_kind
from desk.services.preferences import Consents
from desk.services.sandbox import build_sample_shop
from desk.services.shop import (
    CustomerFilter,
    Customers,
    Locations,
    Operators,
    RecordFilter,
    Records,
    Settings,
    is_open,
)
from desk.services.store import open_database

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
KINDS = {"order": 60, "appointment": 15, "lead": 6}


def built(db, now=NOW):
    with clock.fixed(now):
        return db.write_now(lambda session: build_sample_shop(session, now))


@pytest.fixture(scope="module")
def made(sqlite_template, tmp_path_factory):
    """A database with the sample shop, for tests that only read, and what was built."""
    file = tmp_path_factory.mktemp("sample") / "desk.db"
    shutil.copy(sqlite_template, file)
    database = open_database(f"sqlite:///{file}")
    yield database, built(database)
    database.close()


def records(db, kind):
    return db.read_now(lambda s: Records(s).page(RecordFilter(kind=kind)))


def cards(db, shop):
    return db.read_now(lambda s: Customers(s).cards(list(shop.customers.values())))


def test_it_has_everything_that_the_tour_shows(any_db):
    shop = built(any_db)
    settings = any_db.read_now(lambda s: Settings(s).get())
    assert settings.is_sample
    assert settings.trial_mode
    assert any_db.read_now(lambda s: Customers(s).count(CustomerFilter())) == len(shop.customers) == 120
    assert {kind: len(records(any_db, kind)) for kind in KINDS} == KINDS
    assert len(shop.records) == 81
    places = any_db.read_now(lambda s: Locations(s).all())
    assert [place.name for place in places] == ["Atelier Lyon 2", "Atelier Villeurbanne"]
    staff = any_db.read_now(lambda s: Operators(s).all())
    assert [(one.name, str(one.role)) for one in staff] == [
        ("Camille Martin", "owner"),
        ("Julien Lopez", "agent"),
    ]


def test_its_people_are_mixed(made):
    people = cards(*made).values()
    languages = Counter(card.language for card in people)
    assert languages["fr"] > 90
    assert languages.keys() == {"fr", "de", "en", "es", "ar", "ja"}
    reach = Counter(
        (bool(card.first_address(PointKind.EMAIL)), bool(card.first_address(PointKind.PHONE)))
        for card in people
    )
    assert reach[True, True] > 60
    assert min(reach[True, False], reach[False, True], reach[False, False]) >= 1
    assert sum(card.birth_date is None for card in people) >= 5
    assert all(card.location_id for card in people)


def test_nobody_in_it_can_be_reached_by_mistake(made):
    for card in cards(*made).values():
        for address in card.addresses(PointKind.EMAIL):
            assert address.rsplit("@", 1)[1] in {"example.org", "example.com", "example.net"}
        for number in card.addresses(PointKind.PHONE):
            # The ranges that the regulators of the three countries keep for films.
            assert number.startswith(("+3363998", "+33465711", "+4917139200", "+447700900"))


@pytest.mark.parametrize(
    "now",
    [NOW, datetime(2028, 2, 26, 12, tzinfo=UTC), datetime(2026, 12, 31, 23, 30, tzinfo=UTC)],
)
def test_somebody_has_a_birthday_in_three_days_whenever_it_is_built(db, now):
    shop = built(db, now)
    today = (now + timedelta(hours=1)).date()
    born = db.read_now(lambda s: Customers(s).born_on(today + timedelta(days=3)))
    assert shop.customers["james-oconnor"] in born
    subscribed = db.read_now(lambda s: Consents(s).of(born))
    assert any((Topic.COMMERCIAL, Channel.EMAIL) in granted for granted in subscribed.values())


def test_consents_vary_and_some_were_taken_back(made):
    db, shop = made
    ids = list(shop.customers.values())
    granted = db.read_now(lambda s: Consents(s).of(ids))
    latest = db.read_now(lambda s: Consents(s).latest(ids))
    assert sum(not pairs for pairs in granted.values()) >= 10
    assert sum((Topic.OPERATIONAL, Channel.SMS) in pairs for pairs in granted.values()) > 50
    assert 20 < sum((Topic.COMMERCIAL, Channel.EMAIL) in pairs for pairs in granted.values()) < 100
    stopped = [row for rows in latest.values() for row in rows if not row.granted]
    assert stopped
    assert {(row.topic, row.channel, row.wording) for row in stopped} == {("commercial", Channel.SMS, "STOP")}


@pytest.mark.parametrize("kind", KINDS)
def test_its_records_are_what_the_catalogue_knows(made, kind):
    db, _shop = made
    declared = record_kind(kind)
    rows = records(db, kind)
    states = db.read_now(lambda s: Records(s).states([row.id for row in rows]))
    for state in states.values():
        status = declared.status(state.status)
        assert status is not None
        assert status.is_open == (state.closed_at is None)
        assert all(declared.has(name) for name in state.fields), state.fields
        assert state.created_at <= NOW
        assert state.closed_at is None or state.created_at <= state.closed_at <= NOW
    assert [row.created_at for row in rows] == sorted((row.created_at for row in rows), reverse=True)


def test_appointments_are_when_the_shop_is_open(made):
    db, shop = made
    places = {place.id: place for place in shop.locations.values()}
    rows = records(db, "appointment")
    assert all(is_open(places[row.location_id], row.due_at) for row in rows)
    assert sum(row.due_at > NOW for row in rows) >= 10
    assert {row.due_at.astimezone(UTC).date() for row in rows} & {date(2026, 11, 24), date(2026, 11, 23)}
