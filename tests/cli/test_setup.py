# SPDX-License-Identifier: LicenseRef-Desk
"""`desk setup`: from nothing to a sent mail with one's own server, without a window."""

import json

import pytest

from desk import config
from desk.cli import main
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


SHOP = {"name": "Atelier du Rhône", "country": "FR"}
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
        said = desk("setup", told(plan))
        assert (said.status, said.error) == (0, "")
        assert "Desk is live" in said.out
        order = told({"order": "A-1", "customer": "sophie@kunde.example"}, "order.json")
        assert desk("event", "order.created", order).status == 0
        [rule] = [one for one in desk("inspect", "rules", "--json").rows if one["state"] == "active"]
        assert rule["event_kind"] == "order.created"
        assert desk("service", "--drain").status == 0
        [line] = desk("inspect", "deliveries", "--json").rows
        assert (line["state"], line["address"]) == ("queued", "sophie@kunde.example")
        assert desk("setup", told(plan)).out == "Rules at work: 1.\n"
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
    assert "refuses the password" in said.error
    assert desk("inspect", "mailboxes", "--json").rows == []


@pytest.mark.parametrize(
    ("plan", "said"),
    [
        ({"shop": SHOP, "rules": ["order.burned"]}, "order.burned"),
        ({"shop": {**SHOP, "country": "Frankreich"}}, "no country (country)"),
        ({"shop": SHOP, "mail": {"address": "nobody"}}, "nobody"),
        ({"shop": SHOP, "customers": [{"first_name": "S", "email": "sophie@"}]}, "sophie@"),
        ({"shop": SHOP, "live": True}, "no live account"),
        ({"mail": {"address": "a@b.example", "password_file": "nowhere"}}, "nowhere"),
    ],
)
def test_what_cannot_be_kept_is_named(place, told, desk, plan, said):
    answer = desk("setup", told(plan))
    assert answer.status == 1
    assert said in answer.error


def test_a_customer_who_is_there_stays_as_they_are(place, told, desk, capsys):
    assert main(["setup", told({"shop": SHOP, "customers": [SOPHIE]})]) == 0
    assert "Customers new: 1." in capsys.readouterr().out
    again = desk("setup", told({"shop": SHOP, "customers": [{**SOPHIE, "first_name": "Sofie"}]}))
    assert again.out == "All of it was there already.\n"
    [row] = desk("inspect", "customers", "--json").rows
    assert row["name"] == "Sophie Bernard"
