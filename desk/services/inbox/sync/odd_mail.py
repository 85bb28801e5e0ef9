# SPDX-License-Identifier: LicenseRef-Desk
"""Decides what is kept of a mail that our own code stumbles over: its bytes, shown as they came; pure.

Nothing of what was understood of it is used, since nobody knows which part of it was the stumbling block.
"""

import hashlib
import re
from dataclasses import replace

from desk.services.inbox.feedback import Feedback
from desk.services.inbox.filing import Arrival, Prepared
from desk.services.inbox.mail import Address, Flaw, Mail
from desk.services.inbox.search import Document, odd_header_id, texts_of

_MOST = 20_000
"""Characters that are shown of it; the raw view has the rest."""
_SHOWN = re.compile(rb"[^\t\n\x20-\x7e]+")
_FROM = re.compile(
    rb"^from:[^\n]{0,200}?\b([a-z0-9._-]{1,64}@[a-z0-9.-]{1,200}[a-z])\b", re.IGNORECASE | re.MULTILINE
)
_SUBJECT = re.compile(rb"^subject:[ \t]*([^\n]{0,300})", re.IGNORECASE | re.MULTILINE)


def odd_mail(raw: bytes) -> Mail:
    """Return a mail as it came: what can be read in plain letters of its source, and no more. Never raises."""
    source = _SHOWN.sub(b"?", raw[:_MOST].replace(b"\r\n", b"\n"))
    head = source.partition(b"\n\n")[0]
    sender, subject = _FROM.search(head), _SUBJECT.search(head)
    return Mail(
        header_id=odd_header_id(hashlib.sha256(raw).hexdigest()),
        sender=Address("", sender[1].decode().lower() if sender else ""),
        subject=subject[1].decode().strip() if subject else "",
        text=source.decode(),
        problems=(Flaw.BAD_STRUCTURE.value,),
    )


def prepared_plainly(mail: Mail, raw: bytes) -> Prepared:
    """Return what filing needs besides: neither its words nor its people are looked into."""
    searched = Document(
        key=0,
        sender=mail.sender.address,
        sender_name="",
        recipients={},
        subject=mail.subject,
        text="",
        is_odd=True,
    )
    return Prepared(
        preview=mail.subject,
        raw_sha256=hashlib.sha256(raw).hexdigest(),
        recipients={},
        texts=texts_of(searched),
    )


def as_it_came(arrival: Arrival) -> Arrival:
    """Return an arrival whose mail is kept as it came."""
    mail = odd_mail(arrival.raw)
    return replace(arrival, mail=mail, feedback=Feedback(), prepared=prepared_plainly(mail, arrival.raw))
