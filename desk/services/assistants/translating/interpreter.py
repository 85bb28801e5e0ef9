# SPDX-License-Identifier: LicenseRef-Desk
"""Runs texts through an engine: cut to what it takes, placeholders kept, the same words asked for once."""

from collections import OrderedDict
from collections.abc import Iterator, Sequence
from typing import Self

from desk.errors import Misconfigured, Rejected, Unavailable
from desk.services.assistants.endpoint import is_inside
from desk.services.assistants.translating.engine import Access, Engine, Translated
from desk.services.assistants.translating.pieces import Piece, fragments, joined, masked, pieces, unmasked
from desk.services.providers import HttpDoor, Lost

MOST_CHARACTERS = 60_000
"""Of one text: longer ones are no letters, and would cost a fortune."""
REMEMBERED = 2_000
CONNECT_S = 10
ANSWER_S = 45


class Interpreter:
    """One engine with its connections. `async with` lets them go; `memory` may be shared for as long as one lives."""

    def __init__(self, engine: Engine, access: Access, memory: "Memory | None" = None) -> None:
        self._engine = engine
        self._access = access
        self._memory = Memory() if memory is None else memory
        local = is_inside(access.address) if access.address else False
        self._door = HttpDoor(connect_s=CONNECT_S, answer_s=ANSWER_S, connections=2, is_local=local)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._door.close()

    async def translate(self, text: str, source: str, target: str) -> Translated:
        """Return `text` in another language; source: "" to let the engine find out.

        Misconfigured (no_engine, engine_key_refused, engine_quota_spent, engine_not_there, bad_url …), Unavailable
        (engine_busy, engine_failed, or no connection), Rejected (text_too_long, engine_refused: a language that it
        does not know).
        """
        if len(text) > MOST_CHARACTERS:
            raise Rejected("text_too_long")
        parts = pieces(text, self._engine.most_piece)
        wanted = [part.text for part in parts if part.has_words]
        said = await self._said(wanted, source, target)
        words = [said[part.text].text if part.has_words else part.text for part in parts]
        found = [said[one].source for one in wanted if said[one].source]
        return Translated(text=joined(parts, words), source=source or _most_common(found))

    async def _said(self, texts: Sequence[str], source: str, target: str) -> dict[str, Translated]:
        """Return text → itself in the other language, placeholders kept whatever the engine did to them."""
        hidden = {text: masked(text) for text in dict.fromkeys(texts)}
        answers = await self._asked([bare for bare, _ in hidden.values()], source, target)
        found: dict[str, Translated] = {}
        for text, (bare, kept) in hidden.items():
            answer = answers[bare]
            whole = unmasked(answer.text, kept)
            if whole is None:
                whole = await self._piecemeal(fragments(text), source or answer.source, target)
            found[text] = Translated(text=whole, source=answer.source)
        return found

    async def _piecemeal(self, parts: Sequence[Piece], source: str, target: str) -> str:
        said = await self._asked([part.text for part in parts if part.has_words], source, target)
        return joined(parts, [said[part.text].text if part.has_words else part.text for part in parts])

    async def _asked(self, texts: Sequence[str], source: str, target: str) -> dict[str, Translated]:
        engine, found = self._engine, {}
        unknown = []
        for text in dict.fromkeys(texts):
            known = self._memory.get((engine.code, source, target, text))
            if known is None:
                unknown.append(text)
            else:
                found[text] = known
        for batch in _batches(unknown, engine.most_texts, engine.most_characters):
            for text, answer in zip(batch, await self._ask(batch, source, target), strict=True):
                self._memory.put((engine.code, source, target, text), answer)
                found[text] = answer
        return found

    async def _ask(self, texts: Sequence[str], source: str, target: str) -> tuple[Translated, ...]:
        if self._engine.needs_key and not self._access.key:
            raise Misconfigured("engine_key_missing")
        try:
            answer = await self._door.ask(self._engine.request(self._access, texts, source, target))
        except Lost as lost:  # asking twice harms nobody
            raise Unavailable(lost.code) from lost
        return self._engine.read(answer, len(texts))


class Memory:
    """What was translated last, so that what a thread quotes again and again is asked for once."""

    def __init__(self, most: int = REMEMBERED) -> None:
        self._most = most
        self._known: OrderedDict[tuple[str, str, str, str], Translated] = OrderedDict()

    def get(self, key: tuple[str, str, str, str]) -> Translated | None:
        """Return what is remembered."""
        if key in self._known:
            self._known.move_to_end(key)
        return self._known.get(key)

    def put(self, key: tuple[str, str, str, str], said: Translated) -> None:
        """Remember, and forget what was longest ago."""
        self._known[key] = said
        while len(self._known) > self._most:
            self._known.popitem(last=False)


def _batches(texts: Sequence[str], most: int, characters: int) -> Iterator[list[str]]:
    batch: list[str] = []
    size = 0
    for text in texts:
        if batch and (len(batch) == most or size + len(text) > characters):
            yield batch
            batch, size = [], 0
        batch.append(text)
        size += len(text)
    if batch:
        yield batch


def _most_common(languages: Sequence[str]) -> str:
    return max(languages, key=languages.count) if languages else ""
