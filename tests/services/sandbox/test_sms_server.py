# SPDX-License-Identifier: LicenseRef-Desk
"""The sandbox's SMS service as any client sees it."""

import asyncio
import json

import pytest

from desk.errors import Unavailable
from desk.models.vocabulary import Channel
from desk.services.sandbox import Fault, FaultKind, Faults, SmsServer

pytestmark = pytest.mark.asyncio


class Service:
    def __init__(self, *faults, error=None):
        self.kept = []
        self.error = error
        self.server = SmsServer(self._keep, self._knows, Faults(faults))

    async def _keep(self, message):
        if self.error:
            raise self.error
        self.kept.append(message)

    async def _knows(self, reference):
        if self.error:
            raise self.error
        return any(message.reference == reference for message in self.kept)

    async def ask(self, *requests):
        """Send raw requests over one connection; return (status, document) of each answer."""
        reader, writer = await asyncio.open_connection("127.0.0.1", self.server.port)
        answers = []
        for request in requests:
            writer.write(request)
            head = (await reader.readuntil(b"\r\n\r\n")).decode()
            length = int(head.lower().partition("content-length:")[2].split()[0])
            body = await reader.readexactly(length)
            answers.append((int(head.split()[1]), json.loads(body) if body else None))
        writer.close()
        await writer.wait_closed()
        return answers


def post(document, path="/messages"):
    body = document if isinstance(document, bytes) else json.dumps(document).encode()
    return f"POST {path} HTTP/1.1\r\nHost: x\r\ncontent-length: {len(body)}\r\n\r\n".encode() + body


def get(path):
    return f"GET {path} HTTP/1.1\r\nHost: x\r\n\r\n".encode()


TEXT = {"to": "+33612345678", "from": "ATELIER", "text": "Bonjour é", "reference": "r/1"}


async def test_a_message_is_kept_and_found():
    service = Service()
    async with service.server:
        answers = await service.ask(get("/messages/r%2F1"), post(TEXT), get("/messages/r%2F1?x=1"))
    assert [status for status, _ in answers] == [404, 201, 200]
    assert answers[1][1]["reference"] == "r/1"
    (kept,) = service.kept
    assert (kept.channel, kept.sender, kept.recipient) == (Channel.SMS, "ATELIER", "+33612345678")
    assert (kept.raw.decode(), kept.reference) == ("Bonjour é", "r/1")


@pytest.mark.parametrize(
    "document", [b"", b"{", b"[]", b'{"to": ""}', b'{"to": 3}', b'{"to": "x", "text": 3}', b"\xff"]
)
async def test_what_is_no_message_is_refused(document):
    service = Service()
    async with service.server:
        ((status, _),) = await service.ask(post(document))
    assert (status, service.kept) == (400, [])


async def test_other_addresses_are_not_there():
    service = Service()
    async with service.server:
        answers = await service.ask(get("/"), post(TEXT, "/other"), get("/messages"))
    assert [status for status, _ in answers] == [404, 404, 404]


@pytest.mark.parametrize(
    "junk",
    [
        b"hello\r\n\r\n",
        b"POST /messages HTTP/1.1\r\nContent-Length: many\r\n\r\n",
        b"POST /messages HTTP/1.1\r\nContent-Length: 99999999\r\n\r\n",
        b"x" * 100_000,
    ],
)
async def test_what_is_no_request_ends_the_conversation(junk):
    service = Service()
    async with service.server:
        reader, writer = await asyncio.open_connection("127.0.0.1", service.server.port)
        writer.write(junk)
        try:
            rest = await asyncio.wait_for(reader.read(), 60)
        except ConnectionResetError:
            rest = b""
        writer.close()
    assert rest == b""


async def test_what_cannot_be_read_is_not_said_to_be_unknown():
    service = Service(error=Unavailable("database_busy"))
    async with service.server:
        ((status, _),) = await service.ask(get("/messages/r1"))
    assert status == 503


async def test_what_could_not_be_kept_is_not_said_to_be():
    service = Service(error=Unavailable("disk_full"))
    async with service.server:
        ((status, _),) = await service.ask(post(TEXT))
    assert status == 503


@pytest.mark.parametrize(
    ("fault", "status"),
    [
        (Fault(kind=FaultKind.LATER), 503),
        (Fault(kind=FaultKind.LATER, address="+33612345678"), 425),
        (Fault(kind=FaultKind.REFUSE), 422),
    ],
)
async def test_refusals_leave_the_connection_open(fault, status):
    service = Service(fault)
    async with service.server:
        answers = await service.ask(post(TEXT), post(TEXT))
    assert [one for one, _ in answers] == [status, status]
    assert service.kept == []
