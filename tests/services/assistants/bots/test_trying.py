# SPDX-License-Identifier: LicenseRef-Desk
"""A bot is tried as it is typed, and kept with its key or not at all."""

import asyncio

import pytest

from desk import clock
from desk.errors import Misconfigured, Refused
from desk.services.assistants import BotDraft, Bots, BotSafe, try_bot
from desk.services.store import Secrets
from tests.services.assistants.answering_machine import AnsweringMachine

RULES = {"rules": [{"words": ["*"], "texts": {"fr": "Merci."}}]}
DRAFT = BotDraft(name=" Robot ", kind="keyword", settings=RULES)
HTTP = BotDraft(name="Mien", kind="http", settings={"address": "https://bot.example"})


def create(db, draft=DRAFT):
    return db.write_now(lambda s: Bots(s).create(draft, at=clock.now()))


def page(db):
    return db.read_now(lambda s: Bots(s).page())


def test_a_bot_and_its_key(db):
    safe = BotSafe(db)
    bot_id = asyncio.run(safe.create(HTTP, "k1"))
    assert Secrets().get(bot_id) == "k1"
    asyncio.run(safe.change(bot_id, 1, HTTP, None))
    assert Secrets().get(bot_id) == "k1"
    asyncio.run(safe.change(bot_id, 2, HTTP, ""))
    assert Secrets().get(bot_id) == ""
    asyncio.run(safe.remove(bot_id))
    assert page(db) == ()


def test_a_new_one_that_cannot_work_is_not_kept(db):
    broken = BotDraft(name="x", kind="http", settings={"address": "nowhere"}, is_active=True)
    with pytest.raises(Refused):
        asyncio.run(BotSafe(db).create(broken, "k"))
    assert page(db) == ()


def test_tried_as_it_is_typed(db):
    assert asyncio.run(try_bot(db, DRAFT, None, "", "Bonjour")).text == "Merci."
    with pytest.raises(Misconfigured):
        asyncio.run(try_bot(db, BotDraft(name="x", kind="keyword"), None, "", "Bonjour"))
    with AnsweringMachine(lambda asked: (200, {"text": f"Vous dites {asked.body['text']}"})) as machine:
        draft = BotDraft(name="x", kind="http", settings={"address": machine.address})
        Secrets().set("b1", "kept")
        assert asyncio.run(try_bot(db, draft, None, "b1", "Bonjour")).text == "Vous dites Bonjour"
        assert machine.asked[0].headers["authorization"] == "Bearer kept"
