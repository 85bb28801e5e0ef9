# SPDX-License-Identifier: LicenseRef-Desk
"""`desk setup`: from nothing to a sent mail with one's own server, without a window."""

import json
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from desk import clock, config
from desk.bootstrap import open_desk
from desk.services.providers import Roster, secret_name
from desk.services.store import Secrets
from tests.journeys.post_office import PostOffice

pytestmark = pytest.mark.usefixtures("checked_once")


@pytest.fixture
def place(desk_home):
    """An empty data folder."""
    return config.load()


@pytest.fixture
def told(tmp_path):
    """Write an object into a file; return its name."""

    def write(document, name="shop.json"):
        (tmp_path / name).write_text(json.dumps(document), "utf-8")
        return str(tmp_path / name)

    return write


MORNING = datetime(2026, 3, 10, 10, 0, tzinfo=ZoneInfo("Europe/Paris"))
SHOP = {"name": "Atelier du Rhône", "country": "FR"}
NEW_PASSWORD = "The new password was tried and works; it is kept in the place of the one before.\n"
SOPHIE = {
    "first_name": "Sophie",
    "last_name": "Bernard",
    "email": "sophie@kunde.example",
    "consents": {"operational": ["email"]},
    "wording": "Accord donné au comptoir",
}


def test_from_an_empty_folder_to_a_sent_mail_and_a_fetched_one(place, told, tmp_path, dovecot, desk):
    (tmp_path / "password").write_text("horse\n")
    with dovecot.client("setup1") as client:
        client.append("INBOX", None, None, b"From: a@b.example\r\nSubject: Bonjour\r\n\r\nSalut\r\n")
    with PostOffice() as office:
        smtp = {"host": "127.0.0.1", "port": office.port, "security": "none"}
        mail = {
            "address": "atelier@desk.example",
            "smtp": smtp,
            "imap": dovecot.settings("setup1"),
            "password_file": "password",
        }
        mail["imap"] = {name: mail["imap"][name] for name in ("host", "port", "security", "username")}
        plan = {"shop": SHOP, "mail": mail, "customers": [SOPHIE], "rules": ["order.created"], "live": True}
        with clock.fixed(MORNING):
            said = desk("setup", told(plan))
            assert (said.status, said.error) == (0, "")
            assert "Desk is live" in said.out
            order = told({"order": "A-1", "customer": "sophie@kunde.example"}, "order.json")
            assert desk("event", "order.created", order).status == 0
            assert desk("service", "--drain").status == 0
            [line] = desk("inspect", "deliveries", "--json").rows
            assert (line["state"], line["address"]) == ("queued", "sophie@kunde.example")
        assert office.mails == []  # the time in which it may be undone is not over
        with clock.fixed(MORNING + timedelta(minutes=10)):
            assert desk("service", "--drain").status == 0
        [mail] = office.mails
        assert mail.recipient == "sophie@kunde.example"
        [rule] = [one for one in desk("inspect", "rules", "--json").rows if one["state"] == "active"]
        assert rule["event_kind"] == "order.created"
        assert desk("setup", told(plan)).out.endswith("stay as they are: Sophie Bernard.\n")
        assert desk("sync", "--once").status == 0
    assert [one["subject"] for one in desk("inspect", "messages", "--json").rows] == ["Bonjour"]
    [customer] = desk("inspect", "customers", "--json").rows
    assert customer["name"] == "Sophie Bernard"


def test_a_server_that_refuses_leaves_no_account(place, told, dovecot, desk, tmp_path):
    (tmp_path / "password").write_text("wrong\n")
    imap = {name: dovecot.settings("setup2")[name] for name in ("host", "port", "security", "username")}
    said = desk(
        "setup",
        told(
            {
                "shop": SHOP,
                "mail": {"address": "atelier@desk.example", "imap": imap, "password_file": "password"},
            }
        ),
    )
    assert said.status == 1
    assert "mail.imap: 127.0.0.1 refuses the user name or the password." in said.error
    assert desk("inspect", "mailboxes", "--json").rows == []


@pytest.mark.parametrize(
    ("plan", "said"),
    [
        ({"shop": SHOP, "rules": ["order.burned"]}, "order.burned"),
        ({"shop": {**SHOP, "country": "Frankreich"}}, "no country (shop.country)"),
        ({"shop": SHOP, "mail": {"address": "nobody"}}, "nobody"),
        ({"shop": SHOP, "customers": [{"first_name": "S", "email": "sophie@"}]}, "sophie@"),
        ({"shop": SHOP, "live": True}, "cannot go live"),
        ({"mail": {"address": "a@b.example", "password_file": "nowhere"}}, "nowhere"),
        ({"shop": {**SHOP, "nmae": "x"}}, "Did you mean “name”?"),
        ({"mail": {"address": "a@b.c", "smtp": {"host": "h", "security": "ssl"}}}, "tls, starttls, none"),
        ({"mail": {"address": "a@b.c", "smtp": {"host": "h", "port": 99_999}}}, "from 1 to 65535"),
    ],
)
def test_what_cannot_be_kept_is_named(place, told, desk, plan, said):
    answer = desk("setup", told(plan))
    assert answer.status == 1
    assert said in answer.error


def test_a_customer_who_is_there_stays_as_they_are_and_is_named(place, told, desk):
    paul = {**SOPHIE, "first_name": "Paul"}  # a family shares an address
    first = desk("setup", told({"shop": SHOP, "customers": [SOPHIE, paul]}))
    assert "Customers new: 2." in first.out
    again = desk("setup", told({"customers": [{**SOPHIE, "phone": "+33639980001"}]}))
    assert again.out == "Customers who were there already, and stay as they are: Sophie Bernard.\n"
    assert [row["phone"] for row in desk("inspect", "customers", "--json").rows] == ["", ""]
    assert desk("setup", told({"shop": SHOP})).out == "All of it was there already.\n"


def test_nothing_is_kept_of_a_file_that_is_seen_to_be_wrong(place, told, desk):
    bad = {"first_name": "Paul", "email": "paul@", "phone": "12"}
    said = desk("setup", told({"shop": SHOP, "customers": [SOPHIE, bad], "rules": ["order.raedy"]}))
    assert said.status == 1
    for what in ("customers.1.email", "customers.1.phone", "order.raedy"):
        assert what in said.error
    assert not place.has_data


def test_each_part_that_is_done_is_told_before_the_next_fails(place, told, desk):
    smtp = {"host": "127.0.0.1", "port": 9, "security": "none"}
    mail = {"address": "atelier@desk.example", "smtp": smtp}
    said = desk("setup", told({"shop": SHOP, "mail": mail}))
    assert said.out.startswith("The shop is set up.")
    assert said.error == "desk: mail.smtp: Nobody answers at 127.0.0.1:9.\n"


def test_a_new_password_is_taken_over_once_it_works(place, told, desk, dovecot, tmp_path):
    imap = {name: dovecot.settings("setup4")[name] for name in ("host", "port", "security", "username")}
    mail = {"address": "atelier@desk.example", "imap": imap, "password_file": "password"}
    (tmp_path / "password").write_text("horse\n")
    assert desk("setup", told({"shop": SHOP, "mail": mail})).status == 0
    (tmp_path / "password").write_text("wrong\n")
    assert "refuses the user name or the password" in desk("setup", told({"mail": mail})).error
    [box] = desk("inspect", "mailboxes", "--json").rows
    name = box["settings"]["secret"]
    assert Secrets().get(name) == "horse"
    Secrets().set(name, "stale")
    (tmp_path / "password").write_text("horse\n")
    assert desk("setup", told({"mail": mail})).out == NEW_PASSWORD
    assert Secrets().get(name) == "horse"


def test_a_new_password_of_an_address_that_only_sends_is_taken_over_once_it_works(
    place, told, desk, tmp_path
):
    with PostOffice(password="horse") as office:
        smtp = {"host": "127.0.0.1", "port": office.port, "security": "none", "username": "atelier"}
        mail = {"address": "atelier@desk.example", "smtp": smtp, "password_file": "password"}
        (tmp_path / "password").write_text("horse\n")
        assert desk("setup", told({"shop": SHOP, "mail": mail})).status == 0
        assert desk("setup", told({"mail": mail})).out == "All of it was there already.\n"
        assert set(kept_passwords()) == {"horse"}
        (tmp_path / "password").write_text("battery\n")
        assert "refuses the user name or the password" in desk("setup", told({"mail": mail})).error
        assert set(kept_passwords()) == {"horse"}
        office.password = "battery"
        assert desk("setup", told({"mail": mail})).out == NEW_PASSWORD
        assert set(kept_passwords()) == {"battery"}
        assert desk("setup", told({"mail": mail})).out == "All of it was there already.\n"


def kept_passwords():
    """Return the passwords of the accounts that send."""
    desk = open_desk(config.load())
    rows = desk.db.read_now(lambda session: Roster(session).page())
    desk.close()
    return [Secrets().get(secret_name(row.id, row.settings)) for row in rows if not row.is_sandbox]


def test_a_file_given_again_leaves_the_shop_as_it_is_and_says_so(place, told, desk):
    desk("setup", told({"shop": {**SHOP, "opening": {"sat": ["09:00-13:00"]}}}))
    otherwise = {"name": "Atelier du Lac", "timezone": "Europe/Rome", "opening": {"sun": ["10:00-12:00"]}}
    again = desk("setup", told({"shop": {**SHOP, **otherwise}}))
    assert again.out == (
        "The shop’s name stays “Atelier du Rhône”; the file says “Atelier du Lac”. "
        "Change it in the window: Settings ▸ Shop.\n"
        "The shop’s timezone stays “Europe/Paris”; the file says “Europe/Rome”. "
        "Change it in the window: Settings ▸ Shop.\n"
        "The shop’s opening stays “sat 09:00-13:00”; the file says “sun 10:00-12:00”. "
        "Change it in the window: Settings ▸ Locations.\n"
    )


def test_a_shop_that_is_live_is_not_stopped_by_a_file_and_that_is_said(place, told, desk):
    assert desk("setup", told({"shop": SHOP, "live": False})).out.startswith("The shop is set up.")
    assert desk("setup", told({"live": False})).out == "All of it was there already.\n"
    with PostOffice() as office:
        smtp = {"host": "127.0.0.1", "port": office.port, "security": "none"}
        mail = {"address": "atelier@desk.example", "smtp": smtp}
        assert "Desk is live" in desk("setup", told({"mail": mail, "live": True})).out
    again = desk("setup", told({"live": False}))
    assert again.out.startswith('Desk is live and stays so; the file says "live": false.')
    assert desk("setup", told({"live": True})).out == "All of it was there already.\n"


def test_a_long_file_is_taken_whole(place, told, desk):
    many = [{**SOPHIE, "first_name": f"Kunde {n}", "email": f"kunde{n}@kunde.example"} for n in range(800)]
    assert "Customers new: 800." in desk("setup", told({"shop": SHOP, "customers": many})).out


@pytest.mark.parametrize("plan", [{"customers": [SOPHIE]}, {"rules": ["order.ready"]}, {"live": True}])
def test_without_a_shop_nothing_is_kept(place, told, desk, plan):
    said = desk("setup", told(plan))
    assert (said.status, "There is no shop here yet." in said.error) == (1, True)
    assert desk("inspect", "customers", "--json").rows == []


def test_rules_work_before_and_after_going_live_by_mail_alone(place, told, desk):
    with PostOffice() as office:
        smtp = {"host": "127.0.0.1", "port": office.port, "security": "none"}
        mail = {"address": "atelier@desk.example", "smtp": smtp}
        plan = {"shop": SHOP, "mail": mail, "rules": ["order.ready"], "live": True}
        assert desk("setup", told(plan)).status == 0
        assert desk("setup", told({"rules": ["order.created"]})).out == "Rules at work: 1.\n"
    active = {
        one["event_kind"] for one in desk("inspect", "rules", "--json").rows if one["state"] == "active"
    }
    assert active == {"order.ready", "order.created"}


def test_the_half_of_an_address_that_is_missing_is_made(place, told, desk, dovecot, tmp_path):
    (tmp_path / "password").write_text("horse\n")
    imap = {name: dovecot.settings("setup3")[name] for name in ("host", "port", "security", "username")}
    with PostOffice() as office:
        smtp = {"host": "127.0.0.1", "port": office.port, "security": "none"}
        mail = {"address": "atelier@desk.example", "smtp": smtp}
        assert "were tried and work" in desk("setup", told({"shop": SHOP, "mail": mail})).out
        locked = {**mail, "imap": imap}
        assert "mail.password_file” is missing" in desk("setup", told({"mail": locked})).error
        whole = {**locked, "password_file": "password"}
        assert "were tried and work" in desk("setup", told({"mail": whole})).out
        assert desk("setup", told({"mail": whole})).out == "All of it was there already.\n"
    [box] = desk("inspect", "mailboxes", "--json").rows
    assert box["provider_id"]
