# SPDX-License-Identifier: LicenseRef-Desk
"""The accounts messages leave by: what is kept, and what can be done with one."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from PySide6.QtCore import QObject, Signal

from desk import clock
from desk.errors import Conflict, DeskError
from desk.services.inbox import MailboxSafe
from desk.services.providers import (
    WELL,
    AccountDraft,
    AccountRow,
    AccountSafe,
    Diagnosis,
    Roster,
    explain,
    secret_name,
)
from desk.services.shop import Locations
from desk.services.store import Change, Session
from desk.ui.live_query import LiveQuery
from desk.ui.panes import Context
from desk.ui.panes.settings.probe import Probe
from desk.ui.passphrase import unlocked


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What was read: accounts in the order in which they are tried, and (id, name) of locations."""

    accounts: tuple[AccountRow, ...]
    places: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """What is shown. kept: None while it is read. checking: the form whose account is tried, None: none."""

    kept: Kept | None = None
    error: Exception | None = None
    checking: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An account as typed. form: where. id: "" for a new account. secret: None leaves the kept one."""

    form: str
    id: str
    draft: AccountDraft
    secret: str | None = field(default=None, repr=False)
    seen_version: int = 0


class AccountsModel(QObject):
    """changed(). saved(form, id). refused(form, Exception). checked(form, Diagnosis).

    overtaken(form, AccountRow): somebody saved first. removed(name).
    A form of an account is known by its id.
    """

    changed = Signal()
    saved = Signal(str, str)
    refused = Signal(str, object)
    overtaken = Signal(str, object)
    checked = Signal(str, object)
    removed = Signal(str)

    def __init__(self, context: Context, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._safe = AccountSafe(context.desk.db)
        self._check: asyncio.Task[None] | None = None
        self.state = State()
        self._query = LiveQuery(context.desk, _read, {Change.PROVIDERS, Change.LOCATIONS}, self)
        self._query.rows_changed.connect(self._on_read)
        self._query.error_changed.connect(self._on_error)

    def refresh(self) -> None:
        """Read again."""
        self._query.refresh()

    def save(self, entry: Entry) -> None:
        """Keep an account, its password in the keyring."""
        self._context.jobs.start(self._save(entry), self, lambda error: self.refused.emit(entry.form, error))

    def check(self, entry: Entry) -> None:
        """Try an account as it is typed, without sending; `checked` tells what it came to."""
        self.cancel_check()
        self._put(replace(self.state, checking=entry.form))
        self._check = self._context.jobs.start(
            self._try(entry), self, lambda error: self._on_tried(entry, error)
        )

    def cancel_check(self) -> None:
        """Stop trying."""
        if self._check is not None:
            self._check.cancel()
            self._check = None
            self._put(replace(self.state, checking=None))

    def release(self, account_id: str) -> None:
        """Let a stopped account be tried afresh."""
        self._do(lambda session: Roster(session).release(account_id, at=clock.now()))

    def move(self, account_id: str, by: int) -> None:
        """Try an account one place earlier (-1) or later (1) than others of its channel."""
        self._do(lambda session: _move(session, account_id, by))

    def remove(self, account: AccountRow) -> None:
        """Forget an account and its password."""
        self._context.jobs.start(
            self._remove(account), self, lambda error: self.refused.emit(account.id, error)
        )

    # ------------------------------------------------------------------------------------- jobs

    async def _save(self, entry: Entry) -> None:
        db = self._context.desk.db
        if entry.secret:
            await unlocked(self._context.desk, to_write=True)
        kept_id = await (self._change(entry) if entry.id else self._safe.create(entry.draft, entry.secret))
        self._on_read(await db.read(_read))
        self.saved.emit(entry.form, kept_id)

    async def _change(self, entry: Entry) -> str:
        try:
            await self._safe.change(entry.id, entry.seen_version, entry.draft, entry.secret)
        except Conflict:
            kept = await self._context.desk.db.read(lambda session: Roster(session).get(entry.id))
            self.overtaken.emit(entry.form, kept)
            raise
        return entry.id

    async def _try(self, entry: Entry) -> None:
        if entry.secret is None and entry.id:
            await unlocked(self._context.desk)
        probe = Probe(entry.draft.kind, entry.draft.settings, entry.secret, entry.id)
        await probe.made()
        self._tell(entry.form, WELL)

    async def _remove(self, account: AccountRow) -> None:
        await self._safe.remove(account.id)
        self.removed.emit(account.name)
        await self._safe.forget_secret(account.id)
        await MailboxSafe(self._context.desk.db).forget_unused(secret_name(account.id, account.settings))

    def _do(self, work: Callable[[Session], None]) -> None:
        self._context.jobs.start(self._context.desk.db.write(work, Change.PROVIDERS), self)

    # ------------------------------------------------------------------------------------ answers

    def _on_tried(self, entry: Entry, error: Exception) -> None:
        if isinstance(error, DeskError):
            self._tell(entry.form, explain(error))
        else:
            self._put(replace(self.state, checking=None))
            self._context.jobs.failed.emit(error)

    def _tell(self, form: str, diagnosis: Diagnosis) -> None:
        self._check = None
        self._put(replace(self.state, checking=None))
        self.checked.emit(form, diagnosis)

    def _on_read(self, kept: Kept) -> None:
        self._put(replace(self.state, kept=kept, error=None))

    def _on_error(self, error: Exception | None) -> None:
        self._put(replace(self.state, error=error))

    def _put(self, state: State) -> None:
        self.state = state
        self.changed.emit()


def _read(session: Session) -> Kept:
    places = tuple((str(place.id), place.name) for place in Locations(session).all())
    return Kept(accounts=Roster(session).page(), places=places)


def _move(session: Session, account_id: str, by: int) -> None:
    roster = Roster(session)
    channel = roster.get(account_id).channel
    ids = [row.id for row in roster.page(channel) if not row.is_sandbox]
    at = ids.index(account_id)
    to = min(max(at + by, 0), len(ids) - 1)
    ids.insert(to, ids.pop(at))
    roster.order(ids)
