# SPDX-License-Identifier: LicenseRef-Desk
import shutil

import keyring
import pytest
from keyring.backends import fail

from desk import clock
from desk.cli import doctor
from desk.services.inbox import MailboxDraft, Mailboxes
from desk.services.store import Leases, Secrets, keep_secrets_in, strongbox
from desk.services.supervisor import SERVICE, TTL


def by_name(said):
    return {row["what"]: (row["state"], row["words"]) for row in said.rows}


def test_all_is_well_but_nothing_runs(desk):
    said = desk("doctor", "--json")
    found = by_name(said)
    assert said.status == 0
    assert set(found) == {
        "Python",
        "Display",
        "Data folder",
        "Database",
        "Counters",
        "Service",
        "Mailboxes",
        "Passwords",
    }
    assert found["Database"] == ("ok", "sound")
    assert found["Counters"] == ("ok", "right")
    assert found["Passwords"] == ("ok", "kept in the system's keyring, which answers")
    assert found["Service"][0] == "warning"
    assert "not running" in found["Service"][1]


def test_for_people_there_is_a_line_for_each(desk):
    lines = desk("doctor").out.splitlines()
    assert len(lines) == len(doctor.CHECKS)
    assert all(line[0] in "✓!✗" for line in lines)


@pytest.mark.parametrize(
    ("state", "expected", "status"),
    [("running", ("ok", "running"), 0), ("failing", ("bad", "running, but failing: sender"), 1)],
)
def test_a_running_service_says_how_it_fares(desk, shop, state, expected, status):
    def work(session):
        leases, now = Leases(session), clock.now()
        leases.take(SERVICE + "me:1", "me:1", now, TTL)
        leases.report(SERVICE + "me:1", "me:1", {"workers": {"sender": {"state": state}}})

    shop.desk.db.write_now(work)
    said = desk("doctor", "--json")
    assert by_name(said)["Service"] == expected
    assert said.status == status


@pytest.mark.parametrize(("health", "state", "status"), [("failing", "warning", 0), ("refused", "bad", 1)])
def test_a_mailbox_that_brings_no_mail_is_named(desk, shop, health, state, status):
    def work(session):
        draft = MailboxDraft(name="Atelier", address="shop@atelier.example", settings={"host": "x"})
        made = Mailboxes(session).create(draft, at=clock.now())
        Mailboxes(session).note(made, clock.now(), health=health, health_code="password_refused")

    assert by_name(desk("doctor", "--json"))["Mailboxes"] == ("ok", "none is synced")
    shop.desk.db.write_now(work)
    said = desk("doctor", "--json")
    assert (by_name(said)["Mailboxes"], said.status) == ((state, "Atelier: password refused"), status)


def test_a_damaged_database_is_bad_and_said_so(desk, place):
    (place.home / "desk.db").write_bytes(b"\0" * 100_000)
    said = desk("doctor", "--json")
    assert said.status == 1
    assert by_name(said)["Database"][0] == "bad"


def test_a_missing_display_is_only_a_warning(desk, monkeypatch):
    monkeypatch.setattr(doctor, "has_display", lambda: False)
    said = desk("doctor", "--json")
    assert (said.status, by_name(said)["Display"][0]) == (0, "warning")


@pytest.fixture
def no_keyring(monkeypatch):
    monkeypatch.setattr(keyring, "get_keyring", fail.Keyring)
    monkeypatch.setattr(strongbox, "COST", 2)


def test_without_a_keyring_it_says_what_stands_in_for_it(desk, place, no_keyring, monkeypatch):
    def passwords():
        keep_secrets_in(None)
        return by_name(desk("doctor", "--json"))["Passwords"]

    state, words = passwords()
    assert state == "warning"
    assert "gnome-keyring" in words
    assert str(place.home) in words
    keep_secrets_in(place.home)
    Secrets().unlock("right words")
    state, words = passwords()
    assert (state, "DESK_PASSPHRASE_FILE" in words) == ("warning", True)
    monkeypatch.setenv("DESK_PASSPHRASE", "right words")
    state, words = passwords()
    assert (state, "kept encrypted" in words) == ("ok", True)
    monkeypatch.setenv("DESK_PASSPHRASE", "wrong words")
    state, words = passwords()
    assert (state, "does not open" in words) == ("bad", True)


def test_looking_makes_nothing(desk, place):
    shutil.rmtree(place.home)
    said = desk("doctor", "--json")
    assert said.status == 0
    assert "no shop in it yet" in by_name(said)["Data folder"][1]
    assert not place.home.exists()
