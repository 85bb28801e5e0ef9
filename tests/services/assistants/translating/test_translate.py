# SPDX-License-Identifier: LicenseRef-Desk
"""A person who waits gets it at once; an engine and its key are kept together."""

import asyncio

import pytest

from desk.errors import Misconfigured, Refused, Unavailable
from desk.services.assistants import (
    EngineSettings,
    engine_ready,
    translate,
)
from desk.services.assistants.translating.translate import EngineSafe, try_engine
from desk.services.store import Secrets
from tests.services.assistants.answering_machine import AnsweringMachine, libre
from tests.services.assistants.translating.shelf import engine


def test_a_person_who_waits_gets_it_at_once(db):
    with pytest.raises(Misconfigured, match="no_engine"):
        asyncio.run(translate(db, "Bonjour", target="en"))
    assert not db.read_now(engine_ready)
    with AnsweringMachine(libre()) as machine:
        engine(db, machine)
        assert db.read_now(engine_ready)
        assert asyncio.run(translate(db, "Bonjour {{nom}}", target="en")) == "BONJOUR {{nom}}"
    with pytest.raises(Unavailable):
        asyncio.run(translate(db, "Bonjour", target="en"))


def test_settings_are_kept_with_their_key_or_not_at_all(db):
    safe = EngineSafe(db)
    with pytest.raises(Refused):
        asyncio.run(safe.save(EngineSettings(engine="deepl", has_key=False), "k1"))
    assert Secrets().get("translation") == ""
    with pytest.raises(Refused):
        asyncio.run(safe.save(EngineSettings(engine="nobody"), None))
    asyncio.run(safe.save(EngineSettings(engine="deepl", has_key=True), "k1"))
    assert Secrets().get("translation") == "k1"
    asyncio.run(safe.save(EngineSettings(), ""))
    assert Secrets().get("translation") == ""


def test_an_engine_is_tried_as_it_is_typed(db):
    with AnsweringMachine(libre()) as machine:
        typed = EngineSettings(engine="libretranslate", address=machine.address)
        assert "BONJOUR" in asyncio.run(try_engine(typed, "k"))
    with pytest.raises(Misconfigured):
        asyncio.run(try_engine(EngineSettings(engine="libretranslate", address="http://x.example"), None))
