# SPDX-License-Identifier: LicenseRef-Desk
"""What has ended is looked after, all of it, as soon as it ends."""

import asyncio

from desk import clock
from desk.models import Written
from desk.models.vocabulary import DeliveryState
from desk.services.inbox import Afterwards
from desk.services.inbox.writing import settling, settling_watch
from tests.services.delivery.floor import running, until
from tests.services.inbox.office import NOW, Office


def looked_after(office):
    return [row.settled_as for row in office.written()]


def test_more_than_one_look_takes_in(any_db, monkeypatch):
    office = Office(any_db)
    monkeypatch.setattr(settling, "LIMIT", 2)
    monkeypatch.setattr(settling_watch, "LIMIT", 2)
    for number in range(5):
        office.end(office.send(f"Oui {number}.").delivery_id, DeliveryState.FAILED)
    with clock.fixed(NOW):
        found = asyncio.run(Afterwards(office.db).look())
    assert (found.returned, found.looked_at) == (5, 5)
    assert looked_after(office) == [settling.RETURNED] * 5


def test_it_wakes_when_something_ends(db, monkeypatch):
    office = Office(db)
    monkeypatch.setattr(settling_watch, "CALM_S", 0.0)
    sent = office.send("Oui.")

    async def play():
        async with running(Afterwards(db).run()):
            await asyncio.sleep(0.05)
            await asyncio.to_thread(office.end, sent.delivery_id, DeliveryState.FAILED)
            await until(lambda: looked_after(office) == [settling.RETURNED])

    asyncio.run(play())
    assert office.count(Written) == 1
