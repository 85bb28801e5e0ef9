# SPDX-License-Identifier: LicenseRef-Desk
"""A shop's file says what it wants; whatever nobody would hear is refused with its place."""

import pytest

from desk.bootstrap import read_shop_file
from desk.cli.wording import sentence
from desk.errors import Refused
from desk.models.vocabulary import Channel, Topic


def problems(document):
    with pytest.raises(Refused) as refused:
        read_shop_file(document)
    return [(one.code, one.place) for one in refused.value.problems]


def test_all_that_may_be_asked_for():
    plan = read_shop_file(
        {
            "shop": {"name": "Atelier", "country": "fr"},
            "mail": {
                "address": "atelier@example.org",
                "name": "L’Atelier",
                "smtp": {"host": "smtp.example.org", "port": 587, "security": "starttls", "username": "a"},
                "imap": {"host": "imap.example.org"},
                "password_file": "password",
            },
            "customers": [
                {
                    "first_name": "Sophie",
                    "email": "sophie@example.org",
                    "phone": "06 39 98 00 01",
                    "consents": {"operational": ["email", "sms"], "commercial": ["email"]},
                    "wording": "Accord donné au comptoir",
                }
            ],
            "rules": ["order.ready"],
            "live": True,
        }
    )
    assert (plan.shop.country, plan.shop.language, plan.shop.timezone) == ("FR", "fr", "Europe/Paris")
    assert (sorted(plan.shop.opening), plan.shop.opening[1]) == ([1, 2, 3, 4, 5], (("09:00", "19:00"),))
    assert plan.mail.smtp == {
        "host": "smtp.example.org",
        "port": 587,
        "security": "starttls",
        "username": "a",
    }
    assert plan.mail.imap == {"host": "imap.example.org", "security": "tls"}
    assert not plan.mail.is_found
    [sophie] = plan.customers
    assert set(sophie.consents) == {
        (Topic.OPERATIONAL, Channel.EMAIL),
        (Topic.OPERATIONAL, Channel.SMS),
        (Topic.COMMERCIAL, Channel.EMAIL),
    }
    assert [point.address for point in sophie.draft.points] == ["sophie@example.org", "06 39 98 00 01"]
    assert (plan.rules, plan.is_live) == (("order.ready",), True)
    assert plan.named == {"name", "country"}


@pytest.mark.parametrize(
    ("country", "language", "timezone"), [("BE", "fr", "Europe/Brussels"), ("GB", "en", "Europe/London")]
)
def test_a_country_says_what_is_usual_there(country, language, timezone):
    shop = read_shop_file({"shop": {"name": "Shop", "country": country}}).shop
    assert (shop.language, shop.timezone) == (language, timezone)


def test_opening_hours_may_be_said():
    opening = {"tue": ["09:00-12:30", "14:00 - 19:00"], "sat": ["9:00-12:00"]}
    shop = read_shop_file({"shop": {"name": "Shop", "country": "FR", "opening": opening}}).shop
    assert shop.opening == {1: (("09:00", "12:30"), ("14:00", "19:00")), 5: (("9:00", "12:00"),)}


def test_a_password_in_the_wrong_place_is_never_said_back():
    with pytest.raises(Refused) as refused:
        read_shop_file({"mail": {"address": "a", "smtp": "smtp://user:s3cret@host", "password": "s3cret"}})
    assert "s3cret" not in sentence(refused.value)


def test_what_is_left_out_is_not_asked_for():
    plan = read_shop_file({})
    assert (plan.shop, plan.mail, plan.customers, plan.rules, plan.is_live) == (None, None, (), (), None)
    assert read_shop_file({"mail": {"address": "a@gmail.com"}}).mail.is_found


@pytest.mark.parametrize(
    ("document", "said"),
    [
        ({"shops": {}}, [("unknown_field", "shops")]),
        ({"shop": "Atelier"}, [("wrong_form", "shop")]),
        ({"shop": {"name": " "}}, [("missing_field", "shop.country"), ("missing_field", "shop.name")]),
        ({"shop": {"name": "S", "country": "US"}}, [("missing_field", "shop.timezone")]),
        ({"shop": {"name": "S", "country": "FR", "opening": {"mon": ["9-12"]}}}, [("bad_value", "shop.opening.mon")]),
        ({"shop": {"name": "S", "country": "FR", "opening": {"lun": []}}}, [("unknown_field", "shop.opening.lun")]),
        ({"mail": {"adress": "a@b.c"}}, [("missing_field", "mail.address"), ("unknown_field", "mail.adress")]),
        ({"mail": {"address": "a", "password": "horse"}}, [("unknown_field", "mail.password")]),
        ({"mail": {"address": "a", "smtp": {"host": "h", "port": "25"}}}, [("wrong_form", "mail.smtp.port")]),
        ({"mail": {"address": "a", "smtp": {"host": "h", "port": True}}}, [("wrong_form", "mail.smtp.port")]),
        ({"mail": {"address": "a", "imap": {"host": "h", "security": "ssl"}}}, [("bad_value", "mail.imap.security")]),
        ({"customers": {"first_name": "S"}}, [("wrong_form", "customers")]),
        ({"customers": [1]}, [("wrong_form", "customers")]),
        ({"customers": [{}] * 10_001}, [("too_long", "customers")]),
        ({"customers": [{"email": "a@b.c", "first_name": 3}]}, [("wrong_form", "customers.0.first_name")]),
        ({"customers": [{"first_name": "S"}]}, [("missing_field", "customers.0.email")]),
        ({"mail": {"address": "a", "password_file": {"password": "s3cret"}}}, [("wrong_form", "mail.password_file")]),
        (
            {"customers": [{"email": "a"}, {"phone": "1", "consents": {"operational": ["email"]}}]},
            [("missing_field", "customers.1.wording")],
        ),
        (
            {"customers": [{"email": "a", "consents": {"operational": ["fax"], "all": ["sms"]}}]},
            [("bad_value", "customers.0.consents.operational"), ("unknown_field", "customers.0.consents.all")],
        ),
        ({"rules": "order.ready"}, [("wrong_form", "rules")]),
        ({"live": "yes"}, [("wrong_form", "live")]),
    ],
)  # fmt: skip
def test_every_problem_has_its_place(document, said):
    assert problems(document) == said
