# SPDX-License-Identifier: LicenseRef-Desk
"""The way to a mail server: one blocking connection as commands and answers, with hard limits.

Its reader is our own: imapclient's takes one command at a time, has no limit for a whole answer and drops what
QRESYNC and UIDPLUS say. From imapclient come the parser of nested answers and the coding of folder names.
"""

from typing import TYPE_CHECKING

from desk.doors import opened

if TYPE_CHECKING:
    from desk.services.inbox.imap.answers import MOST_UID, Fetched, Listed, Ranges, Standing, expanded
    from desk.services.inbox.imap.client import Imap, Known
    from desk.services.inbox.imap.folder import Changed, OpenFolder
    from desk.services.inbox.imap.server import Server
else:
    __getattr__ = opened(
        __name__,
        {
            "answers": "MOST_UID Fetched Listed Ranges Standing expanded",
            "client": "Imap Known",
            "folder": "Changed OpenFolder",
            "server": "Server",
        },
    )

__all__ = [
    "MOST_UID",
    "Changed",
    "Fetched",
    "Imap",
    "Known",
    "Listed",
    "OpenFolder",
    "Ranges",
    "Server",
    "Standing",
    "expanded",
]
