# SPDX-License-Identifier: LicenseRef-Desk
"""Writing: drafts, saved replies, and the way of answers into the one outbox."""

from typing import TYPE_CHECKING

from desk.doors import opened

if TYPE_CHECKING:
    from desk.services.inbox.writing.content import MOST_BYTES, MOST_CC, MOST_FILES, is_untranslated
    from desk.services.inbox.writing.drafts import DraftPlace, Drafts
    from desk.services.inbox.writing.holes import holes_in
    from desk.services.inbox.writing.saved_replies import SavedReplies, SavedReplyDraft
    from desk.services.inbox.writing.settling import Settled, Settling
    from desk.services.inbox.writing.settling_watch import Afterwards
    from desk.services.inbox.writing.warning import (
        Circumstances,
        SendWarning,
        WarningKind,
        promises_file,
        warnings,
    )
    from desk.services.inbox.writing.writing import Letter, Sent, Writing
else:
    __getattr__ = opened(
        __name__,
        {
            "content": "MOST_BYTES MOST_CC MOST_FILES is_untranslated",
            "drafts": "DraftPlace Drafts",
            "holes": "holes_in",
            "saved_replies": "SavedReplies SavedReplyDraft",
            "settling": "Settled Settling",
            "settling_watch": "Afterwards",
            "warning": "Circumstances SendWarning WarningKind promises_file warnings",
            "writing": "Letter Sent Writing",
        },
    )

__all__ = [
    "MOST_BYTES",
    "MOST_CC",
    "MOST_FILES",
    "Afterwards",
    "Circumstances",
    "DraftPlace",
    "Drafts",
    "Letter",
    "SavedReplies",
    "SavedReplyDraft",
    "SendWarning",
    "Sent",
    "Settled",
    "Settling",
    "WarningKind",
    "Writing",
    "holes_in",
    "is_untranslated",
    "promises_file",
    "warnings",
]
