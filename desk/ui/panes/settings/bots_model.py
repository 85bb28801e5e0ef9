# SPDX-License-Identifier: LicenseRef-Desk
"""The bots: what is kept, and what can be done with one."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from PySide6.QtCore import QObject, Signal

from desk.services.assistants import BotDraft, BotRow, Bots, BotSafe, try_bot
from desk.services.shop import Settings
from desk.services.store import Change, Session
from desk.ui.live_query import LiveQuery
from desk.ui.panes import Context
from desk.ui.passphrase import unlocked

WITH_KEY = frozenset({"http", "openai"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What was read: bots in the order in which they are asked, and the languages of the shop."""

    bots: tuple[BotRow, ...]
    languages: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """What is shown. kept: None while it is read."""

    kept: Kept | None = None
    error: Exception | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """A bot to be kept or tried. form: where it is typed; id: "" for a new one; key: None leaves the kept one."""

    form: str
    id: str
    draft: BotDraft
    key: str | None = field(default=None, repr=False)
    seen_version: int = 0


class BotsModel(QObject):
    """changed(). saved(form, id). refused(form, Exception). tried(form, Reply). failed(form, Exception).

    removed(name). A form of a bot is known by its id.
    """

    changed = Signal()
    saved = Signal(str, str)
    refused = Signal(str, object)
    tried = Signal(str, object)
    failed = Signal(str, object)
    removed = Signal(str)

    def __init__(self, context: Context, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._safe = BotSafe(context.desk.db)
        self._trial: asyncio.Task[None] | None = None
        self.state = State()
        self._query = LiveQuery(context.desk, _read, {Change.ASSISTANTS, Change.SETTINGS}, self)
        self._query.rows_changed.connect(self._on_read)
        self._query.error_changed.connect(self._on_error)

    def refresh(self) -> None:
        """Read again."""
        self._query.refresh()

    def save(self, wish: Wish) -> None:
        """Keep a bot, its key in the keyring."""
        self._context.jobs.start(self._save(wish), self, lambda error: self.refused.emit(wish.form, error))

    def try_with(self, wish: Wish, sentence: str) -> None:
        """Ask a bot as it is typed; `tried` tells what it answers. An older question is dropped."""
        if self._trial is not None:
            self._trial.cancel()
        self._trial = self._context.jobs.start(
            self._try(wish, sentence), self, lambda error: self.failed.emit(wish.form, error)
        )

    def move(self, bot_id: str, by: int) -> None:
        """Ask a bot one place earlier (-1) or later (1) than others."""
        self._do(lambda session: _move(session, bot_id, by))

    def remove(self, bot: BotRow) -> None:
        """Forget a bot and its key."""
        self._context.jobs.start(self._remove(bot), self, lambda error: self.refused.emit(bot.id, error))

    async def _save(self, wish: Wish) -> None:
        if wish.key:
            await unlocked(self._context.desk, to_write=True)
        if wish.id:
            await self._safe.change(wish.id, wish.seen_version, wish.draft, wish.key)
            kept_id = wish.id
        else:
            kept_id = await self._safe.create(wish.draft, wish.key)
        self._on_read(await self._context.desk.db.read(_read))
        self.saved.emit(wish.form, kept_id)

    async def _try(self, wish: Wish, sentence: str) -> None:
        if wish.draft.kind in WITH_KEY and wish.key is None and wish.id:
            await unlocked(self._context.desk)
        db = self._context.desk.db
        self.tried.emit(wish.form, await try_bot(db, wish.draft, wish.key, wish.id, sentence))

    async def _remove(self, bot: BotRow) -> None:
        await self._safe.remove(bot.id)
        self.removed.emit(bot.name)

    def _do(self, work: Callable[[Session], None]) -> None:
        self._context.jobs.start(self._context.desk.db.write(work, Change.ASSISTANTS), self)

    def _on_read(self, kept: Kept) -> None:
        self.state = State(kept=kept)
        self.changed.emit()

    def _on_error(self, error: Exception | None) -> None:
        self.state = replace(self.state, error=error)
        self.changed.emit()


def _read(session: Session) -> Kept:
    return Kept(bots=Bots(session).page(), languages=Settings(session).get().languages)


def _move(session: Session, bot_id: str, by: int) -> None:
    bots = Bots(session)
    ids = [row.id for row in bots.page()]
    if bot_id not in ids:
        return
    at = ids.index(bot_id)
    ids.insert(min(max(at + by, 0), len(ids) - 1), ids.pop(at))
    bots.order(ids)
