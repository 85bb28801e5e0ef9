# SPDX-License-Identifier: LicenseRef-Desk
import pytest

from desk import clock
from desk.cli import doctor
from desk.services.store import Leases
from desk.services.supervisor import SERVICE, TTL


def by_name(said):
    return {row["what"]: (row["state"], row["words"]) for row in said.rows}


def test_all_is_well_but_nothing_runs(desk):
    said = desk("doctor", "--json")
    found = by_name(said)
    assert said.status == 0
    assert set(found) == {"Python", "Display", "Data folder", "Database", "Service", "Keyring"}
    assert found["Database"] == ("ok", "sound")
    assert found["Keyring"] == ("ok", "answers")
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


def test_a_damaged_database_is_bad_and_said_so(desk, place):
    (place.home / "desk.db").write_bytes(b"\0" * 100_000)
    said = desk("doctor", "--json")
    assert said.status == 1
    assert by_name(said)["Database"][0] == "bad"


def test_a_missing_display_is_only_a_warning(desk, monkeypatch):
    monkeypatch.setattr(doctor, "has_display", lambda: False)
    said = desk("doctor", "--json")
    assert (said.status, by_name(said)["Display"][0]) == (0, "warning")


def test_without_a_safe_keyring_it_is_bad(desk, monkeypatch):
    import keyring
    from keyring.backends.fail import Keyring

    monkeypatch.setattr(keyring, "get_keyring", Keyring)
    said = desk("doctor", "--json")
    assert said.status == 1
    assert "no keyring" in by_name(said)["Keyring"][1]
