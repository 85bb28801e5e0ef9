# SPDX-License-Identifier: LicenseRef-Desk
"""Customers in both databases."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import func, insert, select, text

from desk import clock
from desk.errors import Conflict, NotFound, Refused
from desk.models import ConsentEntry, ContactPoint, Customer, new_id
from desk.models.vocabulary import PointKind, PointState
from desk.services.shop import (
    CustomerDraft,
    CustomerFilter,
    Customers,
    LeapBirthday,
    LocationDraft,
    Locations,
    PointDraft,
    Settings,
    full_name,
)
from desk.services.shop.customers import CUSTOMER_NAME
from tests.query_plans import plans

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)


def draft(first="Camille", last="Martin", **more):
    return CustomerDraft(first_name=first, last_name=last, **more)


def email(address, **more):
    return PointDraft(kind=PointKind.EMAIL, address=address, **more)


def phone(address, **more):
    return PointDraft(kind=PointKind.PHONE, address=address, **more)


def create(db, *drafts):
    return db.write_now(lambda session: [Customers(session).create(one) for one in drafts])


def card(db, customer_id):
    return db.read_now(lambda session: Customers(session).get(customer_id))


def page(db, limit=200, after=None, **wanted):
    return db.read_now(
        lambda session: Customers(session).page(CustomerFilter(**wanted), after=after, limit=limit)
    )


def names(db, **wanted):
    return [row.name for row in page(db, **wanted)]


def test_a_new_customer_is_kept_whole_and_has_said_yes_to_nothing(any_db):
    with clock.fixed(NOW):
        [customer_id] = create(
            any_db,
            draft(
                company="Cycles Martin",
                salutation="Madame",
                language="fr",
                timezone="Europe/Paris",
                country="FR",
                birth_date="12/05/1984",
                registered_at=date(2020, 1, 2),
                tags=("vip",),
                fields={"size": 54, "club": None},
                points=(phone("06 12 34 56 78", label="mobile"), email("Camille@Example.org")),
            ),
        )
    kept = card(any_db, customer_id)
    assert (kept.version, kept.created_at, kept.updated_at) == (1, NOW, NOW)
    assert kept.full_name == "Camille Martin"
    assert kept.birth_date == date(1984, 5, 12)
    assert kept.tags == ("vip",)
    assert kept.fields == {"size": 54, "club": None}
    assert [(point.kind, point.address, point.position) for point in kept.points] == [
        (PointKind.PHONE, "+33612345678", 0),
        (PointKind.EMAIL, "Camille@example.org", 1),
    ]
    assert kept.first_address(PointKind.EMAIL) == "Camille@example.org"
    assert kept.first_address(PointKind.POSTAL) == ""
    assert (
        any_db.read_now(lambda session: session.scalar(select(func.count()).select_from(ConsentEntry))) == 0
    )


def test_every_wrong_field_is_named(db):
    with pytest.raises(Refused) as refused:
        create(db, draft(language="xx", location_id="nowhere", points=(email("x"),)))
    assert {problem.place for problem in refused.value.problems} == {
        "language",
        "location_id",
        "points.0.address",
    }
    assert page(db) == ()


def test_tomorrow_in_the_shop_may_be_today_in_greenwich(db):
    with clock.fixed(datetime(2026, 11, 22, 23, 30, tzinfo=UTC)):
        create(db, draft(birth_date=date(2026, 11, 23)))
        with pytest.raises(Refused):
            create(db, draft(birth_date=date(2026, 11, 24)))


def test_an_edit_names_the_version_it_saw(any_db):
    [customer_id] = create(any_db, draft())
    version = any_db.write_now(lambda s: Customers(s).edit(customer_id, draft("Zoé"), seen_version=1))
    assert version == 2
    assert card(any_db, customer_id).version == 2
    with pytest.raises(Conflict):
        any_db.write_now(lambda s: Customers(s).edit(customer_id, draft("Anne"), seen_version=1))
    assert card(any_db, customer_id).first_name == "Zoé"
    with pytest.raises(NotFound):
        any_db.write_now(lambda s: Customers(s).edit("0" * 32, draft(), seen_version=1))


def test_an_edited_customer_is_found_by_the_new_name(any_db):
    [customer_id] = create(any_db, draft())
    any_db.write_now(lambda s: Customers(s).edit(customer_id, draft("Zoé", "Petit"), seen_version=1))
    assert names(any_db, text="camille") == []
    assert names(any_db, text="ZOE petit") == ["Zoé Petit"]


def test_an_address_that_stays_keeps_what_is_known_of_it(any_db):
    [customer_id] = create(any_db, draft(points=(email("a@example.org"), email("b@example.org"))))
    any_db.write_now(lambda s: Customers(s).mark_address(PointKind.EMAIL, "b@example.org", PointState.DEAD))
    before = {point.address: point for point in card(any_db, customer_id).points}
    reordered = draft(points=(email("b@example.org"), email("c@example.org")))
    any_db.write_now(lambda s: Customers(s).edit(customer_id, reordered, seen_version=1))
    kept = card(any_db, customer_id)
    assert [(point.address, point.state, point.position) for point in kept.points] == [
        ("b@example.org", PointState.DEAD, 0),
        ("c@example.org", PointState.UNKNOWN, 1),
    ]
    assert kept.points[0].id == before["b@example.org"].id
    assert kept.addresses(PointKind.EMAIL) == ("c@example.org",)


def test_a_person_may_say_that_an_address_works_again(db):
    [customer_id] = create(db, draft(points=(email("a@example.org", state=PointState.DEAD),)))
    revived = draft(points=(email("a@example.org", state=PointState.OK),))
    db.write_now(lambda s: Customers(s).edit(customer_id, revived, seen_version=1))
    assert card(db, customer_id).points[0].state is PointState.OK


def test_an_archived_customer_leaves_the_lists_only(any_db):
    [customer_id] = create(any_db, draft(points=(email("a@example.org"),)))
    any_db.write_now(lambda s: Customers(s).archive(customer_id, seen_version=1))
    assert names(any_db) == []
    assert names(any_db, archived=True) == ["Camille Martin"]
    assert any_db.read_now(lambda s: Customers(s).by_address(PointKind.EMAIL, "a@example.org")) == ()
    assert card(any_db, customer_id).archived_at is not None
    with pytest.raises(Conflict):
        any_db.write_now(lambda s: Customers(s).restore(customer_id, seen_version=1))
    any_db.write_now(lambda s: Customers(s).restore(customer_id, seen_version=2))
    assert names(any_db) == ["Camille Martin"]


def test_pages_follow_the_names_without_a_gap(any_db):
    people = [
        ("Zoé", "Petit"),
        ("Anne", "Lefèvre"),
        ("Bob", "lefevre"),
        ("Léa", "Éluard"),
        ("Ida", "Østby"),
    ] * 3
    create(any_db, *(draft(first, last) for first, last in people))
    whole = page(any_db)
    walked, after = [], None
    while rows := page(any_db, limit=4, after=after):
        walked += rows
        after = rows[-1].key
    assert walked == list(whole)
    assert len({row.id for row in whole}) == 15
    if any_db.is_shared:
        return
    assert [row.name for row in whole[::3]] == [
        "Léa Éluard",
        "Anne Lefèvre",
        "Bob lefevre",
        "Ida Østby",
        "Zoé Petit",
    ]


def test_a_line_shows_the_first_address_of_each_kind(db):
    create(
        db,
        draft(
            tags=("vip",),
            language="de",
            points=(phone("0472000000"), phone("0612345678"), email("a@example.org"), email("b@example.org")),
        ),
        CustomerDraft(company="Vélo SARL"),
    )
    first, second = page(db)
    assert (first.email, first.phone, first.tags, first.language) == (
        "a@example.org",
        "+33472000000",
        ("vip",),
        "de",
    )
    assert first.last_contact_at is None
    assert (second.name, second.email) == ("Vélo SARL", "")


def test_search_by_words_tags_places_numbers(any_db):
    lyon = any_db.write_now(
        lambda s: Locations(s).create(LocationDraft(name="Lyon", timezone="Europe/Paris"))
    )
    create(
        any_db,
        draft("Élodie", "Bœuf", tags=("Bon client",), location_id=lyon, points=(phone("0612345678"),)),
        draft("Marc", "Petit", tags=("bon",), points=(email("marc_100%@example.org"),)),
        draft("Marc", "Boeuf"),
    )
    assert names(any_db, text="boeuf") == ["Élodie Bœuf", "Marc Boeuf"]
    assert names(any_db, text="marc boe") == ["Marc Boeuf"]
    assert names(any_db, text="06 12 34") == ["Élodie Bœuf"]
    assert names(any_db, text="+33 6 12") == ["Élodie Bœuf"]
    assert names(any_db, text="100%@") == ["Marc Petit"]
    assert names(any_db, text="c%t") == []
    assert names(any_db, tag="BON CLIENT") == ["Élodie Bœuf"]
    assert names(any_db, tag="bon") == ["Marc Petit"]
    assert names(any_db, location_id=lyon) == ["Élodie Bœuf"]
    assert any_db.read_now(lambda s: Customers(s).count(CustomerFilter(text="marc"))) == 2


def test_who_has_an_address(any_db):
    one, two = create(
        any_db,
        draft(points=(email("Camille@example.org"), phone("0612345678"))),
        draft("Luc", points=(phone("0612345678"),)),
    )

    def who(kind, address):
        return any_db.read_now(lambda s: Customers(s).by_address(kind, address))

    assert who(PointKind.PHONE, "06 12 34 56 78") == (one, two)
    assert who(PointKind.EMAIL, "Camille@EXAMPLE.org") == (one,)
    assert who(PointKind.EMAIL, "+33612345678") == ()


def test_birthdays_of_a_day(any_db):
    leap, february, march = create(
        any_db,
        draft(birth_date=date(1984, 2, 29)),
        draft(birth_date=date(1990, 2, 28)),
        draft(birth_date=date(1991, 3, 1)),
    )

    def born(day, **more):
        return any_db.read_now(lambda s: Customers(s).born_on(day, **more))

    assert born(date(2026, 2, 28)) == (leap, february)
    assert born(date(2026, 2, 28), limit=1) == (leap,)
    assert born(date(2026, 2, 28), after=leap) == (february,)
    assert born(date(2028, 2, 29)) == (leap,)
    any_db.write_now(lambda s: Settings(s).change(leap_birthday=LeapBirthday.MARCH_1))
    assert born(date(2026, 3, 1)) == (leap, march)


def test_many_cards_and_rows_at_once(any_db):
    ids = create(
        any_db, *(draft(last=f"N{number}", points=(email(f"n{number}@example.org"),)) for number in range(30))
    )
    cards = any_db.read_now(lambda s: Customers(s).cards([*ids, "0" * 32]))
    assert set(cards) == set(ids)
    assert all(len(kept.points) == 1 for kept in cards.values())
    rows = any_db.read_now(lambda s: Customers(s).rows(ids[:2]))
    assert {row.email for row in rows.values()} == {"n0@example.org", "n1@example.org"}
    assert any_db.read_now(lambda s: Customers(s).cards([])) == {}
    with pytest.raises(NotFound):
        card(any_db, "0" * 32)


@pytest.fixture
def crowd(db):
    """10,000 customers; every tenth has an e-mail address."""

    def fill(session):
        people, points = [], []
        for number in range(10_000):
            customer_id = new_id()
            key = f"nom{number % 500:03d} prenom{number:05d}"
            people.append(
                {
                    "id": customer_id,
                    "created_at": NOW,
                    "updated_at": NOW,
                    "first_name": f"Prénom{number}",
                    "last_name": f"Nom{number % 500}",
                    "birth_key": f"{number % 12 + 1:02d}{number % 28 + 1:02d}",
                    "name_key": key,
                    "search_text": f"{key} #{'pair' if number % 2 else 'impair'}#",
                }
            )
            if number % 10 == 0:
                points.append(
                    {
                        "id": new_id(),
                        "customer_id": customer_id,
                        "kind": PointKind.EMAIL,
                        "address": f"n{number}@example.org",
                    }
                )
        session.execute(insert(Customer), people)
        session.execute(insert(ContactPoint), points)

    db.write_now(fill)
    return db


def test_a_page_of_many_walks_the_index_of_names(crowd):
    for after in (None, ("nom250", "")):

        def first_page(session, after=after):
            return Customers(session).page(CustomerFilter(), after=after)

        _, (customers, points, contacts) = plans(crowd, first_page)
        assert "USING INDEX ix_customer_name_key" in customers
        assert "TEMP B-TREE" not in customers
        assert "ix_contact_point_customer_id" in points
        assert "ix_delivery_customer_id" in contacts


def test_a_word_that_few_have_is_looked_up_by_key(crowd):
    _, looks = plans(crowd, lambda s: Customers(s).page(CustomerFilter(text="prenom09999")))
    assert "SCAN customer" in looks[0]
    assert "SEARCH customer USING INDEX sqlite_autoindex_customer_1 (id=?)" in looks[1]
    assert [row.name for row in page(crowd, text="prenom09999")] == ["Prénom9999 Nom499"]


def test_a_word_that_many_have_walks_the_index_of_names(crowd):
    _, looks = plans(crowd, lambda s: Customers(s).page(CustomerFilter(tag="pair")))
    assert "USING INDEX ix_customer_name_key" in looks[1]
    rows = page(crowd, tag="pair", limit=300)
    assert len(rows) == 300
    assert [row.key for row in rows] == sorted(row.key for row in rows)


def test_few_and_many_page_alike(crowd):
    for wanted in ({"text": "nom012"}, {"text": "nom01"}, {"text": "prenom"}):
        whole = page(crowd, limit=1000, **wanted)
        walked, after = [], None
        while len(walked) < len(whole):
            rows = page(crowd, limit=170, after=after, **wanted)
            walked += rows
            after = rows[-1].key
        assert [row.id for row in walked[: len(whole)]] == [row.id for row in whole]


def test_birthdays_and_addresses_use_their_index(crowd):
    _, (_settings, born) = plans(crowd, lambda s: Customers(s).born_on(date(2026, 5, 5)))
    assert "ix_customer_birth_key" in born
    _, (_settings, found) = plans(
        crowd, lambda s: Customers(s).by_address(PointKind.EMAIL, "n10@example.org")
    )
    assert "ix_contact_point_address" in found


def test_the_database_agrees_that_a_name_key_is_there(db):
    [customer_id] = create(db, draft("Élodie", "d’Ormesson"))
    kept = db.read_now(lambda s: s.execute(text("select name_key from customer")).scalar_one())
    assert kept == "d'ormesson elodie"
    assert card(db, customer_id).last_name == "d’Ormesson"


def test_a_name_in_a_query_is_the_name_of_the_card(any_db):
    names = [
        ("Zoë", "Ait", "Vélo"), ("Zoë", "", "Vélo"), ("", "Ait", "Vélo"), ("", "", "Vélo"),
    ]  # fmt: skip
    create(any_db, *(draft(first, last, company=company) for first, last, company in names))
    query = select(CUSTOMER_NAME, Customer.first_name, Customer.last_name, Customer.company)
    for found, *parts in any_db.read_now(lambda s: s.execute(query).all()):
        assert found == full_name(*parts)
