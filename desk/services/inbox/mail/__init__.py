# SPDX-License-Identifier: LicenseRef-Desk
"""Reading mail: any bytes become plain values, and their words are told from quotes and signatures."""

from typing import TYPE_CHECKING

from desk.doors import opened

if TYPE_CHECKING:
    from desk.services.inbox.mail.machines import (
        Mark,
        first_word,
        is_answer_of_machine,
        is_forged,
        is_nobody,
        is_to_many,
        mark_of,
        warning_of,
    )
    from desk.services.inbox.mail.mail import Address, Flaw, Mail, Part
    from desk.services.inbox.mail.names import extension, is_dangerous, safe_name
    from desk.services.inbox.mail.page_text import words_of_page
    from desk.services.inbox.mail.quotes import Piece, PieceKind, folded, own_words, preview
    from desk.services.inbox.mail.reading import (
        attachment_bytes,
        attachments_bytes,
        date_of,
        kept_id,
        read_mail,
        weight,
    )
    from desk.services.inbox.mail.senders import SenderWarning, Suspicion, leads_elsewhere, sender_warnings
    from desk.services.inbox.mail.subjects import bare_subject, is_answer, is_passed_on, reply_subject
else:
    __getattr__ = opened(
        __name__,
        {
            "machines": "Mark first_word is_answer_of_machine is_forged is_nobody is_to_many mark_of warning_of",
            "mail": "Address Flaw Mail Part",
            "names": "extension is_dangerous safe_name",
            "page_text": "words_of_page",
            "quotes": "Piece PieceKind folded own_words preview",
            "reading": "attachment_bytes attachments_bytes date_of kept_id read_mail weight",
            "senders": "SenderWarning Suspicion leads_elsewhere sender_warnings",
            "subjects": "bare_subject is_answer is_passed_on reply_subject",
        },
    )

__all__ = [
    "Address",
    "Flaw",
    "Mail",
    "Mark",
    "Part",
    "Piece",
    "PieceKind",
    "SenderWarning",
    "Suspicion",
    "attachment_bytes",
    "attachments_bytes",
    "bare_subject",
    "date_of",
    "extension",
    "first_word",
    "folded",
    "is_answer",
    "is_answer_of_machine",
    "is_dangerous",
    "is_forged",
    "is_nobody",
    "is_passed_on",
    "is_to_many",
    "kept_id",
    "leads_elsewhere",
    "mark_of",
    "own_words",
    "preview",
    "read_mail",
    "reply_subject",
    "safe_name",
    "sender_warnings",
    "warning_of",
    "weight",
    "words_of_page",
]
