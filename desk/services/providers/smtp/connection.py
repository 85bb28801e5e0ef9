# SPDX-License-Identifier: LicenseRef-Desk
"""Runs messages over one greeted connection, with the hand-over barrier between 354 and the body."""

import re
from collections.abc import Sequence
from dataclasses import replace

from desk.errors import Unavailable
from desk.models.vocabulary import AttemptOutcome
from desk.services.channels import Parcel
from desk.services.providers.provider import Blame, HandOver, Receipt
from desk.services.providers.smtp.offer import Offer
from desk.services.providers.smtp.reply import LONGEST_TEXT, Reply, Stage, blame
from desk.services.providers.smtp.settings import SmtpSettings
from desk.services.providers.smtp.wire import Wire

_ADDRESS = re.compile(r"[^\s\x00-\x20\x7f<>\ud800-\udfff]{1,256}@[^\s\x00-\x20\x7f<>@\ud800-\udfff]{1,255}")
_OWNER_MUST_ACT = frozenset({530, 534, 535, 538})
_WANTED = {
    Stage.RSET: (250, 250),
    Stage.MAIL: (250, 250),
    Stage.RCPT: (250, 252),
    Stage.COPY: (250, 252),
    Stage.DATA: (354, 354),
}
_COPIED = re.compile(r"<([^>]*)>")

WITHDRAWN = Receipt(outcome=None, code="withdrawn")


class Connection:
    """One conversation; one message at a time. Unless `is_usable` afterwards, it is to be thrown away."""

    def __init__(self, wire: Wire, offer: Offer, settings: SmtpSettings) -> None:
        self.served = 0
        """How many messages it was given."""
        self.idle_since = 0.0
        self._wire = wire
        self._offer = offer
        self._settings = settings
        self._is_clean = True
        self._needs_reset = False
        self._not_copied: tuple[str, ...] = ()
        """What was said to those further addresses that the server does not take."""

    @property
    def is_usable(self) -> bool:
        """Whether the next message may go this way."""
        return self._is_clean and self._wire.is_ready

    def quit(self) -> None:
        """Take leave."""
        self._wire.quit()

    def abort(self) -> None:
        """Cut the connection now."""
        self._wire.abort()

    async def deliver(self, parcel: Parcel, hand_over: HandOver) -> Receipt:
        """Send one message; every outcome but cancellation is a Receipt."""
        unfit = self._unfit(parcel)
        if unfit:
            return _never(unfit)
        self.served += 1
        self._is_clean = False
        refusal = await self._announce(parcel)
        if refusal is not None:
            return refusal
        if not await hand_over(parcel.delivery_id):
            # Closing without the dot is the one way to take DATA back.
            self.abort()
            return WITHDRAWN
        return await self._hand_in(parcel.body)

    def _unfit(self, parcel: Parcel) -> str:
        """Tell why a parcel cannot go by this server, "" when it can; the last guard before the socket."""
        addresses = (parcel.sender_address or "none@none", parcel.recipient_address, *parcel.copies_to)
        if not all(_ADDRESS.fullmatch(address) for address in addresses):
            return "bad_address"
        if not self._offer.utf8 and not all(address.isascii() for address in addresses):
            return "address_not_ascii"
        body = parcel.body
        if not _has_whole_line_ends(body):
            return "bare_line_end"
        if not self._offer.eight_bit and not body.isascii():
            return "body_not_ascii"
        return "too_big" if 0 < self._offer.most_bytes < len(body) else ""

    async def _announce(self, parcel: Parcel) -> Receipt | None:
        """Go as far as 354; a Receipt when it does not come to that."""
        commands = self._commands(parcel)
        try:
            replies = await self._exchange(commands)
        except Unavailable as broken:
            self.abort()
            return Receipt(outcome=AttemptOutcome.TRANSIENT, code=broken.code)
        refused = []
        for (stage, command), reply in zip(commands, replies, strict=False):
            least, most = _WANTED[stage]
            if least <= reply.code <= most:
                continue
            if stage is not Stage.COPY:
                return self._refused(stage, reply, is_complete=replies[-1].code != 354)
            refused.append(f"{_COPIED.findall(command.decode())[0]} {reply.label}")
        self._not_copied = tuple(refused)
        return None

    def _commands(self, parcel: Parcel) -> list[tuple[Stage, bytes]]:
        parameters = f" SIZE={len(parcel.body)}" if self._offer.size else ""
        if self._offer.eight_bit and not parcel.body.isascii():
            parameters += " BODY=8BITMIME"
        addresses = (parcel.sender_address, parcel.recipient_address, *parcel.copies_to)
        if self._offer.utf8 and not "".join(addresses).isascii():
            parameters += " SMTPUTF8"
        commands = [
            (Stage.MAIL, f"MAIL FROM:<{parcel.sender_address}>{parameters}\r\n".encode()),
            (Stage.RCPT, f"RCPT TO:<{parcel.recipient_address}>\r\n".encode()),
            *((Stage.COPY, f"RCPT TO:<{address}>\r\n".encode()) for address in parcel.copies_to),
            (Stage.DATA, b"DATA\r\n"),
        ]
        return [(Stage.RSET, b"RSET\r\n"), *commands] if self._needs_reset else commands

    async def _exchange(self, commands: Sequence[tuple[Stage, bytes]]) -> Sequence[Reply]:
        limit_s = self._settings.command_s
        if self._offer.pipelining:
            self._wire.write(b"".join(command for _, command in commands))
            return await self._wire.replies(len(commands), limit_s)
        replies: list[Reply] = []
        for stage, command in commands:
            self._wire.write(command)
            replies += await self._wire.replies(1, limit_s)
            if replies[-1].code >= 400 and stage is not Stage.COPY:
                break
        return replies

    def _refused(self, stage: Stage, reply: Reply, *, is_complete: bool) -> Receipt:
        # A 354 after a refusal would want a dot; no dot is ever sent for a message that was refused.
        self._is_clean = is_complete and reply.code >= 400 and reply.code != 421
        self._needs_reset = True
        if not self._is_clean:
            self.abort()
        return _answer(stage, reply, handed_over=False)

    async def _hand_in(self, body: bytes) -> Receipt:
        if not self._wire.is_ready:
            # Nothing of the body left, so this is certain, although it was recorded as handed over.
            self.abort()
            return Receipt(outcome=AttemptOutcome.TRANSIENT, code="connection_lost", handed_over=True)
        self._wire.write(_stuffed(body), is_message=True)
        try:
            reply = (await self._wire.replies(1, self._settings.dot_s))[0]
        except Unavailable as broken:
            self.abort()
            return Receipt(outcome=AttemptOutcome.LOST, code=broken.code, handed_over=True)
        if self._wire.is_cut_short and reply.code < 400:
            # It said yes to half a message; the dot never left, yet nobody knows what it did with that half.
            return Receipt(outcome=AttemptOutcome.LOST, code=reply.label, reply=reply.text, handed_over=True)
        self._needs_reset = False
        self._is_clean = reply.code != 421
        return self._with_copies(_answer(Stage.DOT, reply, handed_over=True))

    def _with_copies(self, receipt: Receipt) -> Receipt:
        """Return a receipt that also says who of the further addresses was not taken."""
        if not self._not_copied or receipt.outcome is not AttemptOutcome.ACCEPTED:
            return receipt
        told = f"{receipt.reply} (not to {', '.join(self._not_copied)})"
        return replace(receipt, reply=told[:LONGEST_TEXT])


def _has_whole_line_ends(body: bytes) -> bool:
    """Whether every CR has its LF and every LF its CR: with whole ends only, the lines joined are the body."""
    lines = body.splitlines()
    ends = len(lines) if body.endswith((b"\r", b"\n")) else len(lines) - 1
    return not lines or sum(map(len, lines)) + 2 * ends == len(body)


def _stuffed(body: bytes) -> bytes:
    """Return the body as it goes over the wire: dots doubled, ended by CRLF, then the final dot."""
    last = body.rfind(b".") + 1  # the alphabet of base64 has no dot: there only the head is searched
    stuffed = body[:last].replace(b"\r\n.", b"\r\n..") + body[last:]
    if stuffed.startswith(b"."):
        stuffed = b"." + stuffed
    return stuffed + (b".\r\n" if stuffed.endswith(b"\r\n") or not stuffed else b"\r\n.\r\n")


def _never(code: str) -> Receipt:
    return Receipt(outcome=AttemptOutcome.PERMANENT, code=code)


def _answer(stage: Stage, reply: Reply, *, handed_over: bool) -> Receipt:
    """Turn the server's words into a receipt."""
    if stage is Stage.DOT and 200 <= reply.code < 300:
        return Receipt(
            outcome=AttemptOutcome.ACCEPTED,
            code=reply.label,
            reply=reply.text,
            reference=reply.queue_id,
            handed_over=True,
        )
    if reply.code < 400:
        # Not an answer to what was asked: after the body nobody knows what became of it.
        outcome = AttemptOutcome.LOST if handed_over else AttemptOutcome.TRANSIENT
        return Receipt(outcome=outcome, code=reply.label, reply=reply.text, handed_over=handed_over)
    whose = blame(stage, reply)
    is_final = reply.code in _OWNER_MUST_ACT if whose is Blame.ACCOUNT else reply.code >= 500
    return Receipt(
        outcome=AttemptOutcome.PERMANENT if is_final else AttemptOutcome.TRANSIENT,
        code=reply.label,
        reply=reply.text,
        blame=whose,
        handed_over=handed_over,
    )
