# SPDX-License-Identifier: LicenseRef-Desk
"""What may be kept of a customer as typed."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.models.vocabulary import PointKind, PointState
from desk.services.shop import CustomerDraft, PointDraft, read_date, take_in
from desk.services.shop.intake import name_key, search_text, tag_mark

TODAY = date(2026, 11, 22)


def taken(**fields):
    return take_in(CustomerDraft(**{"last_name": "Martin"} | fields), country="FR", today=TODAY)


def email(address, **more):
    return PointDraft(kind=PointKind.EMAIL, address=address, **more)


def phone(address, **more):
    return PointDraft(kind=PointKind.PHONE, address=address, **more)


@pytest.mark.parametrize(
    ("fields", "code", "place"),
    [
        ({"birth_date": date(2026, 11, 23)}, "date_in_future", "birth_date"),
        ({"birth_date": "2027-01-01"}, "date_in_future", "birth_date"),
        ({"birth_date": "31/02/1980"}, "bad_date", "birth_date"),
        ({"birth_date": "hier"}, "bad_date", "birth_date"),
        ({"birth_date": "1850-01-01"}, "bad_date", "birth_date"),
        ({"registered_at": "2026-11-23"}, "date_in_future", "registered_at"),
        ({"language": "klingon"}, "unknown_language", "language"),
        ({"timezone": "Mars/Base"}, "unknown_timezone", "timezone"),
        ({"country": "FRA"}, "unknown_country", "country"),
        ({"first_name": "x" * 121}, "too_long", "first_name"),
        ({"company": "x" * 201}, "too_long", "company"),
        ({"tags": ("a#b",)}, "bad_tag", "tags"),
        ({"tags": ("x" * 61,)}, "bad_tag", "tags"),
        ({"last_name": " "}, "name_missing", "last_name"),
        ({"points": (email("nobody"),)}, "bad_email", "points.0.address"),
        ({"points": (email("a@example.org"), phone("12"))}, "bad_phone", "points.1.address"),
        ({"points": (PointDraft(kind=PointKind.POSTAL, address=" "),)}, "bad_address", "points.0.address"),
        ({"points": (PointDraft(kind=PointKind.PUSH, address="x" * 321),)}, "too_long", "points.0.address"),
    ],
)
def test_each_fault_is_named_with_its_place(fields, code, place):
    problems = taken(**fields).problems
    assert [(problem.code, problem.place) for problem in problems] == [(code, place)]


def test_all_faults_are_named_at_once():
    intake = taken(language="xx", birth_date="x", points=(email("x"), phone("x")))
    assert {problem.place for problem in intake.problems} == {
        "language",
        "birth_date",
        "points.0.address",
        "points.1.address",
    }


def test_the_kept_form():
    intake = taken(
        first_name="  Zoe\u0301 \u0000 Anne ",
        language="FR_fr",
        country="fr",
        birth_date="29/02/1984",
        tags=(" vip ", "vip", ""),
        points=(
            email("Zoe@EXAMPLE.org"),
            email("zoe@example.org"),
            phone("06 12 34 56 78", label=" mobile "),
        ),
    )
    assert intake.problems == ()
    draft = intake.draft
    assert (draft.first_name, draft.language, draft.country) == ("Zo\u00e9 Anne", "fr-FR", "FR")
    assert draft.birth_date == date(1984, 2, 29)
    assert draft.tags == ("vip",)
    assert [point.address for point in draft.points] == ["Zoe@example.org", "+33612345678"]
    assert draft.points[1].label == "mobile"
    assert draft.points[0].state is PointState.UNKNOWN


def test_todays_date_is_no_future_and_an_instant_is_its_day():
    assert taken(birth_date=TODAY).problems == ()
    assert taken(registered_at=datetime(2026, 11, 22, 9, tzinfo=UTC)).draft.registered_at == TODAY
    assert taken(birth_date="  ").draft.birth_date is None


def test_an_address_alone_names_a_customer():
    assert taken(last_name="", points=(email("a@example.org"),)).problems == ()


def test_phones_are_of_the_customers_country_first():
    assert taken(country="BE", points=(phone("0470 12 34 56"),)).draft.points[0].address == "+32470123456"


def test_what_a_customer_is_found_by():
    draft = taken(
        first_name="Élodie",
        company="Cycles d’Été",
        tags=("Bon Client",),
        points=(
            email("Elodie@example.org"),
            phone("0612345678"),
            PointDraft(kind=PointKind.PUSH, address="secret"),
        ),
    ).draft
    found = search_text(draft)
    for part in (
        "elodie martin",
        "cycles d'ete",
        "elodie@example.org",
        "+33612345678",
        "0612345678",
        "#bon client#",
    ):
        assert part in found
    assert "secret" not in found
    assert tag_mark("BON  CLIENT") == "#bon client#"
    assert name_key(draft) == "martin elodie cycles d'ete"


@given(st.dates(date(1900, 1, 1)))
def test_dates_are_read_in_both_spellings(day):
    assert read_date(day.isoformat()) == day
    assert read_date(f"{day.day}/{day.month:02d}/{day.year:04d}") == day


@given(st.text(), st.text(), st.text(max_size=20))
def test_whatever_is_typed_is_answered_and_stays_as_it_is_kept(first, last, address):
    intake = take_in(
        CustomerDraft(first_name=first, last_name=last, points=(email(address), phone(address))),
        country="FR",
        today=TODAY,
    )
    if not intake.problems:
        again = take_in(intake.draft, country="FR", today=TODAY)
        assert again == intake
        assert not any(letter in intake.draft.first_name for letter in "\r\n\x00")
