# SPDX-License-Identifier: LicenseRef-Desk
"""Keeps the mailboxes, their settings, their health and how far the fetching of older mail is."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache

from sqlalchemy import BindParameter, Update, bindparam, delete, func, insert, select, update
from sqlalchemy.orm import Session

from desk.errors import Conflict, NotFound, Problem, Refused
from desk.models import Conversation, Mailbox, Message, new_id
from desk.models.columns import Json
from desk.models.vocabulary import MailboxRole
from desk.services.inbox.rows import FolderRow, MailboxRow
from desk.services.inbox.sync.backing_off import LOCKED
from desk.services.inbox.sync.folders import Folders
from desk.services.shop import Deed, needs
from desk.services.store import run_rows

MOST = 200
_OWN = {"done": Mailbox.progress_done, "total": Mailbox.progress_total}
_COLUMNS = tuple(
    _OWN[name].label(name) if name in _OWN else getattr(Mailbox, name)
    for name in MailboxRow.__dataclass_fields__
)
_AFRESH: Json = {"health": "unknown", "health_code": "", "health_text": ""}


@dataclass(frozen=True, slots=True, kw_only=True)
class MailboxDraft:
    """What an owner wants a mailbox to be. backfill_days: None fetches all; settings hold no secret."""

    name: str
    address: str
    settings: Json = field(repr=False)
    role: MailboxRole = MailboxRole.MAIN
    operator_id: str | None = None
    location_id: str | None = None
    provider_id: str | None = None
    backfill_days: int | None = None
    is_active: bool = True
    is_sandbox: bool = False


class Mailboxes:
    """The accounts that mail arrives in."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def page(self, limit: int = MOST) -> tuple[MailboxRow, ...]:
        """Return the mailboxes in their order."""
        wanted = select(*_COLUMNS).order_by(Mailbox.position, Mailbox.id).limit(min(limit, MOST))
        return tuple(MailboxRow(**row._mapping) for row in self._session.execute(wanted))  # noqa: SLF001

    def get(self, mailbox_id: str) -> MailboxRow:
        """Return one mailbox; raises NotFound."""
        row = self._session.execute(select(*_COLUMNS).where(Mailbox.id == mailbox_id)).one_or_none()
        if row is None:
            raise NotFound("no_mailbox", id=mailbox_id)
        return MailboxRow(**row._mapping)  # noqa: SLF001

    @needs(Deed.EDIT_ACCOUNTS)
    def create(self, draft: MailboxDraft, *, at: datetime) -> str:
        """Keep a new mailbox, last in the order, and return its id; raises Refused."""
        values = _values(draft)
        last = self._session.execute(select(func.max(Mailbox.position))).scalar()
        mailbox_id = new_id()
        self._session.execute(
            insert(Mailbox).values(
                **values,
                id=mailbox_id,
                created_at=at,
                updated_at=at,
                position=0 if last is None else last + 1,
            )
        )
        return mailbox_id

    @needs(Deed.EDIT_ACCOUNTS)
    def change(self, mailbox_id: str, version: int, draft: MailboxDraft, *, at: datetime) -> None:
        """Replace what the owner sees of a mailbox and try it afresh; raises Refused, NotFound, Conflict."""
        before = self.get(mailbox_id)
        self._edit(mailbox_id, version, at, {**_values(draft), **_AFRESH})
        if before.backfill_days is not None and (draft.backfill_days or 10**6) > before.backfill_days:
            Folders(self._session).reopen(mailbox_id)

    @needs(Deed.EDIT_ACCOUNTS)
    def activate(self, mailbox_id: str, *, is_active: bool, at: datetime) -> None:
        """Sync a mailbox or leave it; syncing it again tries it afresh. Raises NotFound."""
        self._edit(mailbox_id, None, at, {"is_active": is_active, **_AFRESH})

    @needs(Deed.EDIT_ACCOUNTS)
    def pause(self, mailbox_id: str, *, is_paused: bool, at: datetime) -> None:
        """Rest the fetching of older mail, or go on with it; raises NotFound."""
        self._edit(mailbox_id, None, at, {"is_paused": is_paused})

    def release(self, mailbox_id: str, *, at: datetime) -> None:
        """Try a mailbox afresh: the owner acted. Raises NotFound."""
        self._edit(mailbox_id, None, at, _AFRESH)

    def release_locked(self, *, at: datetime) -> int:
        """Try those afresh whose passwords could not be read, now that they can; return how many there were."""
        wanted = update(Mailbox).where(Mailbox.is_active, Mailbox.health_code.in_(LOCKED))
        changed = wanted.values(**_AFRESH, updated_at=at, version=Mailbox.version + 1).returning(Mailbox.id)
        return len(self._session.execute(changed).all())

    @needs(Deed.EDIT_ACCOUNTS)
    def remove(self, mailbox_id: str, *, keep_messages: bool, at: datetime) -> None:
        """Forget a mailbox and its folders; keep_messages: its conversations stay. Raises NotFound."""
        self.get(mailbox_id)
        if not keep_messages:
            mine = Conversation.mailbox_id == mailbox_id
            self._session.execute(update(Conversation).where(mine).values(deleted_at=at))
        for table in (Conversation, Message):
            self._session.execute(update(table).where(table.mailbox_id == mailbox_id).values(mailbox_id=None))
        self._session.execute(delete(Mailbox).where(Mailbox.id == mailbox_id))

    def folders(self, mailbox_id: str) -> tuple[FolderRow, ...]:
        """Return what is known of a mailbox's folders."""
        return Folders(self._session).of(mailbox_id)

    @needs(Deed.EDIT_ACCOUNTS)
    def choose_folders(self, mailbox_id: str, folder_ids: Sequence[str]) -> None:
        """Sync these folders and no others."""
        Folders(self._session).choose(mailbox_id, folder_ids)

    def note(self, mailbox_id: str, at: datetime, **values: object) -> None:
        """Keep how a mailbox does; one that is gone is passed over.

        values: health, health_code, health_text, health_at, synced_at, progress_done, progress_total. No new version.
        """
        assert at.tzinfo is not None
        told = {f"now_{name}": value for name, value in values.items()}
        run_rows(self._session, _noting(tuple(values)), [{"of_mailbox": mailbox_id, **told}])

    def _edit(self, mailbox_id: str, version: int | None, at: datetime, values: Json) -> None:
        wanted = update(Mailbox).where(Mailbox.id == mailbox_id)
        if version is not None:
            wanted = wanted.where(Mailbox.version == version)
        changed = wanted.values(**values, updated_at=at, version=Mailbox.version + 1).returning(Mailbox.id)
        if self._session.execute(changed).one_or_none() is None:
            self.get(mailbox_id)
            raise Conflict("mailbox_changed", id=mailbox_id)


@lru_cache(maxsize=32)
def _noting(names: tuple[str, ...]) -> Update:
    """Return the statement that sets these columns; built once, for it runs with every batch of mail."""
    values: dict[str, BindParameter[object]] = {name: bindparam(f"now_{name}") for name in names}
    return update(Mailbox).where(Mailbox.id == bindparam("of_mailbox")).values(**values)


def _values(draft: MailboxDraft) -> Json:
    """Return a draft's columns; raises Refused with everything that is wrong."""
    problems = [
        Problem(code="missing_field", place=place)
        for place in ("name", "address")
        if not getattr(draft, place).strip()
    ]
    problems += [
        Problem(code="too_long", place=place, details={"max": str(most)})
        for place, most in {"name": 120, "address": 320}.items()
        if len(getattr(draft, place)) > most
    ]
    if draft.address.strip() and "@" not in draft.address:
        problems.append(Problem(code="not_an_email", place="address"))
    if not str(draft.settings.get("host") or "").strip():
        problems.append(Problem(code="missing_field", place="settings.host"))
    if draft.backfill_days is not None and draft.backfill_days < 0:
        problems.append(Problem(code="not_a_number", place="backfill_days"))
    if problems:
        raise Refused(*problems)
    return {
        "name": draft.name.strip(),
        "address": draft.address.strip(),
        "settings": draft.settings,
        "role": draft.role,
        "operator_id": draft.operator_id,
        "location_id": draft.location_id,
        "provider_id": draft.provider_id,
        "backfill_days": draft.backfill_days,
        "is_active": draft.is_active,
        "is_sandbox": draft.is_sandbox,
    }
