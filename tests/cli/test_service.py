# SPDX-License-Identifier: LicenseRef-Desk
import sqlite3

import pytest

from desk import clock
from desk.cli.service import _first_of
from desk.errors import Misconfigured, Unavailable
from desk.models.vocabulary import DeliveryState
from tests.journeys.post_office import PostOffice


def test_migrate_says_where_the_tables_stood(desk, place):
    (place.home / "desk.db").unlink()
    assert desk("migrate").out == "The tables were at nothing and are up to date.\n"
    assert desk("migrate").out == "The tables were at 0001 and are up to date.\n"
    with sqlite3.connect(place.home / "desk.db") as connection:
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    connection.close()


def test_migrate_leaves_what_a_newer_desk_has_written(desk, place):
    with sqlite3.connect(place.home / "desk.db") as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    said = desk("migrate")
    assert said.status == 1
    assert "newer Desk" in said.error


def test_drain_does_what_is_due_and_ends(desk, shop):
    with PostOffice() as office:
        shop.account(office.port)
        shop.ready()
        assert desk("service", "--drain").status == 0
        assert shop.states() == {DeliveryState.SENT: 1}
        assert len(office.mails) == 1
    assert clock.now().tzinfo is not None


@pytest.mark.parametrize(
    ("group", "code"),
    [
        (BaseExceptionGroup("a", [Unavailable("database_away")]), "database_away"),
        (BaseExceptionGroup("a", [BaseExceptionGroup("b", [Misconfigured("no_keyring")])]), "no_keyring"),
        (BaseExceptionGroup("a", [Unavailable("disk_full"), ValueError("ours")]), None),
    ],
)
def test_only_what_may_go_wrong_is_said_in_a_sentence(group, code):
    found = _first_of(group)
    assert (found.code if found else None) == code
