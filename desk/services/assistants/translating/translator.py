# SPDX-License-Identifier: LicenseRef-Desk
"""Runs the translation of messages: what was asked for, and what arrives in a language nobody here reads."""

import asyncio
import logging
from collections import Counter
from collections.abc import Mapping
from datetime import timedelta

from desk import clock
from desk.errors import DeskError, Misconfigured, Rejected, Unavailable
from desk.services.assistants.translating.engine import Access
from desk.services.assistants.translating.engine_settings import SECRET, Engines, EngineSettings
from desk.services.assistants.translating.engines import engine_named
from desk.services.assistants.translating.interpreter import Interpreter, Memory
from desk.services.assistants.translating.language_guess import guess_language
from desk.services.assistants.translating.translations import Candidate, Order, Translations
from desk.services.inbox import own_words
from desk.services.shop import Settings
from desk.services.store import Change, Database, Secrets, Session, Waking

log = logging.getLogger(__name__)

TOPICS = (Change.ASSISTANTS, Change.CONVERSATIONS, Change.SETTINGS)
DONE = (Change.ASSISTANTS, Change.CONVERSATIONS)
BATCH = 20
POLL_S = 60.0
CALM_S = 0.2
FIRST_WAIT_S = 4.0
"""So long after the first failure; twice as long after each further one."""
LONGEST_WAIT_S = 300.0
TRIES = 6
"""After so many failures that may pass a translation is given up; asking for it again tries again."""
RECENT = timedelta(hours=2)
"""What arrived longer ago is not translated by itself."""


class Translator:
    """The worker. Kill it at any time: what is under way is a row, and is begun again."""

    name = "translator"
    is_exclusive = True

    def __init__(self, db: Database) -> None:
        self._db = db
        self._memory = Memory()
        self._tries: Counter[str] = Counter()
        self._looked_at: set[str] = set()

    async def run(self) -> None:
        """Translate for ever."""
        with Waking(self._db, TOPICS) as waking:
            while True:
                await self.look()
                if await waking.wait(await self._pause()):
                    await asyncio.sleep(CALM_S)

    async def look(self) -> bool:
        """Translate what is due; False when some of it was put off, which is kept: whoever asked sees it."""
        settings = await self._db.read(lambda session: Engines(session).get())
        if settings.engine and settings.is_automatic:
            await self._ask_for_new(settings)
        later: frozenset[str] = frozenset()
        while orders := await self._waiting(later):
            left = await self._translate_all(settings, orders)
            if left is None:
                return False
            later |= left
        return not later

    async def _waiting(self, without: frozenset[str]) -> tuple[Order, ...]:
        now = clock.now()
        return await self._db.read(lambda session: Translations(session).waiting(BATCH, now, without))

    async def _pause(self) -> float:
        """Return in how many seconds to look again when nobody wakes us."""
        soonest = await self._db.read(lambda session: Translations(session).soonest())
        if soonest is None:
            return POLL_S
        return min(POLL_S, max(CALM_S, (soonest - clock.now()).total_seconds()))

    # ------------------------------------------------------------------------------ what waits

    async def _translate_all(self, settings: EngineSettings, orders: tuple[Order, ...]) -> set[str] | None:
        """Return what was put off; None when no other would do better now, and all were."""
        try:
            engine = engine_named(settings.engine)
            key = await asyncio.to_thread(Secrets().get, SECRET) if settings.has_key else ""
        except DeskError as error:
            await self._give_up(orders, error.code)
            return set()
        left: dict[str, DeskError] = {}
        async with Interpreter(
            engine, Access(address=settings.address, key=key), self._memory
        ) as interpreter:
            for order in orders:
                failure = await self._translate(interpreter, order, engine.code)
                if isinstance(failure, Misconfigured):
                    await self._give_up(orders, failure.code)
                    return set()
                if failure is not None:
                    left[order.id] = failure
        is_away = len(left) == len(orders)
        await self._put_off(left, is_away=is_away)
        return None if is_away else set(left)

    async def _translate(self, interpreter: Interpreter, order: Order, engine: str) -> DeskError | None:
        try:
            found = await interpreter.translate(order.text, order.source, order.target)
        except Rejected as error:
            if order.source and error.code == "engine_refused":  # perhaps only that it is told the language
                return await self._translate(interpreter, _untold(order), engine)
            await self._give_up((order,), error.code)
            return None
        except Misconfigured as error:
            return error
        except DeskError as error:
            return await self._later(order, error)
        self._tries.pop(order.id, None)
        await self._db.write(lambda s: Translations(s).finish(order, found.text, found.source, engine), *DONE)
        return None

    async def _later(self, order: Order, error: DeskError) -> DeskError | None:
        self._tries[order.id] += 1
        if self._tries[order.id] < TRIES:
            log.info("a translation waits: %s", error)
            return error
        await self._give_up((order,), error.code)
        return None

    async def _put_off(self, left: Mapping[str, DeskError], *, is_away: bool) -> None:
        """Keep until when what failed waits; is_away: so does whatever else is due, for the same reason."""
        now = clock.now()

        def write(session: Session) -> None:
            keeper = Translations(session)
            for id_, error in left.items():
                keeper.put_off([id_], error.code, now + self._wait(self._tries[id_], error))
            if is_away:
                error = next(iter(left.values()))
                keeper.put_off_all(error.code, now + self._wait(1, error), now)

        if left:
            await self._db.write(write, *DONE)

    def _wait(self, tries: int, error: DeskError) -> timedelta:
        wait = timedelta(seconds=min(FIRST_WAIT_S * 2.0 ** (tries - 1), LONGEST_WAIT_S))
        wanted = error.retry_after if isinstance(error, Unavailable) else None
        return max(wait, wanted or wait)

    async def _give_up(self, orders: tuple[Order, ...], code: str) -> None:
        ids = [order.id for order in orders]
        for id_ in ids:
            self._tries.pop(id_, None)
        await self._db.write(lambda s: Translations(s).fail(ids, code), *DONE)

    # ------------------------------------------------------------------------------ what arrives

    async def _ask_for_new(self, settings: EngineSettings) -> None:
        """Ask for what came in lately in another language; each message is looked at once."""
        now = clock.now()

        def read(session: Session) -> tuple[str, tuple[Candidate, ...]]:
            language = settings.language or Settings(session).get().default_language
            return language, Translations(session).candidates(now - RECENT, language, 200)

        language, found = await self._db.read(read)
        new = [one for one in found if one.message_id not in self._looked_at]
        guesses = {one.message_id: one.language or guess_language(own_words(one.text)) for one in new}
        if len(self._looked_at) > 20_000:
            self._looked_at.clear()
        self._looked_at |= guesses.keys()
        foreign = [id_ for id_, guess in guesses.items() if guess and _primary(guess) != _primary(language)]
        if foreign:
            await self._db.write(
                lambda s: Translations(s).ask(foreign, language, at=now, is_automatic=True), *DONE
            )


def _primary(language: str) -> str:
    return language.partition("-")[0].lower()


def _untold(order: Order) -> Order:
    return Order(
        id=order.id,
        message_id=order.message_id,
        conversation_id=order.conversation_id,
        text=order.text,
        subject=order.subject,
        source="",
        target=order.target,
    )
