# SPDX-License-Identifier: LicenseRef-Desk
"""The saved replies: what is kept, and how one is saved or deleted."""

from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from desk import clock
from desk.services.inbox import SavedReplies, SavedReplyDraft, SavedReplyRow
from desk.services.shop import Operators, Settings
from desk.services.store import Change, Session
from desk.ui.live_query import LiveQuery
from desk.ui.panes import Context


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What was read. languages: of the shop, the default one first. me: who works here; "" for nobody."""

    replies: tuple[SavedReplyRow, ...]
    languages: tuple[str, ...]
    me: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """What is shown. kept: None while it is read."""

    kept: Kept | None = None
    error: Exception | None = None


class RepliesModel(QObject):
    """changed(). saved(key, id): key is "" for a new one. refused(key, Exception). deleted(id)."""

    changed = Signal()
    saved = Signal(str, str)
    refused = Signal(str, object)
    deleted = Signal(str)

    def __init__(self, context: Context, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self.state = State()
        topics = {Change.SAVED_REPLIES, Change.SETTINGS, Change.OPERATORS}
        self._query = LiveQuery(context.desk, _read, topics, self)
        self._query.rows_changed.connect(self._on_read)
        self._query.error_changed.connect(self._on_error)

    def refresh(self) -> None:
        """Read again."""
        self._query.refresh()

    def save(self, key: str, draft: SavedReplyDraft, seen_version: int) -> None:
        """Keep a reply; key: its id, "" for a new one."""
        self._context.jobs.start(
            self._save(key, draft, seen_version), self, lambda error: self.refused.emit(key, error)
        )

    def remove(self, row: SavedReplyRow) -> None:
        """Forget a reply; it can be taken back by keeping it anew."""
        self._context.jobs.start(self._remove(row), self)

    async def _save(self, key: str, draft: SavedReplyDraft, seen_version: int) -> None:
        now = clock.now()

        def work(session: Session) -> str:
            if not key:
                return SavedReplies(session).create(draft, at=now)
            SavedReplies(session).edit(key, seen_version, draft, at=now)
            return key

        db = self._context.desk.db
        kept_id = await db.write(work, Change.SAVED_REPLIES)
        self._on_read(await db.read(_read))
        self.saved.emit(key, kept_id)

    async def _remove(self, row: SavedReplyRow) -> None:
        db = self._context.desk.db
        await db.write(lambda session: SavedReplies(session).remove(row.id), Change.SAVED_REPLIES)
        self._on_read(await db.read(_read))
        self.deleted.emit(row.id)

    def _on_read(self, kept: Kept) -> None:
        self.state = State(kept=kept)
        self.changed.emit()

    def _on_error(self, error: Exception | None) -> None:
        self.state = State(kept=self.state.kept, error=error)
        self.changed.emit()


def _read(session: Session) -> Kept:
    settings = Settings(session).get()
    me = Operators(session).at_work()
    my_id = me.id if me is not None else ""
    first = settings.default_language
    return Kept(
        replies=SavedReplies(session).page(my_id or None),
        languages=(first, *(tag for tag in settings.languages if tag != first)),
        me=my_id,
    )


def draft_of(row: SavedReplyRow) -> SavedReplyDraft:
    """Return a reply as it would be typed."""
    return SavedReplyDraft(
        name=row.name,
        texts=dict(row.texts),
        shortcut=row.shortcut,
        folder=row.folder,
        operator_id=row.operator_id,
    )
