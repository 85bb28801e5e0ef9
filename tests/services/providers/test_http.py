# SPDX-License-Identifier: LicenseRef-Desk
"""The door to HTTP: what left before the barrier is certain, what left after it may be lost."""

import asyncio
import logging

import pytest
import pytest_asyncio

from desk.errors import Misconfigured, Unavailable
from desk.services.providers.http import MOST_BYTES, Barrier, HttpDoor, Lost, Request, Withdrawn
from tests.servers import free_port
from tests.services.providers.certificates import Authority
from tests.services.providers.web import OK, Web, answer

pytestmark = pytest.mark.asyncio


@pytest_asyncio.fixture
async def door():
    made = HttpDoor(connect_s=0.5, answer_s=0.5, connections=4, is_local=True)
    yield made
    await made.close()


def post(url, body=b"hello"):
    return Request(method="POST", url=url, headers={"X-Key": "k"}, body=body)


def barrier(*, opens=True, look=lambda: None):
    seen = []

    async def ask():
        seen.append(look())
        return opens

    made = Barrier(ask)
    made.seen = seen
    return made


async def test_an_answer_is_read_whole(door):
    async with Web(answer(201, {"id": "x1"}, Retry_After=7)) as web:
        found = await door.ask(post(web.url), gate := barrier())
    assert (found.status, found.body, found.is_whole) == (201, b'{"id": "x1"}', True)
    assert found.headers["retry-after"] == "7"
    assert (web.bodies, gate.is_passed, len(gate.seen)) == ([b"hello"], True, 1)
    assert "X-Key: k" in web.heads[0]


async def test_the_body_waits_for_the_barrier(door):
    async with Web() as web:
        await door.ask(post(web.url), gate := barrier(look=lambda: (web.met, bytes(web.bodies and b"x"))))
        assert gate.seen == [(1, b"")]
        assert web.bodies == [b"hello"]


async def test_a_shut_barrier_keeps_the_body_here_and_the_door_works_on(door):
    async with Web() as web:
        with pytest.raises(Withdrawn):
            await door.ask(post(web.url), barrier(opens=False))
        assert web.bodies == []
        assert (await door.ask(post(web.url))).status == 200
        assert web.bodies == [b"hello"]


async def test_a_get_waits_before_anything_is_written(door):
    async with Web() as web:
        gate = barrier(look=lambda: bytes(web.heard))
        await door.ask(Request(method="GET", url=web.url, query={"text": "été & co"}), gate)
        assert gate.seen == [b""]
        assert "GET /messages?text=%C3%A9t%C3%A9+%26+co HTTP" in web.heads[0] or "%20%26%20" in web.heads[0]
        with pytest.raises(Withdrawn):
            await door.ask(Request(method="GET", url=web.url), barrier(opens=False))
        assert len(web.heads) == 1


@pytest.mark.parametrize("reply", ["silence", "cut", b"garbage\r\n\r\n", b"HTTP/1.1 200"])
async def test_an_answer_that_does_not_come_is_lost(door, reply):
    async with Web(reply) as web:
        with pytest.raises(Lost):
            await door.ask(post(web.url), gate := barrier())
    assert gate.is_passed


async def test_before_the_barrier_nothing_is_lost(door):
    gate = barrier()
    with pytest.raises(Unavailable) as failed:
        await door.ask(post(f"http://127.0.0.1:{free_port()}/"), gate)
    assert failed.value.code == "connection_refused"
    assert (gate.is_passed, gate.seen) == (False, [])


async def test_a_connection_that_never_came_about_is_no_lost_answer_even_for_a_get(door):
    gate = barrier()
    with pytest.raises(Unavailable):
        await door.ask(Request(method="GET", url=f"http://127.0.0.1:{free_port()}/"), gate)
    assert gate.is_passed


async def test_an_answer_without_end_is_cut_and_said_to_be(door):
    body = b"x" * (MOST_BYTES + 10_000)
    head = b"HTTP/1.1 500 Oh\r\nContent-Length: %d\r\n\r\n" % len(body)
    async with Web(head + body) as web:
        found = await door.ask(post(web.url))
    assert (found.status, found.is_whole, len(found.body)) == (500, False, MOST_BYTES)


async def test_a_body_that_breaks_off_leaves_the_status(door):
    class Breaking(Web):
        async def _request(self, reader, writer):
            await super()._request(reader, writer)
            await writer.drain()
            return False

    async with Breaking(b"HTTP/1.1 503 Oh\r\nContent-Length: 50\r\n\r\nhalf") as web:
        found = await door.ask(post(web.url))
    assert (found.status, found.is_whole, found.body) == (503, False, b"half")


async def test_redirects_are_not_followed(door):
    async with Web() as other, Web(answer(302, None, Location=other.url)) as web:
        assert (await door.ask(post(web.url))).status == 302
    assert other.heads == []


async def test_slow_handing_over_is_not_taken_for_a_slow_server(door):
    async def slow():
        await asyncio.sleep(0.2)
        return True

    async with Web() as web:
        assert (await door.ask(post(web.url), Barrier(slow))).status == 200


@pytest.mark.parametrize("url", ["ftp://x.example/", "http://", "http://[", "x"])
async def test_an_address_that_is_none(door, url):
    with pytest.raises((Misconfigured, Unavailable)):
        await door.ask(post(url), gate := barrier())
    assert not gate.is_passed


async def test_a_name_that_does_not_exist(door):
    with pytest.raises(Unavailable) as failed:
        await door.ask(post("http://no-such-name.invalid/"))
    assert failed.value.code in {"host_unknown", "connect_timeout", "timeout"}


async def test_a_certificate_that_is_not_right(door, tmp_path, monkeypatch):
    authority = Authority(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(authority.file))
    wrong, _ = authority.context("other.example")
    async with Web(context=wrong) as web:
        with pytest.raises(Misconfigured) as refused:
            await door.ask(post(web.url), gate := barrier())
    assert refused.value.code == "certificate_refused"
    assert (gate.is_passed, web.heads) == (False, [])
    right, _ = authority.context("127.0.0.1")
    async with Web(context=right) as web:
        assert (await door.ask(post(web.url))).status == 200


async def test_addresses_are_not_logged(door, caplog):
    caplog.set_level(logging.INFO)
    async with Web(OK) as web:
        await door.ask(Request(method="GET", url=web.url, query={"to": "+33612345678"}))
    assert "33612345678" not in caplog.text
