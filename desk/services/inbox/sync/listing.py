# SPDX-License-Identifier: LicenseRef-Desk
"""Runs the comparison of a server's folders with those that are known: new ones, renamed ones, ones that went."""

import logging
from collections.abc import Mapping, Sequence

from desk.errors import Rejected
from desk.models.vocabulary import FolderRole
from desk.services.inbox.imap import Imap, Listed
from desk.services.inbox.mail import read_mail
from desk.services.inbox.rows import FolderRow
from desk.services.inbox.sync import renaming, roles
from desk.services.inbox.sync.folders import Folders
from desk.services.inbox.sync.placements import Placements
from desk.services.store import Change, Database, Session

log = logging.getLogger(__name__)

SAMPLE = 10
"""So many of the newest messages are compared before a folder is taken for another one renamed."""


def learn(db: Database, imap: Imap, mailbox_id: str) -> tuple[FolderRow, ...]:
    """Bring the known folders in line with the server's list; return them. Messages are never touched."""
    found = [one for one in imap.folders() if one.is_selectable]
    wanted = roles.roles(found)
    known = db.read_now(lambda session: Folders(session).of(mailbox_id))
    here = {_same_inbox(one.path): one for one in found}
    gone = [row for row in known if _same_inbox(row.path) not in here]
    appeared = {
        path: one for path, one in here.items() if path not in {_same_inbox(row.path) for row in known}
    }
    renamed = _renamed(db, imap, known, gone, list(appeared)) if gone and appeared else {}
    changed_roles = [
        (row.id, wanted[here[path].path])
        for row in known
        if (path := _same_inbox(row.path)) in here and row.role != wanted[here[path].path]
    ]
    if not (gone or appeared or changed_roles):
        return known

    def work(session: Session) -> tuple[FolderRow, ...]:
        folders = Folders(session)
        for folder_id, path in renamed.items():
            folders.rename(folder_id, path)
        folders.remove([row.id for row in gone if row.id not in renamed])
        for folder_id, role in changed_roles:
            folders.set_role(folder_id, role)
        for path, one in appeared.items():
            if path not in renamed.values():
                _add(folders, mailbox_id, one, wanted[one.path])
        return folders.of(mailbox_id)

    return db.write_now(work, Change.MAILBOXES)


def _add(folders: Folders, mailbox_id: str, one: Listed, role: FolderRole) -> None:
    is_synced = role in roles.SYNCED and not roles.is_virtual(one)
    folders.add(mailbox_id, one.path, one.delimiter, role, is_synced=is_synced)


def _renamed(
    db: Database, imap: Imap, known: Sequence[FolderRow], gone: Sequence[FolderRow], appeared: Sequence[str]
) -> Mapping[str, str]:
    """Return folder id → its new path, for folders of which what lies in them says so."""
    found: dict[str, str] = {}
    told = imap.standings(appeared)
    for row, paths in renaming.candidates(gone, told):
        is_only_one = renaming.numbered_alike(row, known, told) == 0
        ours = db.read_now(lambda session, of=row.id: Placements(session).header_ids(of, SAMPLE))  # type: ignore[misc]
        for path in paths:
            theirs = _header_ids(imap, path, ours)
            if path not in found.values() and renaming.is_same(ours, theirs, is_only_one=is_only_one):
                found[row.id] = path
                log.info("the folder %s has another name now", row.id)
                break
    return found


def _header_ids(imap: Imap, path: str, wanted: Mapping[int, str]) -> dict[int, str]:
    """Return UID → Message-ID as the server has them, as far as the headers alone say."""
    if not wanted:
        return {}
    try:
        opened = imap.select(path)
    except Rejected:
        return {}
    heads = opened.heads([tuple(wanted)])
    theirs = {m.uid: read_mail(m.raw).header_id for m in heads if m is not None and m.raw}
    # One made from the bytes of the whole mail cannot be compared by its header.
    return {uid: told for uid, told in theirs.items() if not wanted[uid].startswith("sha256:")}


def _same_inbox(path: str) -> str:
    return "INBOX" if path.upper() == "INBOX" else path
