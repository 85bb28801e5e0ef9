# SPDX-License-Identifier: LicenseRef-Desk
"""Bots answer once, only people, and only until a person does."""

import asyncio
import threading
from datetime import timedelta

import pytest
from sqlalchemy import insert, update

from desk import clock
from desk.models import Conversation, Message, Presence
from desk.models.vocabulary import Author, Channel, Direction, FolderRole
from desk.services.assistants import Bots
from desk.services.assistants.bots.runner import BotRunner
from desk.services.inbox import BotTasks, Filing, Handling, SmsArrival, read_mail
from desk.services.store import Change
from tests.services.assistants.answering_machine import AnsweringMachine
from tests.services.assistants.bots.side import Side, mail

LEA = "lea@client.example"


@pytest.fixture
def side(db):
    return Side(db, "shop@atelier.example")


@pytest.fixture
def any_side(any_db):
    return Side(any_db, "shop@atelier.example")


def later(monkeypatch, **how):
    at = clock.now() + timedelta(**how)
    monkeypatch.setattr(clock, "now", lambda: at)


def test_a_message_is_answered_once_and_marked_as_automatic(any_side):
    bot_id = any_side.bot()
    any_side.receive(mail())
    [raw] = any_side.look()
    answer = read_mail(raw)
    assert answer.text.strip() == "Merci, nous revenons vers vous."
    assert answer.headers["auto-submitted"] == "auto-replied"
    assert answer.headers["x-auto-response-suppress"] == "All"
    assert answer.to[0].address == LEA
    assert answer.subject == "Re: Question"
    assert answer.in_reply_to
    assert any_side.conversation.bot_id == bot_id
    assert any_side.counts() == (0, 1)
    assert any_side.look() == []


def test_without_a_bot_nothing_waits(side):
    side.receive(mail())
    assert side.counts() == (0, 0)


@pytest.mark.parametrize(
    "headers", [{"Auto_Submitted": "auto-replied"}, {"Precedence": "bulk"}, {"List_Id": "<x.y>"}]
)
def test_machines_are_not_answered(side, headers):
    side.bot()
    side.receive(mail(**headers))
    assert side.look() == []
    assert side.counts() == (0, 0)


def test_one_a_day(side, monkeypatch):
    side.bot()
    side.receive(mail())
    assert len(side.look()) == 1
    later(monkeypatch, hours=5)
    side.receive(mail(subject="Autre chose"))
    assert side.look() == []
    later(monkeypatch, hours=25)
    side.receive(mail(subject="Encore"))
    assert len(side.look()) == 1


def test_a_person_who_answered_from_the_phone_silences_the_bot(side):
    """The answer was written elsewhere: it is found in the Sent folder."""
    side.bot()
    question = mail()
    side.receive(question)
    by_phone = mail(
        sender="shop@atelier.example",
        to=LEA,
        text="Demain !",
        In_Reply_To=f"<{read_mail(question).header_id}>",
    )
    side.receive(by_phone, FolderRole.SENT)
    assert side.look() == []
    again = mail(text="Et à quelle heure ?", In_Reply_To=f"<{read_mail(by_phone).header_id}>")
    side.receive(again)
    assert side.look() == []


def test_the_bot_hands_over_when_a_person_answers_after_it(any_side, monkeypatch):
    any_side.bot()
    question = mail()
    any_side.receive(question)
    [robot] = any_side.look()
    later(monkeypatch, hours=30)
    any_side.answer(any_side.conversation.id, LEA, "C’est prêt.")
    any_side.receive(mail(text="Merci, et le prix ?", In_Reply_To=f"<{read_mail(robot).header_id}>"))
    assert any_side.look() == []
    assert any_side.lines() == ["hand_over"]
    assert any_side.conversation.bot_id is None


def test_a_person_who_is_writing_is_waited_for(side, monkeypatch):
    side.bot()
    side.receive(mail())
    here = {
        "conversation_id": side.conversation.id,
        "workstation": "w1",
        "is_writing": True,
        "seen_at": clock.now(),
    }
    side.db.write_now(lambda s: s.execute(insert(Presence).values(**here)))
    assert side.look() == []
    assert side.counts() == (1, 0)
    later(monkeypatch, minutes=2)
    assert len(side.look()) == 1


def block(session, side, until):
    Handling(session).block_bot([side.conversation.id], until=until, by=None, at=clock.now())


def test_blocked_and_let_in_again(side, monkeypatch):
    side.bot()
    side.receive(mail())
    until = clock.now() + timedelta(hours=1)
    side.db.write_now(lambda s: block(s, side, until))
    assert side.look() == []
    later(monkeypatch, hours=2)
    side.receive(mail(In_Reply_To=f"<{side.all(Message)[0].header_id}>"))
    assert len(side.look()) == 1


def test_run_now_answers_although_blocked(any_side):
    any_side.bot()
    any_side.receive(mail())
    far = clock.now() + timedelta(days=9000)
    any_side.db.write_now(lambda s: block(s, any_side, far))
    assert any_side.look() == []
    assert any_side.db.write_now(lambda s: BotTasks(s).force(any_side.conversation.id, clock.now()))
    assert len(any_side.look()) == 1


def test_only_the_newest_message_is_answered(side):
    side.bot()
    first = mail()
    side.receive(first)
    side.receive(mail(text="J’oubliais : c’est le vélo bleu.", In_Reply_To=f"<{read_mail(first).header_id}>"))
    assert len(side.look()) == 1
    assert side.counts() == (0, 1)


def test_old_mail_that_is_fetched_is_not_answered(side, monkeypatch):
    side.bot()
    raw, taken_in = mail(), clock.now()
    later(monkeypatch, days=3)
    side.receive(raw, taken_in=taken_in)
    assert side.counts() == (0, 0)


def test_a_word_of_stop_is_for_a_person(side):
    side.bot()
    side.receive(mail(text="Merci de ne plus me contacter, stop aux relances."))
    assert side.look() == []


def test_a_bot_with_nothing_to_say_says_nothing_and_the_next_one_is_asked(side):
    rules = {"rules": [{"words": ["facture"], "texts": {"fr": "Pour une facture…"}}]}
    side.bot(settings=rules)
    side.bot()
    side.receive(mail(text="Bonjour, où est mon vélo ?"))
    side.look()
    assert side.robots() == ["Merci, nous revenons vers vous."]


def test_one_that_fails_is_said_and_noted(side):
    bot_id = side.bot("http", {"address": "http://127.0.0.1:1/"})
    side.receive(mail())
    for _ in range(4):
        assert side.look() == []
        side.db.write_now(
            lambda s: [BotTasks(s).put_off(t.message_id, clock.now(), counts=False) for t in _waiting(s)]
        )
    assert side.lines() == ["bot_failed"]
    assert side.counts() == (0, 0)
    assert side.db.read_now(lambda s: Bots(s).get(bot_id)).health_code == "connection_refused"


def _waiting(session):
    return BotTasks(session).due(clock.now() + timedelta(days=1), 10)


def test_an_answer_that_hands_over(side):
    rules = {"rules": [{"words": ["*"], "texts": {"fr": "Un instant."}, "hands_over": True}]}
    side.bot(settings=rules)
    side.receive(mail())
    assert len(side.look()) == 1
    assert side.lines() == ["hand_over"]
    assert side.conversation.bot_id is None


def test_what_was_asked_for_is_not_said_twice(any_side, monkeypatch):
    """Somebody asked for a bot's answer, and it was given before the bots looked."""
    any_side.bot()
    any_side.receive(mail())
    any_side.db.write_now(lambda s: BotTasks(s).force(any_side.conversation.id, clock.now()))
    later(monkeypatch, minutes=5)
    any_side.answer(any_side.conversation.id, LEA, "C’est prêt.")
    assert any_side.look() == []
    assert any_side.robots() == []
    assert any_side.counts() == (0, 0)


def test_two_runners_answer_once(any_side):
    any_side.bot()
    any_side.receive(mail())

    async def both():
        await asyncio.gather(BotRunner(any_side.db).look(), BotRunner(any_side.db).look())

    asyncio.run(both())
    assert len(any_side.outgoing()) == 1
    assert len(any_side.robots()) == 1


def test_a_person_who_answers_while_the_bot_thinks_wins(side, monkeypatch):
    side.bot()
    side.receive(mail())
    real = BotRunner._ask_all

    async def slow(self, occasion, question):
        found = await real(self, occasion, question)
        side.answer(occasion.conversation_id, LEA, "Tout de suite.")
        return found

    monkeypatch.setattr(BotRunner, "_ask_all", slow)

    # the person's answer is written on another thread, as it is in life
    def answered(conversation_id, to, text):
        done = threading.Thread(target=lambda: Side.answer(side, conversation_id, to, text))
        done.start()
        done.join()

    monkeypatch.setattr(side, "answer", answered)
    asyncio.run(side.runner.look())
    assert side.robots() == []
    assert [one.author for one in side.all(Message) if one.direction is Direction.OUTGOING] == [
        Author.OPERATOR
    ]


def test_a_bot_that_is_switched_off_answers_no_more(side):
    bot_id = side.bot()
    side.receive(mail())
    side.db.write_now(lambda s: Bots(s).activate(bot_id, is_active=False, at=clock.now()))
    assert side.look() == []
    assert side.counts() == (0, 0)


def test_a_conversation_that_is_gone_is_left_alone(side):
    side.bot()
    side.receive(mail())
    side.db.write_now(lambda s: s.execute(update(Conversation).values(deleted_at=clock.now())))
    assert side.look() == []
    assert side.counts() == (0, 0)


def test_a_text_message_is_answered_by_text(side):
    side.bot()

    def work(session):
        told = SmsArrival(sender="+33612345678", text="Vous êtes ouverts ?", at=clock.now(), reference="r1")
        filed = Filing(session).file_sms([told], clock.now())
        BotTasks(session).add([one.message_id for one in filed.messages], clock.now())

    side.db.write_now(work)
    side.look()
    assert side.robots() == ["Merci, nous revenons vers vous."]
    [answer] = [one for one in side.all(Message) if one.direction is Direction.OUTGOING]
    assert (answer.channel, answer.is_automatic) == (Channel.SMS, True)


def test_killed_while_it_asks_it_answers_once_afterwards(side):
    asked = threading.Event()

    def answer(_asked):
        asked.set()
        return 200, {"text": "Oui."}

    async def killed():
        task = asyncio.create_task(side.runner.look())
        while not asked.is_set():
            await asyncio.sleep(0.001)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)

    with AnsweringMachine(answer) as machine:
        side.bot("http", {"address": machine.address})
        side.receive(mail())
        asyncio.run(killed())
        side.look()
        side.look()
        assert side.robots() == ["Oui."]
        assert {one.body["id"] for one in machine.asked} == {side.all(Message)[0].id}
        assert machine.asked[0].body["text"] == "Bonjour, quand est-ce prêt ?"


def test_the_worker_is_woken_by_what_arrives(side):
    async def main():
        task = asyncio.create_task(side.runner.run())
        await asyncio.sleep(0.05)
        await asyncio.to_thread(side.receive, mail())
        side.db.write_now(lambda _session: None, Change.CONVERSATIONS)
        async with asyncio.timeout(20):
            while not await asyncio.to_thread(side.robots):
                await asyncio.sleep(0.02)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)

    side.bot()
    asyncio.run(main())
