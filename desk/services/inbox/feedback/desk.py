# SPDX-License-Identifier: LicenseRef-Desk
"""Keeps what feedback changes: deliveries, addresses, consent and the list of those not to be written to."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from desk.models import Message
from desk.models.vocabulary import Channel, MessageKind
from desk.services.delivery import DeadAddresses, LegPlan, Returned, Sent
from desk.services.inbox.feedback.consent_words import MOST_WORDS, ConsentWords, Said
from desk.services.inbox.feedback.effects import LOOK_BACK, effect_of, line_code, said, worst_of
from desk.services.inbox.feedback.feedback import FailedRecipient, Feedback, StopKind
from desk.services.inbox.feedback.soft_bounces import SoftBounces
from desk.services.inbox.feedback.tracing import Clues, Tracing
from desk.services.inbox.mail import Mail

FAILURES = frozenset({MessageKind.BOUNCE, MessageKind.DELAY})
WISHES = frozenset({StopKind.STOP, StopKind.START})


@dataclass(frozen=True, slots=True, kw_only=True)
class Applicable:
    """A message that was just kept, with what was recognised in it.

    message_id: of its row, None where it has none. sender: who sent it. text: what it says, as proof of what was
    asked for. about: Message-IDs of ours it can be about, most telling first. is_trial: it came out of the sandbox,
    where somebody plays a customer; it says nothing of people.
    """

    feedback: Feedback
    message_id: str | None = None
    conversation_id: str | None = None
    sender: str = ""
    about: tuple[str, ...] = ()
    channel: Channel = Channel.EMAIL
    text: str = ""
    at: datetime | None = None
    is_trial: bool = False

    @classmethod
    def of_mail(
        cls,
        mail: Mail,
        feedback: Feedback,
        message_id: str | None,
        conversation_id: str | None,
        *,
        at: datetime,
    ) -> "Applicable":
        """Return a mail that was read and recognised. at: when it was written, as far as that can be believed."""
        return cls(
            feedback=feedback,
            message_id=message_id,
            conversation_id=conversation_id,
            sender=mail.sender.address,
            about=(*mail.in_reply_to, *reversed(mail.references)),
            text=mail.subject if feedback.kind is MessageKind.UNSUBSCRIBE else mail.text[:MOST_WORDS],
            at=at,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class SystemLine:
    """What the thread shows in the place of a mail that a machine wrote. params: what its sentence names."""

    message_id: str | None
    conversation_id: str | None
    code: str
    params: dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    """What a line names. is_doubted: the report may be made up, and nothing followed from it."""

    params: dict[str, str] = field(default_factory=dict)
    is_doubted: bool = False


class FeedbackDesk:
    """Applies feedback in the transaction that keeps the message; applied twice it changes nothing more."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._returned = Returned(session)
        self._tracing = Tracing(session)
        self._soft = SoftBounces(session)
        self._words = ConsentWords(session)

    def apply(self, arrived: Sequence[Applicable], now: datetime) -> tuple[SystemLine, ...]:
        """Apply each; return the lines of those that are no customer's words, and keep them with their messages."""
        lines = tuple(line for line in (self._apply(one, now) for one in arrived) if line is not None)
        self._keep(lines)
        living = [one for one in arrived if _lives(one) and _is_recent(one, now)]
        for channel in {one.channel for one in living}:
            self._soft.alive(channel, [one.sender for one in living if one.channel is channel])
        return lines

    def _apply(self, one: Applicable, now: datetime) -> SystemLine | None:
        feedback = one.feedback
        told = _Told()
        worst = None
        if feedback.kind in FAILURES:
            worst = worst_of(feedback.recipients)
            told = self._fail(one, now)
            if "delivery_id" not in told.params and feedback.kind is MessageKind.BOUNCE:
                worst = None  # whoever wrote it, Desk does not vouch for what it says of the address
        elif feedback.kind is MessageKind.COMPLAINT:
            told = self._complain(one, now)
        elif _asks(feedback):
            told = _Told(params=self._decide(one, now))
        code = line_code(feedback, worst, is_doubted=told.is_doubted)
        if not code:
            return None
        return SystemLine(
            message_id=one.message_id, conversation_id=one.conversation_id, code=code, params=told.params
        )

    # ------------------------------------------------------------------------------------- failures

    def _fail(self, one: Applicable, now: datetime) -> _Told:
        """Settle what a report names; one that names nothing of ours, as anybody may write it, is only shown."""
        told = _Told(is_doubted=one.feedback.is_forged)
        worst = worst_of(one.feedback.recipients)
        sent = self._tracing.named(self._clues(one, "", now))
        for recipient in one.feedback.recipients:
            is_doubted = sent is not None and self._is_doubted(one.feedback, sent, recipient)
            if sent is not None and not is_doubted:
                self._settle(sent, recipient, now)
            if recipient == worst:
                address = recipient.address or (sent.address if sent else "")
                params = {"address": address, "said": said(recipient)}
                if sent is not None and not is_doubted:
                    params["delivery_id"] = sent.id
                told = _Told(params=params, is_doubted=is_doubted or one.feedback.is_forged)
        return told

    def _is_doubted(self, feedback: Feedback, sent: Sent, recipient: FailedRecipient) -> bool:
        """Say whether somebody who has seen a conversation, and so its mark, may have made up a failure in it."""
        effect = effect_of(recipient.failure)
        if feedback.is_forged or not self._tracing.is_about(sent, recipient.address):
            return feedback.is_forged
        if effect.kills_address and self._tracing.has_written_since(sent, sent.address):
            return True  # an address that answers lives
        return effect.settles and not recipient.address and self._tracing.is_known_to_others(sent)

    def _settle(self, sent: Sent, recipient: FailedRecipient, now: datetime) -> None:
        effect = effect_of(recipient.failure)
        if not effect.settles or not self._tracing.is_about(sent, recipient.address):
            return
        words = said(recipient)
        if not self._returned.bounce(sent.id, words, now) or sent.is_trial:
            return
        if effect.kills_address:
            leg = LegPlan(channel=sent.channel, address=sent.address)
            DeadAddresses(self._session).bury(leg, words, now)
        elif effect.counts_soft:
            self._soft.count(sent, words, now)

    # --------------------------------------------------------------------------------- wishes of people

    def _complain(self, one: Applicable, now: datetime) -> _Told:
        """Note a complaint about a delivery that it names; any other one is only shown.

        So is one that somebody else may have made up who has seen the conversation: about who goes on writing, or
        about nobody by name where several read along. It would shut a customer out for good.
        """
        named = one.feedback.complainant
        sent = self._tracing.named(self._clues(one, "", now))
        if sent is None:
            return _Told(params={"address": named or one.sender}, is_doubted=one.feedback.is_forged)
        is_further = bool(named) and not self._tracing.is_about(sent, named)
        address = named if is_further else sent.address
        if (
            one.feedback.is_forged
            or self._tracing.has_written_since(sent, address)
            or (not named and self._tracing.is_known_to_others(sent))
        ):
            return _Told(params={"address": address}, is_doubted=True)
        self._returned.complain(sent.id, one.text)
        if not sent.is_trial:
            self._words.complained(Channel.EMAIL, address, sent.topic)
        return _Told(params={"address": address, "delivery_id": sent.id})

    def _decide(self, one: Applicable, now: datetime) -> dict[str, str]:
        is_mail = one.channel is Channel.EMAIL
        sent = self._tracing.sent(self._clues(one, one.sender, now)) if is_mail else None
        topic = one.feedback.topic or (sent.topic if sent else "")
        wish = Said(
            channel=one.channel,
            address=one.sender,
            topic=topic,
            wording=one.text,
            at=one.at or now,
            is_trial=one.is_trial,
        )
        decide = self._words.start if one.feedback.stop is StopKind.START else self._words.stop
        topics = decide(wish, now)
        return {"address": one.sender, "topics": " ".join(topics)}

    @staticmethod
    def _clues(one: Applicable, address: str, now: datetime) -> Clues:
        """Return what a mail says about ours; an old one, fetched only now, is about nothing sent lately."""
        named = one.feedback.original_message_id
        return Clues(
            references=(named, *one.about) if named else one.about,
            tokens=one.feedback.tokens,
            address=address if _is_recent(one, now) else "",
            since=now - LOOK_BACK,
        )

    def _keep(self, lines: Sequence[SystemLine]) -> None:
        """Write the lines into their messages' details, where the thread reads them."""
        ids = [line.message_id for line in lines if line.message_id]
        if not ids:
            return
        query = select(Message.id, Message.detail).where(Message.id.in_(ids))
        details = {row.id: row.detail for row in self._session.execute(query)}
        for line in lines:
            if line.message_id in details:
                detail = {**(details[line.message_id] or {}), "code": line.code, **line.params}
                where = Message.id == line.message_id
                self._session.execute(update(Message).where(where).values(detail=detail))


def _asks(feedback: Feedback) -> bool:
    """Whether somebody asks for no more, or for more again; a word in a sentence is for a person to read."""
    if feedback.kind is MessageKind.UNSUBSCRIBE:
        return True
    return feedback.kind is MessageKind.STOP or (
        feedback.kind is MessageKind.MESSAGE and feedback.stop in WISHES
    )


def _lives(one: Applicable) -> bool:
    """Whether somebody, or at least their own mailbox, has written."""
    if one.is_trial or one.feedback.is_forged:
        return False
    return bool(one.sender) and one.feedback.kind in {MessageKind.MESSAGE, MessageKind.OUT_OF_OFFICE}


def _is_recent(one: Applicable, now: datetime) -> bool:
    """Whether a message is news, and not history that is being fetched."""
    return one.at is None or one.at > now - LOOK_BACK
