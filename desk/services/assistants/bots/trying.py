# SPDX-License-Identifier: LicenseRef-Desk
"""Runs the try of a bot with a sentence, and keeps bots with their keys; keys stay on their thread."""

import asyncio
from dataclasses import replace

from desk import clock
from desk.errors import DeskError, Misconfigured
from desk.models import new_id
from desk.models.vocabulary import Channel
from desk.services.assistants.bots.asking import ask_bot
from desk.services.assistants.bots.bot import Question, Reply
from desk.services.assistants.bots.bots import BotDraft, Bots
from desk.services.assistants.bots.kinds import settings_problems
from desk.services.assistants.bots.occasions import Occasions
from desk.services.assistants.own_loop import OwnLoop
from desk.services.assistants.translating.language_guess import guess_language
from desk.services.shop import Locations, Settings
from desk.services.store import Change, Database, Secrets, Session

NOTHING = Reply()


async def try_bot(db: Database, draft: BotDraft, key: str | None, bot_id: str, sentence: str) -> Reply:
    """Return what a bot as it is typed answers a sentence; an empty Reply: nothing.

    key: None takes the kept one of `bot_id`. Raises as `ask_bot`, and Misconfigured for settings that are not
    complete. Nothing is sent, nothing is counted. Safe in the window's loop.
    """
    if problems := settings_problems(draft.kind, draft.settings):
        raise Misconfigured(problems[0].code, place=problems[0].place)
    question = await db.read(lambda session: _question(session, sentence))

    async def ask() -> Reply:
        known = key if key is not None else (Secrets().get(bot_id) if bot_id else "")
        return await ask_bot(draft.kind, draft.settings, known, question) or NOTHING

    return await OwnLoop(ask).run()


class BotSafe:
    """Bots with their keys, as an owner edits them: both are kept, or neither."""

    def __init__(self, db: Database) -> None:
        self._db = db

    async def create(self, draft: BotDraft, key: str | None) -> str:
        """Keep a new bot at rest, then its key, then let it work; return its id."""
        resting = replace(draft, is_active=False)
        made = await self._db.write(lambda s: Bots(s).create(resting, at=clock.now()), Change.ASSISTANTS)
        try:
            if key:
                await asyncio.to_thread(_BotKey(made, key).keep)
            if draft.is_active:
                await self._db.write(
                    lambda s: Bots(s).activate(made, is_active=True, at=clock.now()), Change.ASSISTANTS
                )
        except DeskError:
            await self._db.write(lambda s: Bots(s).remove(made), Change.ASSISTANTS)
            raise
        return made

    async def change(self, bot_id: str, seen_version: int, draft: BotDraft, key: str | None) -> None:
        """Keep what was changed, then the key; key: None leaves the kept one, "" forgets it."""
        await self._db.write(
            lambda s: Bots(s).change(bot_id, seen_version, draft, at=clock.now()), Change.ASSISTANTS
        )
        if key is not None:
            await asyncio.to_thread(_BotKey(bot_id, key).keep)

    async def remove(self, bot_id: str) -> None:
        """Forget a bot and its key."""
        await self._db.write(lambda s: Bots(s).remove(bot_id), Change.ASSISTANTS)
        await asyncio.to_thread(_BotKey(bot_id, "").keep)


class _BotKey:
    """A key on its way to a thread; it shows itself to no log."""

    def __init__(self, bot_id: str, key: str) -> None:
        self._bot_id, self._key = bot_id, key

    def keep(self) -> None:
        """Keep it, or forget the kept one when it is empty."""
        if self._key:
            Secrets().set(self._bot_id, self._key)
        else:
            Secrets().delete(self._bot_id)


def _question(session: Session, sentence: str) -> Question:
    shop, now = Settings(session).get(), clock.now()
    places = Locations(session)
    place = places.default() or next(iter(places.all(limit=1)), None)
    return Question(
        id=new_id(),
        conversation_id=new_id(),
        channel=Channel.EMAIL,
        language=guess_language(sentence) or shop.default_language,
        default_language=shop.default_language,
        subject="",
        text=sentence,
        at=now,
        shop_name=shop.shop_name,
        shop_website=shop.website,
        hours=Occasions(session).hours(place, now),
    )
