# SPDX-License-Identifier: LicenseRef-Desk
"""Texts go through an engine in what it takes, and come back with everything that must stay."""

import asyncio

import pytest

from desk.errors import Misconfigured, Rejected, Unavailable
from desk.services.assistants.translating.deepl import DeepL
from desk.services.assistants.translating.engine import Access
from desk.services.assistants.translating.interpreter import MOST_CHARACTERS, Interpreter, Memory
from desk.services.assistants.translating.libretranslate import LibreTranslate
from tests.services.assistants.answering_machine import AnsweringMachine, deepl, libre


def translated(machine, text, engine=None, *, source="", memory=None, key=""):
    async def main():
        async with Interpreter(
            engine or LibreTranslate(), Access(address=machine.address, key=key), memory
        ) as one:
            return await one.translate(text, source, "en")

    return asyncio.run(main())


def test_line_breaks_and_placeholders_stay():
    with AnsweringMachine(libre()) as machine:
        found = translated(machine, "Bonjour {{nom}},\n\n- voir https://a.example\n> merci\n")
    assert found.text == "BONJOUR {{nom}},\n\n- VOIR https://a.example\n> MERCI\n"
    assert found.source == "fr"


def test_an_engine_that_drops_a_placeholder_gets_the_words_around_it():
    with AnsweringMachine(libre({"Bonjour {1}, merci.": "Hello, thanks."})) as machine:
        found = translated(machine, "Bonjour {{nom}}, merci.")
        assert found.text == "BONJOUR {{nom}}, MERCI."
        assert [one.body["q"] for one in machine.asked] == [["Bonjour {1}, merci."], ["Bonjour", ", merci."]]


def test_a_long_text_goes_in_several_requests():
    text = "\n".join(f"Ligne numéro {n} avec quelques mots de plus." for n in range(120))
    with AnsweringMachine(libre()) as machine:
        assert translated(machine, text).text == text.upper()
        assert len(machine.asked) > 2
        assert all(sum(map(len, one.body["q"])) <= 2_000 for one in machine.asked)


def test_what_was_said_before_is_not_asked_again():
    memory = Memory(most=3)
    with AnsweringMachine(libre()) as machine:
        translated(machine, "Bonjour\nMerci", memory=memory)
        translated(machine, "Merci\nBonjour\nMerci", memory=memory)
        assert [one.body["q"] for one in machine.asked] == [["Bonjour", "Merci"]]
        translated(machine, "un\ndeux\ntrois", memory=memory)
        translated(machine, "Bonjour", memory=memory)
        assert machine.asked[-1].body["q"] == ["Bonjour"]


def test_deepl_too():
    with AnsweringMachine(deepl) as machine:
        assert translated(machine, "Bonjour", DeepL(), key="k").text == "BONJOUR"
        assert machine.asked[0].path == "/v2/translate"
        with pytest.raises(Misconfigured):
            translated(machine, "Bonjour", DeepL())


def test_nothing_to_say_asks_nothing():
    with AnsweringMachine(libre()) as machine:
        assert translated(machine, "12,50 €\n\n").text == "12,50 €\n\n"
        assert machine.asked == []


def test_a_book_is_refused():
    with AnsweringMachine(libre()) as machine, pytest.raises(Rejected):
        translated(machine, "x" * (MOST_CHARACTERS + 1))


def test_an_engine_that_is_away():
    with AnsweringMachine(libre()) as machine:
        pass
    with pytest.raises(Unavailable):
        translated(machine, "Bonjour")
