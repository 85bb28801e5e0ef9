# SPDX-License-Identifier: LicenseRef-Desk
"""Keeps what conversations are about: their customer, record and subject, notes about them, bots kept quiet."""

import re
from collections.abc import Collection, Sequence
from datetime import UTC, datetime

from sqlalchemy import select

from desk.errors import NotFound, Problem, Refused
from desk.models import Customer, Message, Operator, Record
from desk.models.vocabulary import Author, Direction
from desk.services.inbox.filing import Line
from desk.services.inbox.handling.deeds import Deeds
from desk.services.inbox.handling.undo import Before, Undo
from desk.services.inbox.notices import MENTIONED, NoticeDraft, Notices
from desk.services.shop import CUSTOMER_NAME, Deed, needs

FOR_GOOD = datetime(9999, 1, 1, tzinfo=UTC)
MOST_NOTE = 20_000
MOST_SUBJECT = 300
_BREAKS = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")


class Relating(Deeds):
    """What conversations are about."""

    @needs(Deed.TAG)
    def set_customer(
        self, ids: Collection[str], customer_id: str | None, *, by: str | None, at: datetime
    ) -> Undo:
        """Say whose conversations they are; None: nobody's that is known. NotFound for the customer."""
        name = self._name_of(customer_id) if customer_id else ""
        values: dict[str, object] = {"customer_id": customer_id}
        if name:
            values["correspondent_name"] = name[:200]
        before = self._change(self._held(ids), values, at)
        messages = self._relate(before, "customer_id", customer_id)
        lines = self._say(before, "customer", by, at, name=name, customer_id=customer_id or "")
        return Undo(deed="customer", count=len(before), conversations=before, messages=messages, lines=lines)

    @needs(Deed.TAG)
    def set_record(
        self, conversation_id: str, record_id: str | None, *, by: str | None, at: datetime
    ) -> Undo:
        """Say which record a conversation is about; nothing is asked any more. NotFound."""
        row = self._one(conversation_id)
        reference = ""
        if record_id is not None:
            found = self._session.scalar(select(Record.reference).where(Record.id == record_id))
            if found is None:
                raise NotFound("record_not_found", id=record_id)
            reference = found
        before = self._change([row], {"record_id": record_id, "record_choices": []}, at)
        messages = self._relate(before, "record_id", record_id)
        lines = self._say(before, "record", by, at, name=reference) if row.record_id != record_id else ()
        return Undo(deed="record", count=len(before), conversations=before, messages=messages, lines=lines)

    @needs(Deed.TAG)
    def set_subject(self, conversation_id: str, subject: str, *, by: str | None, at: datetime) -> Undo:
        """Call a conversation something else, here only; Refused, NotFound."""
        wanted = subject.strip()
        if not wanted or len(wanted) > MOST_SUBJECT or _BREAKS.search(wanted):
            raise Refused(Problem(code="bad_subject", place="subject"))
        before = self._change([self._one(conversation_id)], {"subject": wanted}, at)
        lines = self._say(before, "subject", by, at, name=wanted)
        return Undo(deed="subject", count=len(before), conversations=before, lines=lines)

    @needs(Deed.REPLY)
    def block_bot(
        self, ids: Collection[str], *, until: datetime | None, by: str | None, at: datetime
    ) -> Undo:
        """Keep bots quiet in conversations until a moment, None: for good; a moment that is past lets them speak."""
        end = until or FOR_GOOD
        is_blocked = end > at
        before = self._change(self._held(ids), {"bot_blocked_until": end if is_blocked else None}, at)
        code = "bot_blocked" if is_blocked else "bot_unblocked"
        lines = self._say(before, code, by, at, **({"until": end.isoformat()} if is_blocked else {}))
        return Undo(deed=code, count=len(before), conversations=before, lines=lines)

    @needs(Deed.NOTE)
    def note(
        self,
        conversation_id: str,
        text: str,
        *,
        operator_id: str | None,
        at: datetime,
        mentions: Sequence[str] = (),
    ) -> str:
        """Write something that stays in the house; whoever is mentioned is told. Return the line's id.

        It has no channel, no address and no delivery: there is no way out for it. Refused("empty_text",
        "too_long", "unknown_operator"), NotFound.
        """
        row = self._one(conversation_id)
        told = list(dict.fromkeys(mentions))
        self._check_note(text, told)
        line = Line(
            conversation_id=row.id,
            direction=Direction.NOTE,
            author=Author.OPERATOR,
            at=at,
            operator_id=operator_id,
            customer_id=row.customer_id,
            record_id=row.record_id,
            text=text.strip(),
            detail={"mentions": told},
        )
        message_id = self._lines.add([line], at)[0]
        who = self._session.scalar(select(Operator.name).where(Operator.id == operator_id)) or ""
        detail = {"who": who, "subject": row.subject, "preview": text.strip()[:200]}
        news = [
            NoticeDraft(
                operator_id=one,
                kind=MENTIONED,
                conversation_id=row.id,
                message_id=message_id,
                detail=detail,
            )
            for one in told
            if one != operator_id
        ]
        Notices(self._session).add(news, at)
        return message_id

    def _check_note(self, text: str, mentions: Sequence[str]) -> None:
        if not text.strip():
            raise Refused(Problem(code="empty_text", place="text"))
        if len(text) > MOST_NOTE:
            raise Refused(Problem(code="too_long", place="text"))
        known = set(self._session.scalars(select(Operator.id).where(Operator.id.in_(mentions))))
        if unknown := [one for one in mentions if one not in known]:
            raise Refused(Problem(code="unknown_operator", place="mentions", details={"id": unknown[0]}))

    def _name_of(self, customer_id: str) -> str:
        found = self._session.execute(
            select(CUSTOMER_NAME).where(Customer.id == customer_id)
        ).scalar_one_or_none()
        if found is None:
            raise NotFound("customer_not_found", id=customer_id)
        return str(found).strip()

    def _relate(self, conversation_ids: Collection[str], column: str, value: str | None) -> dict[str, Before]:
        """Let the messages of conversations follow; return what was there."""
        before: dict[str, Before] = {}
        if conversation_ids:
            query = select(Message.id, getattr(Message, column)).where(
                Message.conversation_id.in_(list(conversation_ids))
            )
            before = {row[0]: {column: row[1]} for row in self._session.execute(query) if row[1] != value}
            self._set_messages(before, **{column: value})
        return before
