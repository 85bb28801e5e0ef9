# SPDX-License-Identifier: LicenseRef-Desk
"""The shop's sites in both databases."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import update

from desk.errors import Conflict, NotFound, Refused
from desk.models import Location
from desk.services.shop import (
    Brand,
    LocationDraft,
    Locations,
    Settings,
    Span,
    draft_of,
    is_open,
    next_opening,
)

LYON = LocationDraft(
    name="Atelier Lyon 2",
    timezone="Europe/Paris",
    address="12 rue de la République\n69002 Lyon",
    phone="04 72 00 00 00",
    email="lyon@Example.org",
    opening={1: (("09:00", "12:00"), ("14:00", "19:00")), 5: (("22:00", "02:00"),), 6: (("00:00", "24:00"),)},
    calendar="FR",
    closed=(date(2026, 12, 24),),
    extra={date(2026, 12, 20): (("10:00", "18:00"),), date(2026, 7, 14): ()},
    brand=Brand(colour="#0a7", review_url="https://example.org/avis"),
)


def create(db, draft=LYON):
    return db.write_now(lambda s: Locations(s).create(draft))


def get(db, location_id):
    return db.read_now(lambda s: Locations(s).get(location_id))


def test_a_site_is_kept_whole(any_db):
    kept = get(any_db, create(any_db))
    assert (kept.name, kept.zone, kept.country, kept.version) == ("Atelier Lyon 2", "Europe/Paris", "FR", 1)
    assert (kept.phone, kept.email) == ("+33472000000", "lyon@example.org")
    assert kept.opening[1] == (Span(540, 720), Span(840, 1140))
    assert kept.opening[5] == (Span(1320, 1560),)
    assert kept.opening[6] == (Span(0, 1440),)
    assert kept.opening[0] == ()
    assert kept.closed == {date(2026, 12, 24)}
    assert kept.extra == {date(2026, 12, 20): (Span(600, 1080),), date(2026, 7, 14): ()}
    assert kept.brand == Brand(colour="#0a7", review_url="https://example.org/avis")
    assert is_open(kept, datetime(2026, 11, 24, 8, 30, tzinfo=UTC))
    assert next_opening(kept, datetime(2026, 12, 20, 0, 0, tzinfo=UTC)) is not None


def test_the_form_shows_what_was_kept(any_db):
    kept = get(any_db, create(any_db))
    shown = draft_of(kept)
    assert shown.opening == LYON.opening
    assert shown.extra == LYON.extra
    any_db.write_now(lambda s: Locations(s).edit(kept.id, shown, seen_version=1))
    assert get(any_db, kept.id) == replace(kept, version=2)


def test_the_first_site_is_the_default_one_until_another_is_named(any_db):
    lyon = create(any_db)
    other = create(any_db, replace(LYON, name="Villeurbanne"))
    assert [place.id for place in any_db.read_now(lambda s: Locations(s).all())] == [lyon, other]
    any_db.write_now(lambda s: Locations(s).edit(lyon, LYON, seen_version=1))
    assert any_db.read_now(lambda s: Locations(s).default()).id == lyon
    named = replace(draft_of(get(any_db, other)), is_default=True)
    any_db.write_now(lambda s: Locations(s).edit(other, named, seen_version=1))
    assert any_db.read_now(lambda s: Locations(s).default()).id == other
    assert not get(any_db, lyon).is_default


def test_a_shop_may_have_no_site_yet(any_db):
    assert any_db.read_now(lambda s: Locations(s).default()) is None
    with pytest.raises(NotFound):
        get(any_db, "0" * 32)


def test_a_zone_that_nobody_knows_means_the_shops(any_db):
    lyon = create(any_db)
    any_db.write_now(lambda s: Settings(s).change(timezone="Indian/Reunion"))
    any_db.write_now(lambda s: s.execute(update(Location).values(timezone="Old/Name")))
    kept = get(any_db, lyon)
    assert (kept.zone, kept.timezone) == ("Indian/Reunion", "Old/Name")


def test_an_edit_names_the_version_it_saw(any_db):
    lyon = create(any_db)
    assert (
        any_db.write_now(lambda s: Locations(s).edit(lyon, replace(LYON, name="Lyon"), seen_version=1)) == 2
    )
    with pytest.raises(Conflict):
        any_db.write_now(lambda s: Locations(s).edit(lyon, LYON, seen_version=1))
    with pytest.raises(NotFound):
        any_db.write_now(lambda s: Locations(s).edit("0" * 32, LYON, seen_version=1))


def test_days_kept_by_older_hands_are_read(db):
    lyon = create(db)
    holidays = {"calendar": "FR", "closed": ["2026-12-31"], "open": ["2026-05-08"]}
    db.write_now(
        lambda s: s.execute(update(Location).values(holidays=holidays, brand={"colour": "#000", "old": 1}))
    )
    kept = get(db, lyon)
    assert kept.extra == {date(2026, 5, 8): ()}
    assert kept.brand == Brand(colour="#000")


@pytest.mark.parametrize(
    ("change", "code", "place"),
    [
        ({"name": " "}, "name_missing", "name"),
        ({"name": "x" * 121}, "too_long", "name"),
        ({"address": "x" * 401}, "too_long", "address"),
        ({"timezone": "Nowhere"}, "unknown_timezone", "timezone"),
        ({"country": "fr"}, "unknown_country", "country"),
        ({"calendar": "XX"}, "unknown_calendar", "calendar"),
        ({"phone": "12"}, "bad_phone", "phone"),
        ({"email": "x"}, "bad_email", "email"),
        ({"opening": {0: (("9h", "12:00"),)}, "extra": {}}, "bad_time", "opening.0.0"),
        ({"opening": {0: (("24:00", "02:00"),)}, "extra": {}}, "bad_time", "opening.0.0"),
        (
            {"opening": {0: (("09:00", "12:00"), ("11:00", "13:00"))}, "extra": {}},
            "spans_overlap",
            "opening.0",
        ),
        (
            {"opening": {0: (("22:00", "02:00"), ("23:00", "23:30"))}, "extra": {}},
            "spans_overlap",
            "opening.0",
        ),
        ({"extra": {date(2026, 12, 21): ()}}, "hours_missing", "extra.2026-12-21"),
    ],
)
def test_each_fault_is_named_with_its_place(db, change, code, place):
    with pytest.raises(Refused) as refused:
        create(db, replace(LYON, **change))
    assert [(problem.code, problem.place) for problem in refused.value.problems] == [(code, place)]
