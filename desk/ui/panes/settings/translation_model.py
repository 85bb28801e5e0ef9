# SPDX-License-Identifier: LicenseRef-Desk
"""The translation engine: what is kept, how it is saved and tried."""

import asyncio
from dataclasses import dataclass, field, replace

from PySide6.QtCore import QObject, Signal

from desk.services.assistants import Engines, EngineSafe, EngineSettings, try_engine
from desk.services.shop import Settings
from desk.services.store import Change, Session
from desk.ui.live_query import LiveQuery
from desk.ui.panes import Context
from desk.ui.passphrase import unlocked


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What was read. language: the shop's."""

    settings: EngineSettings
    language: str
    languages: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """What is shown. kept: None while it is read."""

    kept: Kept | None = None
    error: Exception | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """An engine as typed. key: None leaves the kept one."""

    settings: EngineSettings
    key: str | None = field(default=None, repr=False)


class TranslationModel(QObject):
    """changed(). saved(). refused(Exception). tried(str): how the engine says a sentence. failed(Exception)."""

    changed = Signal()
    saved = Signal()
    refused = Signal(object)
    tried = Signal(str)
    failed = Signal(object)

    def __init__(self, context: Context, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._safe = EngineSafe(context.desk.db)
        self._trial: asyncio.Task[None] | None = None
        self.state = State()
        self._query = LiveQuery(context.desk, _read, {Change.ASSISTANTS, Change.SETTINGS}, self)
        self._query.rows_changed.connect(self._on_read)
        self._query.error_changed.connect(self._on_error)

    def refresh(self) -> None:
        """Read again."""
        self._query.refresh()

    def save(self, typed: Typed) -> None:
        """Keep the engine, its key in the keyring."""
        self._context.jobs.start(self._save(typed), self, self.refused.emit)

    def try_out(self, typed: Typed) -> None:
        """Let the engine as it is typed say a sentence."""
        self.cancel()
        self._trial = self._context.jobs.start(self._try(typed), self, self.failed.emit)

    def cancel(self) -> None:
        """Stop trying."""
        if self._trial is not None:
            self._trial.cancel()
            self._trial = None

    async def _save(self, typed: Typed) -> None:
        if typed.key:
            await unlocked(self._context.desk, to_write=True)
        await self._safe.save(typed.settings, typed.key)
        self._on_read(await self._context.desk.db.read(_read))
        self.saved.emit()

    async def _try(self, typed: Typed) -> None:
        if typed.key is None and typed.settings.has_key:
            await unlocked(self._context.desk)
        self.tried.emit(await try_engine(typed.settings, typed.key))

    def _on_read(self, kept: Kept) -> None:
        self.state = State(kept=kept)
        self.changed.emit()

    def _on_error(self, error: Exception | None) -> None:
        self.state = replace(self.state, error=error)
        self.changed.emit()


def _read(session: Session) -> Kept:
    shop = Settings(session).get()
    return Kept(
        settings=Engines(session).get(), language=shop.default_language, languages=tuple(shop.languages)
    )
