# SPDX-License-Identifier: LicenseRef-Desk
"""Runs the sandbox's mail server: takes everything, delivers nothing, misbehaves on demand."""

import asyncio
import ssl
from typing import cast

from desk import clock
from desk.errors import DeskError
from desk.models.vocabulary import Channel
from desk.services.sandbox.captured import Capture, Captured, reference_of, subject_of
from desk.services.sandbox.faults import Faults
from desk.services.sandbox.listener import Listener
from desk.services.sandbox.smtp_session import GREETING, Encrypt, HangUp, Keep, Say, SmtpSession, Step, Wait

CHUNK = 1 << 16
LATER = b"451 4.3.0 The sandbox could not keep it\r\n"


class SmtpServer(Listener):
    """A server on loopback; `async with` runs it, `port` says where. context: offers STARTTLS with it."""

    def __init__(
        self, capture: Capture, faults: Faults | None = None, *, context: ssl.SSLContext | None = None
    ) -> None:
        super().__init__()
        self._capture = capture
        self._faults = faults or Faults()
        self._context = context

    async def talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Hold one conversation to its end."""
        session = SmtpSession(self._faults, can_encrypt=self._context is not None)
        writer.write(GREETING.data)
        while data := await reader.read(CHUNK):
            for step in session.feed(data):
                if not await self._do(step, reader, writer):
                    return
            await writer.drain()

    async def _do(self, step: Step, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        """Carry one step out; False ends the conversation."""
        match step:
            case Say(data):
                writer.write(data)
            case Keep():
                writer.write(await self._keep(step))
            case Wait(seconds):
                await self.pause(seconds, reader)
                return seconds is not None
            case Encrypt():
                await self._encrypt(writer)
            case HangUp(is_abrupt):
                if is_abrupt:
                    writer.transport.abort()
                return False
        return True

    async def _encrypt(self, writer: asyncio.StreamWriter) -> None:
        assert self._context is not None
        plain = writer.transport
        await writer.start_tls(self._context)
        if cast("asyncio.WriteTransport | None", writer.transport) is None:
            # WORKAROUND Python 3.11: a client that goes in the handshake leaves a writer without transport.
            writer._transport = plain  # type: ignore[attr-defined]  # noqa: SLF001
            raise ConnectionResetError

    async def _keep(self, step: Keep) -> bytes:
        reference, subject = reference_of(step.raw), subject_of(step.raw)
        try:
            for recipient in step.recipients:
                message = Captured(
                    channel=Channel.EMAIL,
                    sender=step.sender,
                    recipient=recipient,
                    raw=step.raw,
                    at=clock.now(),
                    reference=reference,
                    subject=subject,
                )
                await self._capture(message)
        except DeskError:
            return LATER
        return step.answer
