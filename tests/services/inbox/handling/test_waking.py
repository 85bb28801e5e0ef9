# SPDX-License-Identifier: LicenseRef-Desk
import asyncio
from datetime import timedelta

from desk import clock
from desk.models import Conversation
from desk.models.vocabulary import ConversationState
from desk.services.inbox import Caretaker
from tests.services.delivery.floor import running, until
from tests.services.inbox.office import NOW, Office


def test_it_wakes_in_time_by_itself(db):
    office = Office(db)

    def state():
        return office.row().state

    async def play():
        async with running(Caretaker(db).run()):
            office.do(
                lambda h: h.snooze(
                    [office.conversation], until=clock.now() + timedelta(seconds=0.3), by=None, at=clock.now()
                )
            )
            assert state() is ConversationState.SNOOZED
            await until(lambda: state() is ConversationState.IN_PROGRESS)

    asyncio.run(play())


def test_what_slept_while_nobody_looked(any_db):
    office = Office(any_db)
    for _ in range(3):
        away = office.begin()
        office.do(lambda h, c=away: h.snooze([c], until=NOW + timedelta(hours=1), by=None, at=NOW))
    with clock.fixed(NOW + timedelta(days=9)):
        assert asyncio.run(Caretaker(any_db).look()) == 3
        assert asyncio.run(Caretaker(any_db).look()) == 0


def test_what_was_deleted_long_ago_is_forgotten(any_db):
    office = Office(any_db)
    office.do(lambda h: h.delete_conversations([office.conversation], on_server=False, by=None, at=NOW))
    with clock.fixed(NOW + timedelta(days=2)):
        asyncio.run(Caretaker(any_db).look())
    assert office.count(Conversation) == 0
