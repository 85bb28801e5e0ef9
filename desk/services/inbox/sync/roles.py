# SPDX-License-Identifier: LicenseRef-Desk
"""Decides what a server's folders are for, by their marks or by the names that programs give them; pure."""

import unicodedata
from collections.abc import Sequence

from desk.models.vocabulary import FolderRole
from desk.services.inbox.imap import Listed

SYNCED = frozenset({FolderRole.INBOX, FolderRole.SENT, FolderRole.ARCHIVE})
"""What is fetched unless somebody chooses otherwise."""

_MARKS = {
    "sent": FolderRole.SENT,
    "archive": FolderRole.ARCHIVE,
    "trash": FolderRole.TRASH,
    "junk": FolderRole.JUNK,
    "drafts": FolderRole.DRAFTS,
}
_NAMES = {
    FolderRole.SENT: """sent|sent items|sent messages|sent mail|envoyes|messages envoyes|elements envoyes|
        courrier envoye|gesendet|gesendete elemente|gesendete objekte|posta inviata|inviata|enviados|
        elementos enviados|verzonden|verzonden items|wyslane|skickat|odeslane""",
    FolderRole.ARCHIVE: "archive|archives|archiv|archivio|archivo|archiwum|archief|archivage",
    FolderRole.TRASH: """trash|deleted items|deleted messages|deleted|bin|corbeille|elements supprimes|
        messages supprimes|papierkorb|geloschte elemente|cestino|papelera|elementos eliminados|lixo|prullenbak|kosz""",
    FolderRole.JUNK: """junk|spam|junk e-mail|junk email|bulk mail|indesirables|courrier indesirable|pourriel|
        spamverdacht|unerwunscht|posta indesiderata|correo no deseado|ongewenste e-mail|wiadomosci-smieci""",
    FolderRole.DRAFTS: "drafts|draft|brouillons|brouillon|entwurfe|bozze|borradores|rascunhos|concepten|szkice",
}
_BY_NAME = {
    name.strip(): role for role, names in _NAMES.items() for name in names.replace("\n", "").split("|")
}


def roles(folders: Sequence[Listed]) -> dict[str, FolderRole]:
    """Return path → role. Marks decide; names only for a role that nobody is marked with, and once for each."""
    found: dict[str, FolderRole] = {}
    for folder in folders:
        found[folder.path] = _marked(folder)
    for role in _NAMES:
        if role in found.values():
            continue
        named = [one.path for one in folders if found[one.path] is FolderRole.OTHER and _named(one) is role]
        if named:
            found[min(named, key=lambda path: (path.count("/") + path.count("."), len(path)))] = role
    return found


def is_virtual(folder: Listed) -> bool:
    """Whether a folder only shows what lies in others too (Gmail's "All Mail", "Starred")."""
    return bool(folder.marks & {"all", "flagged", "important"})


def _marked(folder: Listed) -> FolderRole:
    if folder.path.upper() == "INBOX":
        return FolderRole.INBOX
    return next((role for mark, role in _MARKS.items() if mark in folder.marks), FolderRole.OTHER)


def _named(folder: Listed) -> FolderRole | None:
    name = folder.path.rpartition(folder.delimiter)[2] if folder.delimiter else folder.path
    plain = unicodedata.normalize("NFKD", name.casefold())
    return _BY_NAME.get("".join(sign for sign in plain if not unicodedata.combining(sign)).strip())
