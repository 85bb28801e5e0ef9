# SPDX-License-Identifier: LicenseRef-Desk
"""The members of staff: who is kept, and how one is saved."""

from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from desk.models.identity import OperatorId
from desk.services.shop import OperatorCard, OperatorDraft, Operators
from desk.services.store import Change, Session
from desk.ui.live_query import LiveQuery
from desk.ui.panes import Context


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """What is shown. people: None while they are read; those who left stand last."""

    people: tuple[OperatorCard, ...] | None = None
    error: Exception | None = None


class StaffModel(QObject):
    """changed(). saved(key, id): key is "" for a new one. refused(key, Exception)."""

    changed = Signal()
    saved = Signal(str, str)
    refused = Signal(str, object)

    def __init__(self, context: Context, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self.state = State()
        self._query = LiveQuery(context.desk, _read, {Change.SETTINGS}, self)
        self._query.rows_changed.connect(self._on_read)
        self._query.error_changed.connect(self._on_error)

    def refresh(self) -> None:
        """Read again."""
        self._query.refresh()

    def save(self, key: str, draft: OperatorDraft) -> None:
        """Keep a member of staff; key: the id, "" for a new one."""
        self._context.jobs.start(self._save(key, draft), self, lambda error: self.refused.emit(key, error))

    async def _save(self, key: str, draft: OperatorDraft) -> None:
        def work(session: Session) -> str:
            if not key:
                return Operators(session).create(draft)
            Operators(session).edit(OperatorId(key), draft)
            return key

        db = self._context.desk.db
        kept_id = await db.write(work, Change.SETTINGS)
        self._on_read(await db.read(_read))
        self.saved.emit(key, kept_id)

    def _on_read(self, people: tuple[OperatorCard, ...]) -> None:
        self.state = State(people=people)
        self.changed.emit()

    def _on_error(self, error: Exception | None) -> None:
        self.state = State(people=self.state.people, error=error)
        self.changed.emit()


def _read(session: Session) -> tuple[OperatorCard, ...]:
    everybody = Operators(session).all(with_inactive=True)
    return tuple(sorted(everybody, key=lambda person: not person.is_active))
