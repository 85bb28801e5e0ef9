# SPDX-License-Identifier: LicenseRef-Desk
"""What was asked for is translated, once, whatever happens in between; notes never leave."""

import asyncio

from sqlalchemy import select

from desk.models import Conversation, Message
from desk.models.vocabulary import TranslationState
from desk.services.assistants import (
    Engines,
    EngineSettings,
    Translator,
)
from desk.services.assistants.translating.translator import TRIES
from tests.services.assistants.answering_machine import AnsweringMachine, libre
from tests.services.assistants.translating.shelf import ask, engine, look, of, put


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
        for _ in range(TRIES - 1):
            assert not look(db, worker)
            assert of(db, [id_])[id_].state is TranslationState.IN_PROGRESS
        look(db, worker)
    assert of(db, [id_])[id_].error == "engine_failed"


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
