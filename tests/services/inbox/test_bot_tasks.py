# SPDX-License-Identifier: LicenseRef-Desk
"""Each message waits for a bot once, lately arrived and written by somebody; and only where there is a bot."""

from datetime import timedelta

from desk import clock
from desk.models import Message
from desk.services.inbox import BotTasks
from tests.services.assistants.bots.side import Side, mail


def test_added_once_put_off_and_finished_once(any_db):
    side = Side(any_db, "shop@atelier.example")
    side.receive(mail())
    [message] = side.all(Message)
    now = clock.now()
    assert any_db.write_now(lambda s: BotTasks(s).add([message.id], now)) == 0  # no bot
    side.bot()
    for _ in range(2):
        assert any_db.write_now(lambda s: BotTasks(s).add([message.id, "gone"], now)) == 1
    [task] = any_db.read_now(lambda s: BotTasks(s).due(now, 10))
    assert (task.message_id, task.attempts, task.is_forced) == (message.id, 0, False)
    later = now + timedelta(minutes=1)
    any_db.write_now(lambda s: BotTasks(s).put_off(message.id, later, counts=True))
    assert any_db.read_now(lambda s: BotTasks(s).due(now, 10)) == ()
    assert any_db.read_now(lambda s: BotTasks(s).next_due()) == later
    assert any_db.write_now(lambda s: BotTasks(s).force(message.conversation_id, now))
    [task] = any_db.read_now(lambda s: BotTasks(s).due(now, 10))
    assert (task.attempts, task.is_forced) == (0, True)
    assert any_db.write_now(lambda s: BotTasks(s).finish(message.id))
    assert not any_db.write_now(lambda s: BotTasks(s).finish(message.id))
    assert any_db.read_now(lambda s: BotTasks(s).next_due()) is None


def test_where_nobody_has_written_nothing_is_forced(db):
    assert not db.write_now(lambda s: BotTasks(s).force("nowhere", clock.now()))
