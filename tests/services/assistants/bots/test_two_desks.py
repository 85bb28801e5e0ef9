# SPDX-License-Identifier: LicenseRef-Desk
"""Two shops whose bots answer everything fall silent, also when what lies between them drops every header."""

import re

import pytest

from desk.services.store import open_database
from tests.services.assistants.bots.side import Side

TELLING = re.compile(
    rb"^(?:Auto-Submitted|X-Auto-Response-Suppress|X-Desk)[^\n]*\n", re.MULTILINE | re.IGNORECASE
)


@pytest.fixture
def sides(db, sqlite_template, tmp_path):
    import shutil

    file = tmp_path / "other.db"
    shutil.copy(sqlite_template, file)
    other = open_database(f"sqlite:///{file}")
    yield Side(db, "one@atelier.example"), Side(other, "two@velo.example")
    other.close()


def exchange(one, two, between, *, rounds=12):
    """Pass mail to and fro until nothing comes any more; return how many automatic ones there were."""
    count, mails, here, there = 0, one.write(two.address, "Bonjour, livrez-vous demain ?"), one, two
    for _ in range(rounds):
        for raw in mails:
            there.receive(between(raw))
        mails = there.look()
        count += len(mails)
        here, there = there, here
        if not mails:
            return count
    return count


@pytest.mark.parametrize(
    ("between", "most"),
    [(lambda raw: raw, 1), (lambda raw: TELLING.sub(b"", raw), 2)],
    ids=["as it left", "without its headers"],
)
def test_they_fall_silent(sides, between, most):
    one, two = sides
    for side in sides:
        side.bot()
    assert exchange(one, two, between) <= most
    assert len(one.robots()) + len(two.robots()) <= most
