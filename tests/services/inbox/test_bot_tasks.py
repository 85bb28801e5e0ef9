# SPDX-License-Identifier: LicenseRef-Desk
"""Each message waits for a bot once, lately arrived and written by somebody; and only where there is a bot."""

from datetime import timedelta

from desk import clock
from desk.models import Message
from desk.services.inbox import BotTasks, read_mail
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


def test_what_is_answered_already_is_not_answered_again(any_db):
    side = Side(any_db, "shop@atelier.example")
    side.bot()
    side.receive(mail())
    assert len(side.look()) == 1
    assert not any_db.write_now(lambda s: BotTasks(s).force(side.conversation.id, clock.now()))
    assert side.counts() == (0, 1)


def test_what_a_person_asked_for_goes_on_to_what_was_written_since(any_db):
    side = Side(any_db, "shop@atelier.example")
    first = mail()
    old = side.receive(first)
    side.bot()
    assert any_db.write_now(lambda s: BotTasks(s).force(side.conversation.id, clock.now()))
    [task] = any_db.read_now(lambda s: BotTasks(s).due(clock.now(), 10))
    new = side.receive(mail(text="Alors ?", In_Reply_To=f"<{read_mail(first).header_id}>"))
    any_db.write_now(lambda s: BotTasks(s).pass_on(task, clock.now()))
    [task] = any_db.read_now(lambda s: BotTasks(s).due(clock.now(), 10))
    assert (task.message_id, task.is_forced, task.message_id != old) == (new, True, True)
    any_db.write_now(lambda s: BotTasks(s).pass_on(task, clock.now()))
    assert side.counts() == (0, 0)


def test_where_nobody_has_written_nothing_is_forced(db):
    assert not db.write_now(lambda s: BotTasks(s).force("nowhere", clock.now()))
