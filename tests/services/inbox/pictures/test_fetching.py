# SPDX-License-Identifier: LicenseRef-Desk
"""Distant pictures come without telling who looks, and only from outside."""

import asyncio
from urllib.parse import urlsplit

import pytest

from desk.errors import Unavailable
from desk.services.inbox.pictures.fetching import MOST_PICTURES, PictureFetcher, kind_of, request_to
from desk.services.providers import Answer, HttpDoor, Lost, Request

PNG = b"\x89PNG\r\n\x1a\nrest"
OUTSIDE = ("93.184.216.34",)


class World:
    """Answers by address; `asked` has what was asked for."""

    def __init__(self, answers, places=OUTSIDE):
        self.answers, self.places, self.asked = answers, places, []

    async def ask(self, request):
        self.asked.append(request)
        parts = urlsplit(request.url)
        answer = self.answers[f"{parts.scheme}://{request.headers['Host']}{parts.path}"]
        if isinstance(answer, Exception):
            raise answer
        return answer

    async def find(self, _host, _port):
        return self.places

    def fetch(self, *addresses):
        fetcher = PictureFetcher(self.ask, self.find)
        return asyncio.run(fetcher.fetch(addresses))


def good(body=PNG, status=200, is_whole=True, **headers):
    return Answer(status=status, headers=headers, body=body, is_whole=is_whole)


def test_a_picture_comes_without_cookies_or_referrer():
    world = World({"https://a.example/x": good()})
    [found] = world.fetch("https://a.example/x", "https://a.example/x")
    assert (found.media_type, found.body) == ("image/png", PNG)
    [request] = world.asked
    names = {name.casefold() for name in request.headers}
    assert not names & {"cookie", "referer", "authorization"}


@pytest.mark.parametrize(
    "place", ["127.0.0.1", "10.0.0.7", "192.168.1.1", "169.254.169.254", "::1", "fd00::1"]
)
def test_nobody_in_our_own_network_is_asked(place):
    world = World({}, (*OUTSIDE, place))
    assert world.fetch("https://a.example/x") == ()
    assert world.asked == []


def test_a_name_that_changes_its_mind_is_asked_for_once():
    told = [OUTSIDE, ("127.0.0.1",), ("127.0.0.1",)]
    world = World({"https://a.example/x": good()})

    async def find(_host, _port):
        return told.pop(0)

    world.find = find
    assert len(world.fetch("https://a.example/x")) == 1
    [request] = world.asked
    assert len(told) == 2
    assert (request.url, request.server_name) == ("https://93.184.216.34/x", "a.example")


def test_each_place_a_picture_moved_to_is_looked_up_and_judged():
    told = [OUTSIDE, ("127.0.0.1",)]
    world = World({"https://a.example/x": good(status=302, location="https://b.example/y")})

    async def find(_host, _port):
        return told.pop(0)

    world.find = find
    assert world.fetch("https://a.example/x") == ()
    assert len(world.asked) == 1


def test_a_request_goes_to_the_number_and_names_the_host():
    plain = request_to("http://a.example:8080/x?q=1#f", "93.184.216.34")
    assert (plain.url, plain.server_name) == ("http://93.184.216.34:8080/x?q=1", "")
    assert plain.headers["Host"] == "a.example:8080"
    new = request_to("https://bücher.example", "2606:4700::1")
    assert new.url == "https://[2606:4700::1]/"
    assert (new.headers["Host"], new.server_name) == ("xn--bcher-kva.example", "xn--bcher-kva.example")


def test_the_door_asks_the_number_by_the_name(monkeypatch):
    heads = []

    async def answer(reader, writer):
        heads.append(await reader.readuntil(b"\r\n\r\n"))
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\nConnection: close\r\n\r\nbody")
        await writer.drain()
        writer.close()

    async def main():
        monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
        server = await asyncio.start_server(answer, "127.0.0.1", 0)
        port = server.sockets[0].getsockname()[1]
        door = HttpDoor(connect_s=5, answer_s=5, connections=1, is_local=True)
        wanted = request_to(f"http://name.invalid:{port}/x", "127.0.0.1")
        got = await door.ask(Request(method="GET", url=wanted.url, headers=wanted.headers))
        await door.close()
        server.close()
        await server.wait_closed()
        return port, got

    port, got = asyncio.run(main())
    assert (got.status, got.body) == (200, b"body")
    assert f"Host: name.invalid:{port}".encode() in heads[0]
    assert heads[0].count(b"ost:") == 1


@pytest.mark.parametrize(
    "address", ["file:///etc/passwd", "ftp://a.example/x", "https:///x", "https://u:p@a.example/x"]
)
def test_only_the_web_is_asked(address):
    assert World({}).fetch(address) == ()


@pytest.mark.parametrize(
    "answer",
    [
        good(b"<svg onload=alert(1)>"),
        good(status=404),
        good(is_whole=False),
        Unavailable("timeout", None),
        Lost("timeout"),
    ],
)
def test_what_is_no_whole_picture_is_left_out(answer):
    assert World({"https://a.example/x": answer}).fetch("https://a.example/x") == ()


def test_a_picture_that_moved_is_followed_a_few_times():
    world = World({"https://a.example/x": good(status=302, location="/y"), "https://a.example/y": good()})
    assert len(world.fetch("https://a.example/x")) == 1
    circle = World({"https://a.example/x": good(status=302, location="/x")})
    assert circle.fetch("https://a.example/x") == ()
    assert len(circle.asked) == 4


def test_so_many_and_no_more():
    world = World({f"https://a.example/{n}": good() for n in range(300)})
    assert len(world.fetch(*world.answers)) == MOST_PICTURES


def test_what_came_is_kept():
    world = World({"https://a.example/x": good()})
    fetcher = PictureFetcher(world.ask, world.find, most=1)

    async def twice():
        await fetcher.fetch(["https://a.example/x"])
        await fetcher.fetch(["https://a.example/x"])

    asyncio.run(twice())
    assert len(world.asked) == 1


def test_kinds_are_known_by_their_bytes():
    assert [kind_of(one) for one in (b"GIF89a", b"\xff\xd8\xff", b"RIFF____WEBP", b"BM", b"<html>")] == [
        "image/gif", "image/jpeg", "image/webp", "image/bmp", "",
    ]  # fmt: skip
