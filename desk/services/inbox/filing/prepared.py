# SPDX-License-Identifier: LicenseRef-Desk
"""Decides beforehand what costs time and asks for no table: the words of a mail, its sum, its first words; pure.

It may be made in another process, which needs nothing but this and the mail.
"""

import hashlib
from dataclasses import dataclass

from desk.services.inbox.mail import Mail, preview
from desk.services.inbox.search.document import Document, texts_of

People = dict[str, list[list[str]]]

_MOST_PEOPLE = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """What was made of a mail. recipients: as `Message.recipients`; texts: what the index keeps."""

    preview: str
    raw_sha256: str
    recipients: People
    texts: tuple[str, str, str, str]


def prepare(mail: Mail, raw: bytes) -> Prepared:
    """Return what filing needs of a mail besides the tables."""
    recipients = _recipients(mail)
    document = Document(
        key=0,
        sender=mail.sender.address[:320],
        sender_name=mail.sender.name[:200],
        recipients=recipients,
        subject=mail.subject[:998],
        text=mail.text,
        files=[part.name[:255] for part in mail.parts],
    )
    return Prepared(
        preview=preview(mail.text),
        raw_sha256=hashlib.sha256(raw).hexdigest(),
        recipients=recipients,
        texts=texts_of(document),
    )


def _recipients(mail: Mail) -> People:
    told = {"to": mail.to, "cc": mail.cc, "reply_to": mail.reply_to}
    return {
        kind: [[one.name, one.address] for one in people[:_MOST_PEOPLE]]
        for kind, people in told.items()
        if people
    }
