# SPDX-License-Identifier: LicenseRef-Desk
"""What was asked for is translated, once, whatever happens in between; notes never leave."""

import asyncio
from datetime import UTC, datetime, timedelta

from sqlalchemy import select

from desk import clock
from desk.models import Conversation, Message
from desk.models.vocabulary import TranslationState
from desk.services.assistants import (
    Engines,
    EngineSettings,
    Translator,
)
from desk.services.assistants.translating import translator
from desk.services.assistants.translating.translator import BATCH, FIRST_WAIT_S, TRIES
from tests.services.assistants.answering_machine import AnsweringMachine, libre
from tests.services.assistants.translating.shelf import ask, engine, look, of, put

NOW = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)
LONG = timedelta(hours=1)


def test_what_was_asked_for_is_done_once(any_db):
    [id_] = put(any_db, "Bonjour,\n\nmerci.")
    with AnsweringMachine(libre()) as machine:
        engine(any_db, machine)
        assert ask(any_db, [id_]) == ask(any_db, [id_]) == 1
        assert of(any_db, [id_])[id_].state is TranslationState.IN_PROGRESS
        assert look(any_db)
        row = of(any_db, [id_])[id_]
        assert (row.state, row.text, row.source_language, row.engine) == (
            TranslationState.DONE, "BONJOUR,\n\nMERCI.", "fr", "libretranslate",
        )  # fmt: skip
        assert ask(any_db, [id_]) == 0
        assert look(any_db)
        assert len(machine.asked) == 1
    languages = any_db.read_now(
        lambda s: (s.scalar(select(Message.language)), s.scalar(select(Conversation.language)))
    )
    assert languages == ("fr", "fr")


def test_without_an_engine_it_fails_and_says_why(db):
    [id_] = put(db, "Bonjour")
    ask(db, [id_])
    look(db)
    assert (of(db, [id_])[id_].state, of(db, [id_])[id_].error) == (TranslationState.FAILED, "no_engine")
    with AnsweringMachine(libre()) as machine:
        engine(db, machine)
        assert ask(db, [id_]) == 1  # asked again it is tried again
        look(db)
    assert of(db, [id_])[id_].text == "BONJOUR"


def test_an_engine_that_is_away_is_tried_again_and_given_up_in_the_end(db):
    [id_] = put(db, "Bonjour")
    worker = Translator(db)
    with AnsweringMachine(lambda asked: (503, {"error": "down"})) as machine:
        engine(db, machine)
        ask(db, [id_])
        for turn in range(TRIES - 1):
            with clock.fixed(NOW + turn * LONG):
                assert not look(db, worker)
                assert of(db, [id_])[id_].state is TranslationState.IN_PROGRESS
        with clock.fixed(NOW + TRIES * LONG):
            look(db, worker)
    assert of(db, [id_])[id_].error == "engine_failed"


def test_what_failed_says_so_at_once_and_until_when_it_waits(any_db):
    first, second = put(any_db, "Bonjour", "Merci")
    worker = Translator(any_db)
    with AnsweringMachine(lambda asked: (503, {"error": "down"})) as machine, clock.fixed(NOW):
        engine(any_db, machine)
        ask(any_db, [first, second])
        assert not look(any_db, worker)
        row = of(any_db, [first])[first]
        assert (row.state, row.error) == (TranslationState.IN_PROGRESS, "engine_failed")
        assert row.retry_at == NOW + timedelta(seconds=FIRST_WAIT_S)
        assert len(machine.asked) == 2
        assert look(any_db, worker)  # whatever wakes it, the engine is left alone until then
        assert len(machine.asked) == 2
        assert ask(any_db, [first]) == 1  # asked for again it is tried now
        assert of(any_db, [first])[first].retry_at is None
        assert not look(any_db, worker)
        assert of(any_db, [first])[first].retry_at == NOW + timedelta(seconds=2 * FIRST_WAIT_S)


def test_what_was_put_off_is_done_when_its_time_has_come(db):
    [id_] = put(db, "Bonjour")
    worker = Translator(db)
    with AnsweringMachine(lambda asked: (503, {"error": "down"})) as machine, clock.fixed(NOW):
        engine(db, machine)
        ask(db, [id_])
        look(db, worker)
    with AnsweringMachine(libre()) as machine, clock.fixed(NOW + LONG):
        engine(db, machine)
        assert look(db, worker)
    row = of(db, [id_])[id_]
    assert (row.state, row.text, row.error, row.retry_at) == (TranslationState.DONE, "BONJOUR", "", None)


def test_an_engine_that_is_away_is_asked_about_few_of_many(db):
    ids = put(db, *(f"Bonjour {number}" for number in range(BATCH + 5)))
    with AnsweringMachine(lambda asked: (503, {"error": "down"})) as machine, clock.fixed(NOW):
        engine(db, machine)
        ask(db, ids)
        worker = Translator(db)
        assert not look(db, worker)
        assert look(db, worker)
        assert len(machine.asked) == BATCH
    assert {row.error for row in of(db, ids).values()} == {"engine_failed"}


def test_a_refused_key_ends_them_all(db):
    ids = put(db, "Bonjour", "Merci")
    with AnsweringMachine(lambda asked: (403, {"error": "Invalid API key"})) as machine:
        engine(db, machine)
        ask(db, ids)
        look(db)
        assert {row.error for row in of(db, ids).values()} == {"engine_key_refused"}
        assert len(machine.asked) == 1


def test_a_text_that_is_refused_is_told_without_its_language_then_given_up(db):
    [id_] = put(db, "Bonjour", language="xx")

    def answer(asked):
        return (400, {"error": "xx is not supported"}) if asked.body["source"] == "xx" else libre()(asked)

    with AnsweringMachine(answer) as machine:
        engine(db, machine)
        ask(db, [id_])
        look(db)
    assert of(db, [id_])[id_].text == "BONJOUR"


def test_foreign_mail_is_translated_by_itself_and_own_is_not(db):
    french, english = put(
        db,
        "Bonjour, est-ce que mon vélo est prêt ? Merci.",
        "Hello, is my bike ready? Thank you for the help.",
    )
    with AnsweringMachine(libre()) as machine:
        engine(db, machine, is_automatic=True)
        worker = Translator(db)
        look(db, worker)
        look(db, worker)
        assert set(of(db, [french, english], "fr")) == {english}
        assert len(machine.asked) == 1
        db.write_now(
            lambda s: Engines(s).change(EngineSettings(engine="libretranslate", address=machine.address))
        )
        other = put(db, "Guten Tag, ist mein Fahrrad fertig? Wann kann ich es abholen?")
        look(db, worker)
        assert of(db, other, "fr") == {}


def test_a_kill_in_the_middle_costs_nothing(db):
    """What is under way is a row: the next run begins it again."""
    [id_] = put(db, "Bonjour")
    ask(db, [id_])
    with AnsweringMachine(libre()) as machine:
        engine(db, machine)

        async def killed():
            task = asyncio.create_task(Translator(db).look())
            await asyncio.sleep(0)
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)

        asyncio.run(killed())
        look(db)
    assert of(db, [id_])[id_].text == "BONJOUR"


def test_the_worker_itself_tries_again(db, monkeypatch):
    """Nobody wakes it but the time that was kept."""
    monkeypatch.setattr(translator, "FIRST_WAIT_S", 0.05)
    [id_] = put(db, "Bonjour")
    tries = []

    def answer(asked):
        tries.append(asked)
        return libre()(asked) if len(tries) > 2 else (503, {"error": "down"})

    async def play():
        task = asyncio.create_task(Translator(db).run())
        async with asyncio.timeout(60):
            while of(db, [id_])[id_].state is not TranslationState.DONE:
                await asyncio.sleep(0.02)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)

    with AnsweringMachine(answer) as machine:
        engine(db, machine)
        ask(db, [id_])
        asyncio.run(play())
    assert len(tries) == 3
