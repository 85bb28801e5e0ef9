# SPDX-License-Identifier: LicenseRef-Desk
"""Responses as they come over a socket: in any pieces, of any size, never too long."""

import socket
import threading

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desk.errors import Unavailable
from desk.services.inbox.imap import wire as module
from desk.services.inbox.imap.wire import Wire


@pytest.fixture
def ends():
    ours, theirs = socket.socketpair()
    wire = Wire(ours, stall_s=0.3, command_s=0.6)
    yield wire, theirs
    wire.close()
    theirs.close()


def test_literals_of_every_size_between_lines(ends):
    wire, other = ends
    for size in (0, 1, 100, module.CHUNK - 3, module.CHUNK * 3 + 17):
        body = bytes(size % 251 for _ in range(1)) * size
        data = b"* 1 FETCH (BODY[] {%d}\r\n" % size + body + b" X)\r\nd1 OK\r\n"
        sender = threading.Thread(target=other.sendall, args=(data,))
        sender.start()
        answer = wire.read()
        assert answer.literals == (body,)
        assert answer.texts[1] == b" X)"
        assert wire.read().line == b"d1 OK"
        sender.join()
        assert wire.is_quiet


@settings(max_examples=40)
@given(st.lists(st.binary(max_size=40), min_size=1, max_size=4), st.lists(st.integers(1, 30), max_size=12))
def test_cut_in_any_pieces_it_says_the_same(literals, cuts):
    data = b"".join(b"x {%d}\r\n" % len(one) + one for one in literals) + b" end\r\n"
    ours, theirs = socket.socketpair()
    wire = Wire(ours, stall_s=2, command_s=5)

    def send():
        at = 0
        for size in [*cuts, len(data)]:
            theirs.sendall(data[at : at + size])
            at += size
            if at >= len(data):
                return

    sender = threading.Thread(target=send)
    sender.start()
    # A literal's own last bytes may look like a mark only on a line of text.
    answer = wire.read()
    assert answer.literals[: len(literals)] == tuple(literals)
    sender.join()
    wire.close()
    theirs.close()


def test_one_that_is_too_big_is_passed_over(ends, monkeypatch):
    monkeypatch.setattr(module, "BIGGEST_LITERAL", 10)
    wire, other = ends
    other.sendall(b"a {20}\r\n" + b"x" * 20 + b" b\r\nd1 OK\r\n")
    answer = wire.read()
    assert answer.literals == (None,)
    assert wire.read().line == b"d1 OK"


def test_silence_cuts_and_endless_lines(ends, monkeypatch):
    wire, _ = ends
    with pytest.raises(Unavailable, match="timeout"):
        wire.read()
    ours, theirs = socket.socketpair()
    wire = Wire(ours)
    theirs.sendall(b"half")
    theirs.close()
    with pytest.raises(Unavailable, match="connection_lost"):
        wire.read()
    monkeypatch.setattr(module, "LONGEST_LINE", 1000)
    ours, theirs = socket.socketpair()
    wire = Wire(ours)
    theirs.sendall(b"x" * 2000)
    theirs.close()
    with pytest.raises(Unavailable, match=r"garbled|connection_lost"):
        wire.read()


def test_waiting_and_being_interrupted(ends):
    wire, other = ends
    assert wire.wait(0.01) is False
    other.sendall(b"* 3 EXISTS\r\n")
    assert wire.wait(1) is True
    assert wire.read().line == b"* 3 EXISTS"
    threading.Timer(0.05, wire.interrupt).start()
    with pytest.raises(Unavailable, match="connection_lost"):
        wire.wait(10)


def test_writing_to_nobody(ends):
    wire, other = ends
    other.close()
    with pytest.raises(Unavailable, match="connection_lost"):
        wire.write(b"x" * 10_000_000)


def test_the_system_asks_a_silent_server_whether_it_is_there():
    with socket.create_server(("127.0.0.1", 0)) as server, module.dial(*server.getsockname()) as line:
        assert line.getsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE)
        if hasattr(socket, "TCP_KEEPIDLE"):
            assert line.getsockopt(socket.IPPROTO_TCP, socket.TCP_KEEPIDLE) == 30
