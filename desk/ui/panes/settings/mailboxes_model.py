# SPDX-License-Identifier: LicenseRef-Desk
"""The mailboxes of the shop: what is kept, and what can be done with one."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from PySide6.QtCore import QObject, Signal

from desk import clock
from desk.errors import Conflict
from desk.models.vocabulary import Channel
from desk.services.inbox import (
    FolderRow,
    MailboxDraft,
    Mailboxes,
    MailboxRow,
    MailboxSafe,
    TypedSecret,
)
from desk.services.providers import AccountRow, ClientDraft, Roster, SignInClients, Signing, Tokens
from desk.services.shop import Locations, Operators, Settings
from desk.services.store import Change, Session
from desk.ui.jobs import Work as Job
from desk.ui.live_query import LiveQuery
from desk.ui.panes import Context
from desk.ui.panes.settings.aside import Aside, Work
from desk.ui.panes.settings.mailbox_entry import NewMailbox
from desk.ui.passphrase import unlocked

CHANGES = {Change.LOCATIONS, Change.MAILBOXES, Change.PROVIDERS, Change.SETTINGS, Change.OPERATORS}


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What was read. folders: mailbox → its folders. people, places: (id, name). accounts: those for e-mail."""

    mailboxes: tuple[MailboxRow, ...]
    folders: Mapping[str, tuple[FolderRow, ...]]
    accounts: tuple[AccountRow, ...]
    people: tuple[tuple[str, str], ...]
    shop_name: str
    places: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """What is shown. kept: None while it is read."""

    kept: Kept | None = None
    error: Exception | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Edited:
    """A kept mailbox as typed. folder_ids: None leaves them. password: "" leaves it."""

    id: str
    seen_version: int
    draft: MailboxDraft
    folder_ids: tuple[str, ...] | None = None
    password: str = field(default="", repr=False)


class MailboxesModel(QObject):
    """changed(). saved(form, id). refused(form, Exception). removed(name). client_saved(form).

    overtaken(form, MailboxRow): somebody saved first. renewed(form): signed in again.
    """

    changed = Signal()
    saved = Signal(str, str)
    refused = Signal(str, object)
    overtaken = Signal(str, object)
    removed = Signal(str)
    renewed = Signal(str)
    client_saved = Signal(str)

    def __init__(self, context: Context, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._safe = MailboxSafe(context.desk.db)
        self.state = State()
        self._query = LiveQuery(context.desk, _read, CHANGES, self)
        self._query.rows_changed.connect(self._on_read)
        self._query.error_changed.connect(self._on_error)

    def refresh(self) -> None:
        """Read again."""
        self._query.refresh()

    def add(self, form: str, new: NewMailbox, tokens: Tokens | None) -> None:
        """Keep a new address: the mailbox, what sends for it, and their secret."""
        self._start(form, self._add(form, new, tokens))

    def save(self, edited: Edited) -> None:
        """Keep what was changed of a mailbox."""
        self._start(edited.id, self._save(edited))

    def renew(self, mailbox: MailboxRow, tokens: Tokens) -> None:
        """Keep a new sign-in by browser; whatever uses it is tried afresh."""
        self._start(mailbox.id, self._renew(mailbox, tokens))

    def remove(self, mailbox: MailboxRow, *, keep_messages: bool) -> None:
        """Forget a mailbox; keep_messages: what arrived in it stays in Desk."""
        self._start(mailbox.id, self._remove(mailbox, keep_messages=keep_messages))

    def pause(self, mailbox_id: str, *, is_paused: bool) -> None:
        """Rest the fetching of older mail, or go on."""
        self._do(lambda session: Mailboxes(session).pause(mailbox_id, is_paused=is_paused, at=clock.now()))

    def activate(self, mailbox_id: str) -> None:
        """Sync a mailbox again."""
        self._do(lambda session: Mailboxes(session).activate(mailbox_id, is_active=True, at=clock.now()))

    def release(self, mailbox_id: str) -> None:
        """Let a mailbox that failed be tried now."""
        self._do(lambda session: Mailboxes(session).release(mailbox_id, at=clock.now()))

    def save_client(self, form: str, service: str, draft: ClientDraft, secret: str) -> None:
        """Keep the shop's registration at a service; secret: "" leaves what is kept."""
        self._start(form, self._save_client(form, service, draft, secret))

    # ------------------------------------------------------------------------------------- jobs

    async def _add(self, form: str, new: NewMailbox, tokens: Tokens | None) -> None:
        await unlocked(self._context.desk, to_write=True)
        typed = TypedSecret(password=new.password, tokens=tokens)
        kept_id = await self._safe.create(new.mailbox, new.account, typed)
        await self._read_again()
        self.saved.emit(form, kept_id)

    async def _save(self, edited: Edited) -> None:
        typed = None
        if edited.password:
            await unlocked(self._context.desk, to_write=True)
            typed = TypedSecret(password=edited.password)
        db = self._context.desk.db
        try:
            await self._safe.change(edited.id, edited.seen_version, edited.draft, typed, edited.folder_ids)
        except Conflict:
            theirs = await db.read(lambda session: Mailboxes(session).get(edited.id))
            self.overtaken.emit(edited.id, theirs)
            raise
        await self._read_again()
        self.saved.emit(edited.id, edited.id)

    async def _renew(self, mailbox: MailboxRow, tokens: Tokens) -> None:
        await self._safe.sign_in_again(mailbox, TypedSecret(tokens=tokens))
        await self._read_again()
        self.renewed.emit(mailbox.id)

    async def _remove(self, mailbox: MailboxRow, *, keep_messages: bool) -> None:
        await self._safe.remove(mailbox, keep_messages=keep_messages)
        self.removed.emit(mailbox.name)

    async def _save_client(self, form: str, service: str, draft: ClientDraft, secret: str) -> None:
        db = self._context.desk.db
        await db.write(lambda session: SignInClients(session).save(service, draft), Change.SETTINGS)
        if secret:
            await unlocked(self._context.desk, to_write=True)
            name = (await db.read(lambda session: SignInClients(session).get(service))).secret_name
            await Aside(_keeping(name, secret)).made()
        self.client_saved.emit(form)

    # ----------------------------------------------------------------------------------- inside

    def _start(self, form: str, job: Job) -> None:
        self._context.jobs.start(job, self, lambda error: self.refused.emit(form, error))

    def _do(self, work: Callable[[Session], None]) -> None:
        self._context.jobs.start(self._context.desk.db.write(work, Change.MAILBOXES), self)

    async def _read_again(self) -> None:
        self._on_read(await self._context.desk.db.read(_read))

    def _on_read(self, kept: Kept) -> None:
        self.state = State(kept=kept)
        self.changed.emit()

    def _on_error(self, error: Exception | None) -> None:
        self.state = State(kept=self.state.kept, error=error)
        self.changed.emit()


def _keeping(name: str, secret: str) -> Work:
    async def work(_tell: Callable[[object], None]) -> None:
        Signing().keep_text(name, secret)

    return work


def _read(session: Session) -> Kept:
    mailboxes = Mailboxes(session).page()
    return Kept(
        mailboxes=mailboxes,
        folders={box.id: Mailboxes(session).folders(box.id) for box in mailboxes},
        accounts=tuple(row for row in Roster(session).page(Channel.EMAIL) if not row.is_sandbox),
        people=tuple((str(person.id), person.name) for person in Operators(session).all()),
        shop_name=Settings(session).get().shop_name,
        places=tuple((str(place.id), place.name) for place in Locations(session).all()),
    )
