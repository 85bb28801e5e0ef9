# SPDX-License-Identifier: LicenseRef-Desk
from datetime import UTC, datetime

import pytest

from desk.errors import NotFound
from desk.models.vocabulary import Channel
from desk.services.sandbox import Captured, Captures, Fault, FaultBook, FaultKind

AT = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)


def captured(number, channel=Channel.EMAIL):
    return Captured(
        channel=channel,
        sender="a@b.example",
        recipient=f"c{number}@d.example",
        raw=b"raw %d" % number,
        at=AT,
        reference=f"m{number}",
        subject=f"Subject {number}",
    )


def test_captures_are_kept_and_read_newest_first(any_db):
    any_db.write_now(lambda s: Captures(s).add_many([captured(n) for n in range(5)]))
    first = any_db.read_now(lambda s: Captures(s).page(limit=3))
    assert [row.subject for row in first] == ["Subject 4", "Subject 3", "Subject 2"]
    rest = any_db.read_now(lambda s: Captures(s).page(after=first[-1].id, limit=3))
    assert [row.recipient for row in rest] == ["c1@d.example", "c0@d.example"]
    card = any_db.read_now(lambda s: Captures(s).get(first[0].id))
    assert (card.raw, card.row) == (b"raw 4", first[0])
    assert card.row.at == AT


def test_one_channel_can_be_read_alone(db):
    db.write_now(lambda s: Captures(s).add_many([captured(1), captured(2, Channel.SMS)]))
    assert [row.message_id for row in db.read_now(lambda s: Captures(s).page(channel=Channel.SMS))] == ["m2"]


def test_a_reference_is_found(any_db):
    any_db.write_now(lambda s: Captures(s).add_many([captured(1)]))
    assert any_db.read_now(lambda s: (Captures(s).has("m1"), Captures(s).has("m2"))) == (True, False)


def test_nothing_is_added_and_all_is_cleared(db):
    db.write_now(lambda s: Captures(s).add_many([]))
    db.write_now(lambda s: Captures(s).add_many([captured(n) for n in range(3)]))
    assert db.read_now(lambda s: Captures(s).count()) == 3
    assert db.write_now(lambda s: Captures(s).clear()) == 3
    with pytest.raises(NotFound):
        db.read_now(lambda s: Captures(s).get("nothing"))


def test_ten_thousand_captures_are_read_by_pages(db):
    db.write_now(lambda s: Captures(s).add_many([captured(n) for n in range(10_000)]))
    assert db.read_now(lambda s: Captures(s).count()) == 10_000
    page = db.read_now(lambda s: Captures(s).page(limit=10_000))
    assert len(page) == 200
    assert db.read_now(lambda s: Captures(s).has("m9999"))


def test_faults_are_remembered(any_db):
    faults = (Fault(kind=FaultKind.LATER, times=3), Fault(kind=FaultKind.REFUSE, address="x@y"))
    assert any_db.read_now(lambda s: FaultBook(s).get()) == ()
    for wanted in (faults, faults[:1], ()):
        any_db.write_now(lambda s, wanted=wanted: FaultBook(s).put(wanted))
        assert any_db.read_now(lambda s: FaultBook(s).get()) == wanted
