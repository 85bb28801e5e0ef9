# SPDX-License-Identifier: LicenseRef-Desk
"""Runs the making of the sample shop's conversations: mails as they would arrive, filed as every mail is."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email.utils import parseaddr
from typing import Any

from desk.models.identity import CustomerId
from desk.models.mailbox import SEEN
from desk.models.vocabulary import (
    Author,
    Channel,
    Direction,
    DraftKind,
    FolderRole,
    MessageKind,
    PointKind,
)
from desk.resources import path
from desk.services.inbox import (
    Arrival,
    DraftContent,
    DraftPlace,
    Drafts,
    Feedback,
    Filing,
    Folders,
    Handling,
    Line,
    Lines,
    MailboxDraft,
    Mailboxes,
    SmsArrival,
    read_mail,
)
from desk.services.sandbox.sample_letters import sample_mail
from desk.services.sandbox.sample_shop import SampleShop
from desk.services.shop import CustomerCard, Customers, RecordFilter, Records
from desk.services.store import Session

ADDRESS = "contact@atelier-du-rhone.example"
SHOP = f"Atelier du Rhône <{ADDRESS}>"


_WORDS = Feedback(kind=MessageKind.MESSAGE)


@dataclass(slots=True)
class _Talk:
    """One conversation while it is made."""

    subject: str
    other: str
    number: str
    is_sms: bool
    is_newsletter: bool
    id: str = ""
    named: list[str] = field(default_factory=list)

    def filled(self, line: Mapping[str, Any]) -> dict[str, Any]:
        words = {key: line[key].replace("{order}", self.number) for key in ("text", "html") if key in line}
        return {**line, **words, "is_newsletter": self.is_newsletter}


@dataclass(frozen=True, slots=True)
class _Mail:
    """A mail on its way. people: from, to."""

    people: tuple[str, str]
    at: datetime
    role: FolderRole = FolderRole.INBOX
    feedback: Feedback = _WORDS


class SampleMail:
    """Maker of the sample's conversations."""

    def __init__(self, session: Session, shop: SampleShop, now: datetime) -> None:
        self._session = session
        self._shop = shop
        self._now = now
        self._uid = 0
        self._mailbox_id = ""
        self._folders: dict[FolderRole, str] = {}

    def build(self) -> tuple[str, ...]:
        """File every conversation of the story; return their ids."""
        story = tomllib.loads(path("sample_shop/conversations.toml").read_text(encoding="utf-8"))
        self._open_mailbox()
        return tuple(self._conversation(told) for told in story["conversations"])

    def _open_mailbox(self) -> None:
        draft = MailboxDraft(
            name="Atelier du Rhône",
            address=ADDRESS,
            settings={"host": "localhost"},
            is_active=False,
            is_sandbox=True,
        )
        self._mailbox_id = Mailboxes(self._session).create(draft, at=self._now)
        for role in (FolderRole.INBOX, FolderRole.SENT):
            self._folders[role] = (
                Folders(self._session)
                .add(self._mailbox_id, role.value.capitalize(), "/", role, is_synced=False)
                .id
            )

    def _conversation(self, told: Mapping[str, Any]) -> str:
        talk = self._talk(told)
        for line in told["lines"]:
            _HOW[line["how"]](self, talk, talk.filled(line), self._now - timedelta(minutes=line["ago"]))
        self._handle(talk, told)
        return talk.id

    def _talk(self, told: Mapping[str, Any]) -> _Talk:
        is_sms = told.get("channel") == "sms"
        other, number = told.get("sender", ""), ""
        if "customer" in told:
            card = Customers(self._session).get(self._shop.customers[told["customer"]])
            kind = PointKind.PHONE if is_sms else PointKind.EMAIL
            address = card.first_address(kind) or ""
            other = address if is_sms else f"{_quoted(card)} <{address}>"
            number = self._order_of(card.id)
        return _Talk(
            subject=told.get("subject", "").replace("{order}", number),
            other=other,
            number=number,
            is_sms=is_sms,
            is_newsletter=told.get("is_newsletter", False),
        )

    def _order_of(self, customer_id: CustomerId) -> str:
        rows = Records(self._session).page(RecordFilter(kind="order", customer_id=customer_id), limit=1)
        return rows[0].reference if rows else ""

    # ------------------------------------------------------------------------------------ lines

    def _arrives(self, talk: _Talk, line: Mapping[str, Any], at: datetime) -> None:
        self._file(talk, line, _Mail((talk.other, SHOP), at))

    def _leaves(self, talk: _Talk, line: Mapping[str, Any], at: datetime) -> None:
        if talk.is_sms:
            if not talk.id:
                self._begin_sms(talk, at)
            self._write(talk, line, at, Author.OPERATOR)
        else:
            self._file(talk, line, _Mail((SHOP, talk.other), at, FolderRole.SENT))

    def _robot(self, talk: _Talk, line: Mapping[str, Any], at: datetime) -> None:
        self._write(talk, line, at, Author.ROBOT)

    def _note(self, talk: _Talk, line: Mapping[str, Any], at: datetime) -> None:
        Handling(self._session).note(
            talk.id, line["text"], operator_id=self._shop.operators[line["by"]], at=at
        )

    def _bounce(self, talk: _Talk, line: Mapping[str, Any], at: datetime) -> None:
        about = Feedback(kind=MessageKind.BOUNCE, original_message_id=talk.named[-1], is_automatic=True)
        people = ("Mail Delivery <mailer-daemon@example.org>", SHOP)
        self._file(talk, line, _Mail(people, at, feedback=about))

    def _sms(self, talk: _Talk, line: Mapping[str, Any], at: datetime) -> None:
        arrival = SmsArrival(
            sender=talk.other, text=line["text"], at=at, reference=f"sample {talk.other} {at.isoformat()}"
        )
        talk.id = Filing(self._session).file_sms([arrival], self._now).messages[0].conversation_id
        if not line.get("is_unread"):
            Handling(self._session).mark_read([talk.id], by=None, at=at)

    def _begin_sms(self, talk: _Talk, at: datetime) -> None:
        self._sms(
            talk, {"text": "Bonjour, un rendez-vous jeudi serait-il possible ?"}, at - timedelta(hours=2)
        )

    def _file(self, talk: _Talk, line: Mapping[str, Any], mail: "_Mail") -> None:
        header_id, raw = sample_mail(line, mail.people, talk.subject, mail.at, talk.named)
        self._uid += 1
        arrival = Arrival(
            raw=raw,
            mail=read_mail(raw),
            feedback=mail.feedback,
            mailbox_id=self._mailbox_id,
            folder_id=self._folders[mail.role],
            folder_role=mail.role,
            uid=self._uid,
            flags=0 if line.get("is_unread") else SEEN,
            internal_date=mail.at,
        )
        talk.id = Filing(self._session).file([arrival], self._now).messages[0].conversation_id
        talk.named.append(header_id)

    def _write(self, talk: _Talk, line: Mapping[str, Any], at: datetime, author: Author) -> None:
        told = Line(
            conversation_id=talk.id,
            direction=Direction.OUTGOING,
            author=author,
            channel=Channel.SMS if talk.is_sms else Channel.EMAIL,
            operator_id=self._shop.operators[line["by"]] if "by" in line else None,
            at=at,
            sender=ADDRESS,
            sender_name="Atelier du Rhône",
            recipients={"to": [["", talk.other]]},
            text=line["text"],
            is_automatic=author is Author.ROBOT,
        )
        Lines(self._session).add([told], self._now)

    # -------------------------------------------------------------------------- what was done with it

    def _handle(self, talk: _Talk, told: Mapping[str, Any]) -> None:
        handling, now = Handling(self._session), self._now
        if people := self._people(told.get("assigned", ())):
            handling.assign([talk.id], people, by=people[0], at=now)
        if told.get("is_flagged"):
            handling.flag([talk.id], on=True, by=None, at=now)
        if told.get("tags"):
            handling.tag([talk.id], add=told["tags"], by=None, at=now)
        if told.get("is_archived"):
            handling.archive([talk.id], by=None, at=now)
        if "snoozed_for" in told:
            handling.snooze([talk.id], until=now + timedelta(minutes=told["snoozed_for"]), by=None, at=now)
        if "draft" in told:
            place = DraftPlace(
                kind=DraftKind.REPLY,
                conversation_id=talk.id,
                operator_id=self._people([told["draft"]["by"]])[0],
            )
            content = DraftContent(
                to=parseaddr(talk.other)[1], subject=f"Re: {talk.subject}", text=told["draft"]["text"]
            )
            Drafts(self._session).keep(place, content, now)

    def _people(self, keys: Sequence[str]) -> list[str]:
        return [self._shop.operators[key] for key in keys]


_HOW = {
    "arrives": SampleMail._arrives,  # noqa: SLF001 - the words of the story
    "sms": SampleMail._sms,  # noqa: SLF001
    "leaves": SampleMail._leaves,  # noqa: SLF001
    "robot": SampleMail._robot,  # noqa: SLF001
    "note": SampleMail._note,  # noqa: SLF001
    "bounce": SampleMail._bounce,  # noqa: SLF001
}


def build_sample_mail(session: Session, shop: SampleShop, now: datetime) -> tuple[str, ...]:
    """File the sample shop's conversations; return their ids, in the order of the story."""
    return SampleMail(session, shop, now).build()


def _quoted(card: CustomerCard) -> str:
    name = f"{card.first_name} {card.last_name}".strip() or card.company
    return f'"{name}"'
