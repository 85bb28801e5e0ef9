# SPDX-License-Identifier: LicenseRef-Desk
"""Keeps the folders of a mailbox and how far each was read."""

from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache

from sqlalchemy import BindParameter, Update, bindparam, delete, func, insert, select, update
from sqlalchemy.orm import Session

from desk.errors import NotFound
from desk.models import Folder, new_id
from desk.models.columns import Json
from desk.models.mailbox import Placement
from desk.models.vocabulary import FolderRole
from desk.services.inbox.rows import FolderRow
from desk.services.store import run_rows

MOST = 1000
_COLUMNS = tuple(getattr(Folder, name) for name in FolderRow.__dataclass_fields__)
_ORDER = {FolderRole.INBOX: 0, FolderRole.SENT: 1, FolderRole.ARCHIVE: 2}


class Folders:
    """What is known of a server's folders."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def of(self, mailbox_id: str, limit: int = MOST) -> tuple[FolderRow, ...]:
        """Return the folders of a mailbox: inbox, sent, archive, then the others by path."""
        wanted = select(*_COLUMNS).where(Folder.mailbox_id == mailbox_id).order_by(Folder.path).limit(limit)
        rows = [FolderRow(**row._mapping) for row in self._session.execute(wanted)]  # noqa: SLF001
        return tuple(sorted(rows, key=lambda row: _ORDER.get(FolderRole(row.role), 3)))

    def get(self, folder_id: str) -> FolderRow:
        """Return one folder; raises NotFound."""
        row = self._session.execute(select(*_COLUMNS).where(Folder.id == folder_id)).one_or_none()
        if row is None:
            raise NotFound("no_folder", id=folder_id)
        return FolderRow(**row._mapping)  # noqa: SLF001

    def add(
        self, mailbox_id: str, path: str, delimiter: str, role: FolderRole, *, is_synced: bool
    ) -> FolderRow:
        """Keep a folder that appeared; nothing of it was read yet."""
        folder_id = new_id()
        self._session.execute(
            insert(Folder).values(
                id=folder_id,
                mailbox_id=mailbox_id,
                path=path[:500],
                delimiter=delimiter[:4],
                role=role,
                is_synced=is_synced,
            )
        )
        return self.get(folder_id)

    def set_role(self, folder_id: str, role: FolderRole) -> None:
        """Keep what a folder is for, when the server changed its mind."""
        self._set(folder_id, {"role": role})

    def rename(self, folder_id: str, path: str) -> None:
        """Keep a folder's new path; what is known of it stays."""
        self._set(folder_id, {"path": path[:500]})

    def remove(self, folder_ids: Sequence[str]) -> None:
        """Forget folders that are gone from the server; their messages stay."""
        self._session.execute(delete(Folder).where(Folder.id.in_(folder_ids)))

    def choose(self, mailbox_id: str, folder_ids: Sequence[str]) -> None:
        """Sync these folders of a mailbox and no others."""
        chosen = Folder.id.in_(folder_ids)
        self._session.execute(update(Folder).where(Folder.mailbox_id == mailbox_id).values(is_synced=chosen))

    def restart(self, folder_id: str, uid_validity: int, uid_next: int, modseq: int) -> None:
        """Begin a folder afresh under a new numbering: where its messages lay is forgotten, they themselves stay."""
        self._session.execute(delete(Placement).where(Placement.folder_id == folder_id))
        values = {"uid_validity": uid_validity, "uid_next": uid_next, "uid_low": uid_next}
        self._set(folder_id, {**values, "highest_modseq": modseq})

    def advance(self, folder_id: str, at: datetime, **reached: int) -> None:
        """Keep how far a folder was read. reached: uid_next, uid_low, highest_modseq."""
        self._set(folder_id, {**reached, "synced_at": at})

    def reopen(self, mailbox_id: str) -> None:
        """Look again below the lowest message that is kept: older mail is wanted than before."""
        lowest = (
            select(func.min(Placement.uid))
            .where(Placement.folder_id == Folder.id)
            .correlate(Folder)
            .scalar_subquery()
        )
        wanted = update(Folder).where(Folder.mailbox_id == mailbox_id, Folder.uid_low <= 1)
        self._session.execute(wanted.values(uid_low=func.coalesce(lowest, Folder.uid_next)))

    def _set(self, folder_id: str, values: Json) -> None:
        run_rows(self._session, _setting(tuple(values)), [{"of_folder": folder_id, **_bound(values)}])


@lru_cache(maxsize=32)
def _setting(names: tuple[str, ...]) -> Update:
    """Return the statement that sets these columns; built once, for it runs with every batch of mail."""
    values: dict[str, BindParameter[object]] = {name: bindparam(f"now_{name}") for name in names}
    return update(Folder).where(Folder.id == bindparam("of_folder")).values(**values)


def _bound(values: Json) -> Json:
    return {f"now_{name}": value for name, value in values.items()}
