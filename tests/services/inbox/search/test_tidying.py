# SPDX-License-Identifier: LicenseRef-Desk
import asyncio
from unittest.mock import patch

from desk.services.inbox import Tidying
from desk.services.inbox.search import tidying
from desk.services.store import Entry, FullText
from tests.services.delivery.floor import running, until


def fill(db):
    for key in range(1, 12):
        text = " ".join(f"mot{(key * n) % 977}" for n in range(40))
        db.write_now(lambda s, key=key, text=text: FullText(s).index([Entry(key, ("", "", "", text))]))


def untidy(db):
    return db.read_now(lambda s: FullText(s).untidy())


def test_it_tidies_by_itself_and_then_rests(db):
    with patch("desk.services.store.shelves.ROOM", 7), patch.object(tidying, "FIRST_S", 0):
        fill(db)
        assert untidy(db) == 1

        async def play():
            async with running(Tidying(db).run()):
                await until(lambda: untidy(db) is None)

        asyncio.run(play())
        assert asyncio.run(Tidying(db).look()) == 0


def test_a_step_that_changes_nothing_is_the_last(db):
    with (
        patch("desk.services.store.shelves.ROOM", 7),
        patch("desk.services.store.shelves.Shelves.tidy", return_value=False),
    ):
        fill(db)
        assert asyncio.run(Tidying(db).look()) == 0


def test_another_database_needs_none(any_db):
    assert asyncio.run(Tidying(any_db).look()) == 0
