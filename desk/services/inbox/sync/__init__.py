# SPDX-License-Identifier: LicenseRef-Desk
"""Syncing: mail fetched from its servers, and what is done here told to them."""

from typing import TYPE_CHECKING

from desk.doors import opened

if TYPE_CHECKING:
    from desk.services.inbox.sync.account import Credentials
    from desk.services.inbox.sync.folders import Folders
    from desk.services.inbox.sync.intake import File
    from desk.services.inbox.sync.mailboxes import MailboxDraft, Mailboxes
    from desk.services.inbox.sync.placements import PlacementRow, Placements
    from desk.services.inbox.sync.server_jobs import JobRow, ServerJobs
    from desk.services.inbox.sync.taking_in import take_in
    from desk.services.inbox.sync.worker import SyncWorker
else:
    __getattr__ = opened(
        __name__,
        {
            "account": "Credentials",
            "folders": "Folders",
            "intake": "File",
            "mailboxes": "MailboxDraft Mailboxes",
            "placements": "PlacementRow Placements",
            "server_jobs": "JobRow ServerJobs",
            "taking_in": "take_in",
            "worker": "SyncWorker",
        },
    )

__all__ = [
    "Credentials",
    "File",
    "Folders",
    "JobRow",
    "MailboxDraft",
    "Mailboxes",
    "PlacementRow",
    "Placements",
    "ServerJobs",
    "SyncWorker",
    "take_in",
]
