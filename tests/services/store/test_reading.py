# SPDX-License-Identifier: LicenseRef-Desk
"""What is read straight from the driver is what SQLAlchemy would have read."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import bindparam, insert, select

from desk.models import Suppression
from desk.models.vocabulary import Channel
from desk.services.store import portions, read_rows

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
TABLE = Suppression.__table__.c
AMONG = select(TABLE.id, TABLE.channel, TABLE.created_at, TABLE.expires_at).where(
    TABLE.id.in_(bindparam("ids", expanding=True))
)
OF_CHANNEL = AMONG.where(TABLE.channel == bindparam("channel"), TABLE.created_at <= bindparam("at"))
FIRST = select(TABLE.id).order_by(TABLE.id).limit(1)


@pytest.fixture
def filled(any_db):
    rows = [
        {
            "id": f"{number:032}",
            "channel": Channel.SMS if number % 2 else Channel.EMAIL,
            "address": f"n{number}",
            "reason": "manual",
            "created_at": NOW,
        }
        for number in range(1_200)
    ]
    any_db.write_now(lambda session: session.execute(insert(Suppression), rows))
    return any_db


@pytest.mark.parametrize("count", [0, 1, 2, 4, 5, 400, 1_000, 1_001, 1_200])
def test_every_row_comes_once_however_many_are_asked_for(filled, count):
    ids = [f"{number:032}" for number in range(count)]
    rows = filled.read_now(lambda session: read_rows(session, AMONG, ids))
    assert sorted(row.id for row in rows) == ids


def test_values_are_what_the_columns_say(filled):
    (row,) = filled.read_now(lambda session: read_rows(session, AMONG, [f"{1:032}"]))
    assert tuple(row) == (f"{1:032}", Channel.SMS, NOW, None)
    assert row.created_at.tzinfo is UTC


def test_other_parameters_are_converted_too(filled):
    ids = [f"{number:032}" for number in range(10)]

    def read(session):
        return read_rows(session, OF_CHANNEL, ids, channel=Channel.SMS, at=NOW)

    assert {row.id for row in filled.read_now(read)} == set(ids[1::2])


def test_a_kept_statement_takes_other_values_the_next_time(filled):
    def read(session, channel):
        return len(read_rows(session, OF_CHANNEL, [f"{2:032}"], channel=channel, at=NOW))

    assert filled.read_now(lambda session: (read(session, Channel.EMAIL), read(session, Channel.SMS))) == (
        1,
        0,
    )


def test_no_ids_need_none(filled):
    assert [row.id for row in filled.read_now(lambda session: read_rows(session, FIRST))] == [f"{0:032}"]


@pytest.mark.parametrize("count", [0, 1, 7, 8, 9])
def test_portions_hold_all_in_order(count):
    given = list(portions(iter(range(count)), 4))
    assert [one for some in given for one in some] == list(range(count))
    assert all(0 < len(some) <= 4 for some in given)
