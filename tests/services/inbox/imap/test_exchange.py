# SPDX-License-Identifier: LicenseRef-Desk
"""Commands and how they end, several on their way at once."""

import socket
import threading

import pytest

from desk.errors import DeskError, Misconfigured, Rejected, Unavailable
from desk.services.inbox.imap.exchange import Exchange
from desk.services.inbox.imap.wire import Wire


@pytest.fixture
def ends():
    ours, theirs = socket.socketpair()
    wire = Wire(ours, stall_s=1, command_s=2)
    yield Exchange(wire), theirs
    wire.close()
    theirs.close()


def test_ends_that_come_in_another_order_find_their_commands(ends):
    exchange, other = ends
    first, second, third = exchange.begin(b"NOOP", b"STATUS a", b"STATUS b")
    other.sendall(b"* STATUS a ()\r\nd2 OK two\r\nd1 OK one\r\n* STATUS b ()\r\nd3 NO three\r\n")
    assert exchange.reply(first).text == "one"
    assert [answer.line for answer in exchange.reply(second).answers] == [b"* STATUS a ()"]
    assert exchange.reply(third).status == "NO"


@pytest.mark.parametrize(
    ("line", "kind", "code"),
    [
        (b"d1 NO [OVERQUOTA] full", Unavailable, "quota_full"),
        (b"d1 NO Quota exceeded", Unavailable, "quota_full"),
        (b"d1 NO [TRYCREATE] no", Rejected, "folder_missing"),
        (b"d1 NO [NONEXISTENT] no", Rejected, "folder_missing"),
        (b"d1 NO [INUSE] later", Unavailable, "server_busy"),
        (b"d1 NO [PRIVACYREQUIRED] x", Misconfigured, "password_needs_encryption"),
        (b"d1 BAD what", Rejected, "server_refused"),
        (b"* BYE gone", Unavailable, "connection_lost"),
    ],
)
def test_refusals(ends, line, kind, code):
    exchange, other = ends
    other.sendall(line + b"\r\n")
    with pytest.raises(DeskError) as caught:
        exchange.ask(b"X")
    assert (type(caught.value), caught.value.code) == (kind, code)


def test_a_literal_waits_until_it_is_asked_for(ends):
    exchange, other = ends
    heard = []

    def serve():
        heard.append(other.recv(1000))
        other.sendall(b"+ go\r\n")
        heard.append(other.recv(1000))
        other.sendall(b"d1 OK [APPENDUID 1 9] done\r\n")

    server = threading.Thread(target=serve)
    server.start()
    reply = exchange.ask_with(b"APPEND x", b"hello", waits=True)
    server.join()
    assert heard == [b"d1 APPEND x {5}\r\n", b"hello\r\n"]
    assert (reply.code, reply.code_text) == ("APPENDUID", b"1 9")
    other.sendall(b"d2 OK\r\n")
    exchange.ask_with(b"APPEND x", b"hello", waits=False)
    assert other.recv(1000) == b"d2 APPEND x {5+}\r\nhello\r\n"
    other.sendall(b"d3 NO [OVERQUOTA] full\r\n")
    with pytest.raises(Unavailable, match="quota_full"):
        exchange.ask_with(b"APPEND x", b"hello", waits=True)


@pytest.mark.parametrize(
    ("before", "during", "has_news"),
    [
        (b"", b"* 4 EXISTS\r\n", True),
        (b"* 4 EXISTS\r\n", b"", True),
        (b"", b"* OK Still here\r\n", False),
        (b"", b"", False),
    ],
)
def test_news_while_waiting_or_just_before(ends, before, during, has_news):
    exchange, other = ends

    def serve():
        other.recv(100)
        other.sendall(before + b"+ idling\r\n" + during)
        assert other.recv(100) == b"DONE\r\n"
        other.sendall(b"d1 OK\r\n")

    server = threading.Thread(target=serve)
    server.start()
    assert exchange.idle(0.2) is has_news
    server.join()
