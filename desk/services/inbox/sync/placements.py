# SPDX-License-Identifier: LicenseRef-Desk
"""Keeps where each message lies on the server, and carries over what other programs did to its flags."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import BigInteger, BindParameter, bindparam, delete, func, select, update
from sqlalchemy.orm import Session

from desk import clock
from desk.models import Folder, Message, Placement
from desk.models.mailbox import FLAGGED, SEEN
from desk.services.inbox.filing import Lines
from desk.services.inbox.imap import MOST_UID, Ranges
from desk.services.inbox.notices import Notices
from desk.services.inbox.sync.server_jobs import ServerJobs
from desk.services.store import changed_rows, portions, read_rows, run_rows, upsert

MOST = 1_000_000
WIDE = 2_000
"""A range of UIDs over this is forgotten by its ends, not one by one."""

_UIDS: BindParameter[int] = bindparam("ids", expanding=True, type_=BigInteger)
_IDS: BindParameter[str] = bindparam("ids", expanding=True)
_FLAGS = select(Placement.uid, Placement.message_id, Placement.flags).where(
    Placement.folder_id == bindparam("folder"), Placement.uid.in_(_UIDS)
)
_MARKS = select(Message.id, Message.conversation_id, Message.is_read, Message.is_flagged).where(
    Message.id.in_(_IDS)
)
_SET_FLAGS = (
    update(Placement)
    .where(Placement.folder_id == bindparam("of_folder"), Placement.uid == bindparam("of_uid"))
    .values(flags=bindparam("told"))
)
_SET_READ = (
    update(Message)
    .where(Message.id == bindparam("of_message"))
    .values(is_read=bindparam("now_read"), is_flagged=bindparam("now_flagged"))
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacementRow:
    """One message in one folder of one mailbox."""

    folder_id: str
    uid: int
    message_id: str
    flags: int
    mailbox_id: str
    role: str


class Placements:
    """Where messages lie."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def uids(self, folder_id: str, low: int = 1, high: int = MOST_UID) -> tuple[int, ...]:
        """Return the UIDs that are kept of a folder, rising."""
        wanted = select(Placement.uid).where(
            Placement.folder_id == folder_id, Placement.uid.between(low, high)
        )
        return tuple(self._session.execute(wanted.order_by(Placement.uid).limit(MOST)).scalars())

    def count(self, folder_ids: Sequence[str]) -> dict[str, int]:
        """Return folder → how many of its messages are kept."""
        wanted = (
            select(Placement.folder_id, func.count())
            .where(Placement.folder_id.in_(folder_ids))
            .group_by(Placement.folder_id)
        )
        found = dict.fromkeys(folder_ids, 0)
        found.update((row[0], row[1]) for row in self._session.execute(wanted))
        return found

    def header_ids(self, folder_id: str, limit: int) -> dict[int, str]:
        """Return UID → Message-ID of the newest messages of a folder."""
        wanted = (
            select(Placement.uid, Message.header_id)
            .join(Message, Message.id == Placement.message_id)
            .where(Placement.folder_id == folder_id, Message.header_id.is_not(None))
            .order_by(Placement.uid.desc())
            .limit(limit)
        )
        return {row[0]: row[1] or "" for row in self._session.execute(wanted)}

    def names(self, message_ids: Collection[str]) -> dict[str, str]:
        """Return message → its Message-ID, "" where it has none."""
        found: dict[str, str] = {}
        for some in portions(message_ids):
            wanted = select(Message.id, Message.header_id).where(Message.id.in_(some))
            found.update((row[0], row[1] or "") for row in self._session.execute(wanted))
        return found

    def of_messages(self, message_ids: Collection[str]) -> tuple[PlacementRow, ...]:
        """Return every place of these messages."""
        found = []
        for some in portions(message_ids):
            wanted = (
                select(
                    Placement.folder_id,
                    Placement.uid,
                    Placement.message_id,
                    Placement.flags,
                    Folder.mailbox_id,
                    Folder.role,
                )
                .join(Folder, Folder.id == Placement.folder_id)
                .where(Placement.message_id.in_(some))
                .limit(MOST)
            )
            found += [PlacementRow(**row._mapping) for row in self._session.execute(wanted)]  # noqa: SLF001
        return tuple(found)

    def put(self, folder_id: str, uid: int, message_id: str, flags: int) -> None:
        """Keep that a message lies somewhere."""
        row = {"folder_id": folder_id, "uid": uid, "message_id": message_id, "flags": flags}
        made = upsert(self._session, Placement.__table__).values(**row)  # type: ignore[arg-type]
        self._session.execute(
            made.on_conflict_do_update(
                index_elements=["folder_id", "uid"], set_={"message_id": message_id, "flags": flags}
            )
        )

    def forget(self, folder_id: str, gone: Ranges) -> int:
        """Drop the places of messages that are no longer there; return how many there were."""
        single = [uid for a, b in gone if b - a < WIDE for uid in range(a, b + 1)]
        wide = [(a, b) for a, b in gone if b - a >= WIDE]
        mine = Placement.folder_id == folder_id
        count = 0
        for some in portions(single):
            count += changed_rows(self._session, delete(Placement).where(mine, Placement.uid.in_(some)))
        for a, b in wide:
            count += changed_rows(self._session, delete(Placement).where(mine, Placement.uid.between(a, b)))
        return count

    def tell(self, folder_id: str, told: Mapping[int, int]) -> int:
        """Carry over what the server says of flags (UID → bits); return how many messages that changed.

        What Desk itself still has to tell the server counts as told already. Unread and flagged marks of the
        messages and their conversations follow.
        """
        changed = [
            (uid, message_id, told[uid])
            for uid, message_id, flags in self._flags(folder_id, told)
            if flags != told[uid]
        ]
        if not changed:
            return 0
        run_rows(
            self._session,
            _SET_FLAGS,
            [{"of_folder": folder_id, "of_uid": uid, "told": flags} for uid, _, flags in changed],
        )
        self._mark({message_id: flags for _, message_id, flags in changed})
        return len(changed)

    def _flags(self, folder_id: str, uids: Iterable[int]) -> list[tuple[int, str, int]]:
        rows = read_rows(self._session, _FLAGS, list(uids), folder=folder_id)
        return [(row.uid, row.message_id, row.flags) for row in rows]

    def _mark(self, told: Mapping[str, int]) -> None:
        """Set messages read and flagged as told, as far as Desk has not decided otherwise meanwhile."""
        pending = ServerJobs(self._session).pending_flags(told)
        wanted = {}
        for message_id, flags in told.items():
            add, remove = pending.get(message_id, (0, 0))
            wanted[message_id] = (flags | add) & ~remove
        conversations: set[str] = set()
        rows = []
        for row in read_rows(self._session, _MARKS, wanted):
            now_read, now_flagged = bool(wanted[row.id] & SEEN), bool(wanted[row.id] & FLAGGED)
            if (row.is_read, row.is_flagged) != (now_read, now_flagged):
                rows.append({"of_message": row.id, "now_read": now_read, "now_flagged": now_flagged})
                conversations.add(row.conversation_id)
        run_rows(self._session, _SET_READ, rows)
        now = clock.now()
        Lines(self._session).remark(conversations, now)
        Notices(self._session).read_elsewhere(conversations, now)


def by_folder(rows: Iterable[PlacementRow]) -> dict[str, list[PlacementRow]]:
    """Return places by folder."""
    found: dict[str, list[PlacementRow]] = defaultdict(list)
    for row in rows:
        found[row.folder_id].append(row)
    return dict(found)
