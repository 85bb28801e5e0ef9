# SPDX-License-Identifier: LicenseRef-Desk
"""Runs one translation for a person who waits for it, and the test of an engine; keys stay on their thread."""

import asyncio

from desk.errors import DeskError, Misconfigured
from desk.services.assistants.own_loop import OwnLoop
from desk.services.assistants.translating.engine import Access, Translated
from desk.services.assistants.translating.engine_settings import SECRET, Engines, EngineSettings
from desk.services.assistants.translating.engines import engine_named
from desk.services.assistants.translating.interpreter import Interpreter
from desk.services.store import Change, Database, Secrets

SENTENCE = "Bonjour, votre vélo est prêt."
"""What an engine is tried with."""


async def translate(db: Database, text: str, *, source: str = "", target: str) -> str:
    """Return `text` in `target`; source: "" to let the engine find out.

    Misconfigured (no_engine, and as `Interpreter.translate`), Unavailable, Rejected. Safe in the window's loop.
    """
    settings = await db.read(lambda session: Engines(session).get())
    if not settings.engine:
        raise Misconfigured("no_engine")
    found = await OwnLoop(lambda: _translated(settings, None, text, (source, target))).run()
    return found.text


async def try_engine(settings: EngineSettings, key: str | None, target: str = "en") -> str:
    """Return how an engine as it is typed says a sentence; key: None takes the kept one. Raises as `translate`."""
    problems = settings.problems()
    if problems and problems[0].place != "key":
        raise Misconfigured(problems[0].code)
    return (await OwnLoop(lambda: _translated(settings, key, SENTENCE, ("", target))).run()).text


class EngineSafe:
    """The engine's settings with its key: both are kept, or neither."""

    def __init__(self, db: Database) -> None:
        self._db = db

    async def save(self, settings: EngineSettings, key: str | None) -> None:
        """Keep settings; key: None leaves the kept one, "" forgets it. Raises as `Engines` and `Secrets`."""
        before = await asyncio.to_thread(_keep, _Key(key)) if key is not None else None
        try:
            await self._db.write(
                lambda session: Engines(session).change(settings), Change.ASSISTANTS, Change.SETTINGS
            )
        except DeskError:
            if before is not None:
                await asyncio.to_thread(_keep, before)
            raise


class _Key:
    """A key on its way to a thread; it shows itself to no log."""

    def __init__(self, text: str) -> None:
        self.text = text


def _keep(key: _Key) -> _Key:
    """Keep a key, forget it when it is empty; return the one before."""
    before = _Key(Secrets().get(SECRET))
    if key.text:
        Secrets().set(SECRET, key.text)
    elif before.text:
        Secrets().delete(SECRET)
    return before


async def _translated(
    settings: EngineSettings, key: str | None, text: str, languages: tuple[str, str]
) -> Translated:
    engine = engine_named(settings.engine)
    if key is None:
        key = Secrets().get(SECRET) if settings.has_key else ""
    async with Interpreter(engine, Access(address=settings.address, key=key)) as interpreter:
        return await interpreter.translate(text, *languages)
