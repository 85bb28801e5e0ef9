# SPDX-License-Identifier: LicenseRef-Desk
"""Decides how a mail stands in its conversation, and how a new conversation begins; pure."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from desk.models.identity import new_id
from desk.models.vocabulary import Channel, Direction, FolderRole, MessageKind
from desk.services.inbox.filing.known import Box
from desk.services.inbox.filing.letter import Reading
from desk.services.inbox.filing.line import Line, LineFile
from desk.services.inbox.filing.matching import Match
from desk.services.inbox.filing.prepared import prepare
from desk.services.inbox.filing.relations import Who
from desk.services.inbox.filing.standing import Spoken, believable_since, first_state, standing_values, summed
from desk.services.inbox.mail import Address, bare_subject

_MOST_SUBJECT = 300


def base_subject(subject: str) -> str:
    """Return a subject without what answering and forwarding put before it."""
    return bare_subject(subject)[:_MOST_SUBJECT]


def line_of(reading: Reading, conversation_id: str, who: Who, box: Box | None) -> Line:
    """Return a mail as a line of its conversation."""
    arrival, mail = reading.arrival, reading.mail
    prepared = arrival.prepared or prepare(mail, arrival.raw)
    is_words = reading.kind is MessageKind.MESSAGE
    is_ours = reading.direction is Direction.OUTGOING
    return Line(
        id=new_id(),
        conversation_id=conversation_id,
        direction=reading.direction,
        author=reading.author,
        kind=reading.kind,
        channel=Channel.EMAIL if is_words else None,
        operator_id=box.operator_id if is_ours and box is not None else None,
        at=reading.at,
        received_at=arrival.internal_date or reading.at,
        customer_id=who.customer_id,
        record_id=next(iter(who.told_records), None),
        mailbox_id=arrival.mailbox_id,
        header_id=reading.header_id,
        references=reading.references,
        parties=reading.parties,
        sender=mail.sender.address,
        sender_name=mail.sender.name,
        recipients=prepared.recipients,
        subject=mail.subject,
        text=mail.text,
        preview=prepared.preview,
        has_html=mail.html is not None,
        size=len(arrival.raw),
        raw_sha256=prepared.raw_sha256,
        is_read=reading.is_read,
        is_flagged=reading.is_flagged,
        is_automatic=reading.is_automatic,
        files=tuple(
            LineFile(
                position=part.position,
                name=part.name,
                media_type=part.media_type,
                size=part.size,
                sha256=part.sha256,
                content_id=part.content_id,
                is_inline=part.is_inline,
            )
            for part in mail.parts
        ),
        detail=_detail(reading),
        texts=prepared.texts,
    )


class First(NamedTuple):
    """A message of a new conversation: as it was read, as it is kept, as the list is concerned with it."""

    reading: Reading
    line: Line
    spoken: Spoken


def first_row(
    lines: Sequence[First],
    who: Mapping[int, Who],
    boxes: Mapping[str, Box],
    match: Match,
    now: datetime,
) -> dict[str, object]:
    """Return the row of a new conversation that consists of `lines`, oldest first."""
    spoken = [one.spoken for one in lines]
    standing = summed(spoken)
    first, line, _ = next((one for one in lines if one.spoken.speaks), lines[0])
    owner = next((one for r, _, _ in lines if (one := who[r.position].owner) is not None), None)
    box = boxes.get(first.arrival.mailbox_id)
    place = (box.location_id if box is not None else None) or (
        owner.location_id if owner is not None else None
    )
    is_put_away = all(r.arrival.folder_role is FolderRole.ARCHIVE for r, _, _ in lines)
    return {
        "id": line.conversation_id,
        "created_at": now,
        "updated_at": now,
        "subject": base_subject(line.subject),
        "channel": Channel.EMAIL,
        "state": first_state(
            standing, now, is_put_away=is_put_away, speaks=any(one.speaks for one in spoken)
        ),
        "customer_id": owner.id if owner is not None else None,
        "correspondent": first.other.address.casefold()[:320],
        "correspondent_name": (owner.name if owner is not None and owner.name else _name(first.other))[:200],
        "record_id": match.record_id,
        "record_choices": list(match.choices),
        "location_id": place,
        "mailbox_id": first.arrival.mailbox_id,
        "language": owner.language if owner is not None else "",
        "tags": [],
        "assignee_ids": [],
        **standing_values(standing),
        "waiting_since": believable_since(standing.waiting_since, now),
    }


def _name(other: Address) -> str:
    return other.name or other.address


def _detail(reading: Reading) -> dict[str, object]:
    detail: dict[str, object] = {}
    if reading.mail.problems:
        detail["warnings"] = list(reading.mail.problems)
    if reading.kind is not MessageKind.MESSAGE:
        detail["code"] = str(reading.kind)
    return detail
