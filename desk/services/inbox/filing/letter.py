# SPDX-License-Identifier: LicenseRef-Desk
"""Decides what an arriving mail is to the shop: whose words, from whom, when; pure."""

import hashlib
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from desk.models.mailbox import FLAGGED, SEEN
from desk.models.vocabulary import Author, Direction, FolderRole, MessageKind
from desk.services.channels import unmarked
from desk.services.inbox.filing.arrival import Arrival
from desk.services.inbox.filing.threads import named
from desk.services.inbox.mail import Address, Mail, is_forged, is_nobody, is_to_many

UNFILED = frozenset({FolderRole.TRASH, FolderRole.JUNK, FolderRole.DRAFTS})
"""What lies there is taken in only when it is known already."""
MOST_PARTIES = 8
_OLDEST = datetime(1990, 1, 1, tzinfo=UTC)
_LATE = timedelta(days=2)
_AHEAD = timedelta(minutes=10)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A mail as the shop sees it. other: who is on the other side; parties: everybody outside, folded.

    is_silent: nobody has to see it, it makes nobody wait. is_bulk: it went to many at once.
    """

    position: int
    arrival: Arrival
    header_id: str
    references: tuple[str, ...]
    direction: Direction
    author: Author
    kind: MessageKind
    other: Address
    parties: frozenset[str]
    at: datetime
    is_read: bool
    is_flagged: bool
    is_automatic: bool
    is_anchor: bool

    @property
    def mail(self) -> Mail:
        return self.arrival.mail


def is_of_concern(role: FolderRole) -> bool:
    """Say whether new mail in such a folder is filed at all."""
    return role not in UNFILED


def header_id_of_copy(raw: bytes) -> str:
    """Return the id of a mail whose own Message-ID belongs to another mail already."""
    return f"sha256:{hashlib.sha256(raw).hexdigest()}@copy"


def content_sum(sender: str, text: str, files: Iterable[str]) -> str:
    """Return what makes a mail the same one wherever it lies: who says what, with which files (their sums)."""
    told = "\0".join((sender[:320].casefold(), text, *sorted(files)))
    return hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()


def sum_of(reading: Reading) -> str:
    """Return the `content_sum` of a mail that came in."""
    return _sum_with(reading.mail, reading.mail.text)


def is_told(reading: Reading, content: str) -> bool:
    """Say whether a mail has such a `content_sum`, be it of what was written as text.

    That alone was its text for a Desk that did not look at the page beside it.
    """
    mail = reading.mail
    return sum_of(reading) == content or (bool(mail.plain) and _sum_with(mail, mail.plain) == content)


def _sum_with(mail: Mail, text: str) -> str:
    return content_sum(mail.sender.address, text, (part.sha256 for part in mail.parts))


def read(position: int, arrival: Arrival, ours: Collection[str], now: datetime) -> Reading:
    """Return what a mail is. ours: the shop's own addresses as `unmarked` has them."""
    mail, feedback = arrival.mail, arrival.feedback
    is_outgoing = arrival.folder_role is FolderRole.SENT or (
        unmarked(mail.sender.address) in ours
        and not is_forged(mail.headers)
        and not _to_ourselves(mail, ours, arrival.folder_role)
    )
    is_words = feedback.kind is MessageKind.MESSAGE
    is_bulk = is_sent_to_many(mail)
    others = [one for one in _others(mail, is_outgoing=is_outgoing) if unmarked(one.address) not in ours]
    direction = Direction.OUTGOING if is_outgoing else Direction.INCOMING
    return Reading(
        position=position,
        arrival=arrival,
        header_id=mail.header_id,
        references=_references(arrival),
        direction=direction if is_words else Direction.SYSTEM,
        author=_author(arrival, is_outgoing=is_outgoing),
        kind=feedback.kind,
        other=others[0] if others else (mail.to[0] if is_outgoing and mail.to else mail.sender),
        parties=frozenset(one.address.casefold()[:320] for one in others[:MOST_PARTIES]),
        at=instant_of(arrival, now),
        is_read=is_outgoing or not is_words or feedback.is_automatic or bool(arrival.flags & SEEN),
        is_flagged=bool(arrival.flags & FLAGGED),
        is_automatic=feedback.is_automatic or is_bulk,
        is_anchor=bool(others) or not is_outgoing,
    )


def instant_of(arrival: Arrival, now: datetime) -> datetime:
    """Return when a mail was sent as far as that can be believed, else when it arrived.

    What is unread in the inbox and claims to be old would be shown where nobody looks: there its arrival counts.
    """
    arrived = min(arrival.internal_date or now, now)
    told = arrival.mail.date
    if told is None or told < _OLDEST or told > arrived + _AHEAD:
        return arrived
    is_new = arrival.folder_role is FolderRole.INBOX and not arrival.flags & SEEN
    return arrived if is_new and arrived - told > _LATE else told


def is_sent_to_many(mail: Mail) -> bool:
    """Say whether a mail is a newsletter, or a list's: nobody who wrote it waits for an answer."""
    return is_to_many(mail.headers)


def _to_ourselves(mail: Mail, ours: Collection[str], role: FolderRole) -> bool:
    """Tell what only claims to come from us, such as the shop's own web form: it never left for anybody."""
    outside = (one for one in (*mail.to, *mail.cc) if one.address and unmarked(one.address) not in ours)
    return role is not FolderRole.SENT and next(outside, None) is None


def _others(mail: Mail, *, is_outgoing: bool) -> Iterator[Address]:
    seen: set[str] = set()
    senders: tuple[Address, ...] = () if is_outgoing else (mail.sender, *mail.reply_to)
    if senders and mail.reply_to and _is_form(mail.sender.address):
        senders = (*mail.reply_to, mail.sender)
    for one in (*senders, *mail.to, *mail.cc):
        key = one.address.casefold()
        if key and key not in seen:
            seen.add(key)
            yield one


def _is_form(address: str) -> bool:
    """Say whether whoever is to be answered stands elsewhere."""
    return is_nobody(address) or address.lower().startswith(("mailer", "noreply"))


def _references(arrival: Arrival) -> tuple[str, ...]:
    mail, about = arrival.mail, arrival.feedback.original_message_id
    direct = mail.in_reply_to[:1]
    told = (*mail.references, *direct, *((about,) if about else ()))
    return named([one for one in told if one != mail.header_id]) if told else ()


def _author(arrival: Arrival, *, is_outgoing: bool) -> Author:
    if arrival.feedback.kind is not MessageKind.MESSAGE:
        return Author.SYSTEM
    if not is_outgoing:
        return Author.CUSTOMER
    return Author.ROBOT if arrival.feedback.is_automatic else Author.OPERATOR
