# SPDX-License-Identifier: LicenseRef-Desk
"""Distant pictures come without telling who looks, and only from outside."""

import asyncio

import pytest

from desk.errors import Unavailable
from desk.services.inbox.pictures.fetching import MOST_PICTURES, PictureFetcher, kind_of
from desk.services.providers import Answer, Lost

PNG = b"\x89PNG\r\n\x1a\nrest"
OUTSIDE = ("93.184.216.34",)


class World:
    """Answers by address; `asked` has what was asked for."""

    def __init__(self, answers, places=OUTSIDE):
        self.answers, self.places, self.asked = answers, places, []

    async def ask(self, request):
        self.asked.append(request)
        answer = self.answers[request.url]
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
