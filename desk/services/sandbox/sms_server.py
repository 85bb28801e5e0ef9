# SPDX-License-Identifier: LicenseRef-Desk
"""Runs the sandbox's SMS service: POST /messages takes a message, GET /messages/REFERENCE tells of it.

GET /incoming tells what customers "have sent" (?after=ID: since then), POST /incoming lets one send something.
"""

import asyncio
import json
import urllib.parse
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from desk import clock
from desk.errors import DeskError, Refused
from desk.models.identity import new_id
from desk.models.vocabulary import Channel
from desk.services.sandbox.captured import Capture, Captured
from desk.services.sandbox.faults import Fault, FaultKind, Faults
from desk.services.sandbox.incoming import PlayedText
from desk.services.sandbox.listener import Listener

MOST_BYTES = 64 * 1024
PATH = "/messages"
ANSWERS = "/incoming"

Known = Callable[[str], Awaitable[bool]]
"""Tells whether a message with this reference was kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """How the service hears what customers send. told: (id of the last one known) → what came since.

    played: (sender, text) → id; DeskError for what is none.
    """

    told: Callable[[str], Awaitable[tuple[PlayedText, ...]]]
    played: Callable[[str, str], Awaitable[str]]


_REASONS = {
    200: "OK",
    201: "Created",
    400: "Bad Request",
    404: "Not Found",
    405: "Method Not Allowed",
    413: "Content Too Large",
    422: "Unprocessable Content",
    425: "Too Early",
    503: "Service Unavailable",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Call:
    method: str
    path: str
    body: bytes
    query: str = ""


class SmsServer(Listener):
    """A service on loopback; `async with` runs it, `url` says where."""

    def __init__(
        self,
        capture: Capture,
        known: Known,
        faults: Faults | None = None,
        answers: Answers | None = None,
    ) -> None:
        super().__init__()
        self._answers = answers
        self._capture = capture
        self._known = known
        self._faults = faults or Faults()

    @property
    def url(self) -> str:
        """Return where messages are posted."""
        return f"http://127.0.0.1:{self.port}{PATH}"

    @property
    def answers_url(self) -> str:
        """Return where customers' messages are fetched."""
        return f"http://127.0.0.1:{self.port}{ANSWERS}"

    async def talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer requests until one of us hangs up."""
        while True:
            call = await _read(reader)
            if call is None:
                return
            if not await self._answer(call, reader, writer):
                return
            await writer.drain()

    async def _answer(self, call: _Call, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        """Answer one request; False ends the conversation."""
        if call.method == "POST" and call.path == PATH:
            return await self._take(call, reader, writer)
        if call.method == "HEAD" and call.path == PATH:
            writer.write(_response(200, None))
        elif call.method == "GET" and call.path.startswith(f"{PATH}/"):
            reference = urllib.parse.unquote(call.path.removeprefix(f"{PATH}/"))
            writer.write(await self._tell(reference))
        elif call.path == ANSWERS and self._answers is not None:
            writer.write(await self._hear(call, self._answers))
        else:
            writer.write(_response(404, {"error": "no_such_address"}))
        return True

    async def _hear(self, call: _Call, answers: Answers) -> bytes:
        """Hand out what customers sent, or take something as theirs."""
        try:
            if call.method == "GET":
                after = dict(urllib.parse.parse_qsl(call.query)).get("after", "")
                return _response(200, [_told(one) for one in await answers.told(after)])
            said = _object(call.body) if call.method == "POST" else None
            if said is None:
                return _response(400, {"error": "bad_message"})
            id_ = await answers.played(str(said.get("from", "")), str(said.get("text", "")))
        except Refused:
            return _response(422, {"error": "refused"})
        except DeskError:
            return _response(503, {"error": "not_readable"})
        return _response(201, {"id": id_})

    async def _tell(self, reference: str) -> bytes:
        try:
            is_known = await self._known(reference)
        except DeskError:
            return _response(503, {"error": "not_readable"})
        if not is_known:
            return _response(404, {"error": "not_found"})
        return _response(200, {"reference": reference, "status": "sent"})

    async def _take(self, call: _Call, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        message = _message(call.body)
        if message is None:
            writer.write(_response(400, {"error": "bad_message"}))
            return True
        fault = self._faults.due(message.recipient)
        if fault is not None and not await self._suffer(fault, reader, writer):
            return fault.kind in {FaultKind.LATER, FaultKind.REFUSE}
        try:
            await self._capture(message)
        except DeskError:
            writer.write(_response(503, {"error": "not_kept"}))
            return True
        if fault is not None and fault.kind is FaultKind.LOST_ANSWER:
            writer.transport.abort()
            return False
        writer.write(_response(201, {"id": new_id(), "reference": message.reference}))
        return True

    async def _suffer(self, fault: Fault, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        """Misbehave; True when the message is to be kept all the same."""
        match fault.kind:
            case FaultKind.LATER:
                # Of one recipient it says nothing about the account; of all it does.
                writer.write(_response(425 if fault.address else 503, {"error": "later"}))
            case FaultKind.REFUSE:
                writer.write(_response(422, {"error": "refused"}))
            case FaultKind.CUT:
                writer.transport.abort()
            case FaultKind.STALL:
                await self.pause(None, reader)
            case FaultKind.GARBAGE:
                writer.write(b"\x00\xff perhaps\r\n\r\n")
            case FaultKind.SLOW:
                await self.pause(fault.delay_s, reader)
                return True
            case FaultKind.LOST_ANSWER:
                return True
        return False


async def _read(reader: asyncio.StreamReader) -> _Call | None:
    """Read one request; None when the other side hung up or speaks no HTTP that we take."""
    try:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
    except asyncio.IncompleteReadError:
        return None
    first, *lines = head.split("\r\n")
    words = first.split(" ")
    headers = {
        name.strip().lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)
    }
    length = headers.get("content-length", "0")
    if len(words) != 3 or not length.isdecimal() or int(length) > MOST_BYTES:
        return None
    body = await reader.readexactly(int(length))
    path, _, query = words[1].partition("?")
    return _Call(method=words[0], path=path, query=query, body=body)


def _object(body: bytes) -> dict[str, Any] | None:
    try:
        found = json.loads(body)
    except ValueError:
        return None
    return found if isinstance(found, dict) else None


def _told(one: PlayedText) -> dict[str, str]:
    return {"id": one.id, "from": one.sender, "text": one.text, "at": one.at.isoformat()}


def _message(body: bytes) -> Captured | None:
    found = _object(body)
    if found is None:
        return None
    to, sender, text, reference = (found.get(name, "") for name in ("to", "from", "text", "reference"))
    if not to or not all(isinstance(value, str) for value in (to, sender, text, reference)):
        return None
    return Captured(
        channel=Channel.SMS,
        sender=sender,
        recipient=to,
        raw=text.encode(),
        at=clock.now(),
        reference=reference,
    )


def _response(status: int, document: object) -> bytes:
    body = b"" if document is None else json.dumps(document).encode()
    lines = (
        f"HTTP/1.1 {status} {_REASONS[status]}",
        "Content-Type: application/json",
        f"Content-Length: {len(body)}",
    )
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body
