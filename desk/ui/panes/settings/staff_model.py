# SPDX-License-Identifier: LicenseRef-Desk
"""The members of staff: who is kept, and how one is saved."""

from dataclasses import dataclass, field

from PySide6.QtCore import QObject, Signal

from desk.errors import Problem, Refused
from desk.models.identity import OperatorId
from desk.models.vocabulary import Role
from desk.services.shop import OperatorCard, OperatorDraft, Operators, StaffSignIn
from desk.services.store import Change, Session
from desk.ui.live_query import LiveQuery
from desk.ui.panes import Context


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """What is shown. people: None while they are read; those who left stand last."""

    people: tuple[OperatorCard, ...] | None = None
    error: Exception | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Secret:
    """A password as typed; "" takes it away."""

    password: str = field(default="", repr=False)


class StaffModel(QObject):
    """changed(). saved(key, id): key is "" for a new one. refused(key, Exception)."""

    changed = Signal()
    saved = Signal(str, str)
    refused = Signal(str, object)

    def __init__(self, context: Context, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self.state = State()
        self._query = LiveQuery(context.desk, _read, {Change.SETTINGS, Change.OPERATORS}, self)
        self._query.rows_changed.connect(self._on_read)
        self._query.error_changed.connect(self._on_error)

    def refresh(self) -> None:
        """Read again."""
        self._query.refresh()

    def save(self, key: str, draft: OperatorDraft, secret: Secret | None = None) -> None:
        """Keep a member of staff; key: the id, "" for a new one. secret: None leaves the password as it is."""
        job = self._save(key, draft, secret)
        self._context.jobs.start(job, self, lambda error: self.refused.emit(key, error))

    async def _save(self, key: str, draft: OperatorDraft, secret: Secret | None) -> None:
        db = self._context.desk.db
        kept_id = await db.write(
            lambda session: _save(session, key, draft, secret), Change.SETTINGS, Change.OPERATORS
        )
        self._on_read(await db.read(_read))
        self.saved.emit(key, kept_id)

    def _on_read(self, people: tuple[OperatorCard, ...]) -> None:
        self.state = State(people=people)
        self.changed.emit()

    def _on_error(self, error: Exception | None) -> None:
        self.state = State(people=self.state.people, error=error)
        self.changed.emit()


def _save(session: Session, key: str, draft: OperatorDraft, secret: Secret | None) -> str:
    """Keep it; refused when nobody who may change the staff could come in any more."""
    if key:
        Operators(session).edit(OperatorId(key), draft)
    kept_id = key or Operators(session).create(draft)
    if secret is not None:
        StaffSignIn(session).set_password(kept_id, secret.password)
    people = Operators(session).all()
    owners = [one for one in people if one.role is Role.OWNER and one.has_password]
    if any(one.has_password for one in people) and not owners:
        raise Refused(Problem(code="owner_needs_password", place="password"))
    return kept_id


def _read(session: Session) -> tuple[OperatorCard, ...]:
    everybody = Operators(session).all(with_inactive=True)
    return tuple(sorted(everybody, key=lambda person: not person.is_active))
