# SPDX-License-Identifier: LicenseRef-Desk
"""Signing in by browser, against an identity provider of our own."""

import asyncio
import contextlib

import httpx
import pytest

from desk.errors import Misconfigured, Unavailable
from desk.services.providers import BrowserSignIn, PageWords
from tests.services.providers.signing.identity import Identity, browse

pytestmark = pytest.mark.asyncio


class Window:
    """What opens the page, as a person would; `shown`: what the browser shows in the end."""

    def __init__(self, visit=browse):
        self.visit, self.tasks, self.urls = visit, [], []

    def __call__(self, url):
        self.urls.append(url)
        self.tasks.append(asyncio.create_task(self.visit(url)))

    async def shown(self):
        return await self.tasks[0]


async def test_a_person_signs_in():
    window = Window()
    async with Identity(client_secret="from-the-console") as identity:
        words = PageWords(done="C’est fait <b>.")
        tokens = await BrowserSignIn(identity.client(), address="a@x.fr", words=words).run(window)
        page = await window.shown()
    assert tokens.access in identity.valid
    assert tokens.refresh.startswith("refresh-")
    assert (page.status_code, "C’est fait &lt;b&gt;." in page.text) == (200, True)
    assert page.headers["cache-control"] == "no-store"
    asked = identity.pages[0]
    assert (asked["login_hint"], asked["scope"]) == ("a@x.fr", "mail offline")
    assert asked["redirect_uri"].startswith("http://127.0.0.1:")
    assert len(identity.asked[0]["code_verifier"]) >= 43


async def test_a_service_that_knows_localhost_only_comes_back_there():
    window = Window()
    async with Identity() as identity:
        client = identity.client(redirect_host="localhost", extra={"prompt": "select_account"})
        await BrowserSignIn(client).run(window)
        await window.shown()
    assert identity.pages[0]["redirect_uri"].startswith("http://localhost:")
    assert identity.pages[0]["prompt"] == "select_account"


async def test_saying_no_is_told():
    window = Window()
    async with Identity() as identity:
        identity.mood = "deny"
        with pytest.raises(Misconfigured) as refused:
            await BrowserSignIn(identity.client()).run(window)
        page = await window.shown()
    assert (refused.value.code, refused.value.details) == ("sign_in_denied", {"reason": "access_denied"})
    assert "not allowed" in page.text


async def test_a_service_in_trouble_is_tried_later():
    async with Identity() as identity:
        identity.mood = "away"
        with pytest.raises(Unavailable, match="sign_in_away"):
            await BrowserSignIn(identity.client()).run(Window())


async def test_an_answer_with_another_state_changes_nothing():
    window = Window()
    async with Identity() as identity:
        identity.mood = "strange"
        with pytest.raises(Unavailable, match="sign_in_timeout"):
            await BrowserSignIn(identity.client(), wait_s=0.5).run(window)
        page = await window.shown()
    assert page.status_code == 400
    assert identity.asked == []


async def test_a_strange_answer_before_the_right_one_does_not_disturb():
    async def visit(url):
        redirect = httpx.URL(url).params["redirect_uri"]
        seen = [
            (await browse(f"{redirect}?state=guessed&code=evil")).status_code,
            (await browse(f"{redirect}favicon.ico")).status_code,
            (await browse(f"{redirect}?error=access_denied")).status_code,
        ]
        async with httpx.AsyncClient(trust_env=False) as other:
            seen.append((await other.post(redirect, content=b"x")).status_code)
        reader, writer = await asyncio.open_connection("127.0.0.1", httpx.URL(redirect).port)
        writer.write(b"\x16\x03\x01 nonsense\r\n\r\n")
        with contextlib.suppress(ConnectionError):
            await reader.read()
        writer.close()
        await browse(url)
        return seen

    window = Window(visit)
    async with Identity() as identity:
        tokens = await BrowserSignIn(identity.client()).run(window)
        assert await window.shown() == [400, 404, 400, 405]
    assert tokens.access in identity.valid


async def test_a_closed_browser_ends_the_waiting():
    async with Identity() as identity:
        with pytest.raises(Unavailable, match="sign_in_timeout"):
            await BrowserSignIn(identity.client(), wait_s=0.05).run(lambda _url: None)


async def test_cancelling_closes_the_listener():
    urls = []
    async with Identity() as identity:
        task = asyncio.create_task(BrowserSignIn(identity.client()).run(urls.append))
        while not urls:
            await asyncio.sleep(0.005)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
    port = httpx.URL(httpx.URL(urls[0]).params["redirect_uri"]).port
    with pytest.raises(OSError):
        await asyncio.open_connection("127.0.0.1", port)


@pytest.mark.parametrize(
    ("mood", "kind", "code"),
    [
        ("invalid_grant", Misconfigured, "sign_in_expired"),
        ("invalid_client", Misconfigured, "sign_in_client"),
        ("unauthorized_client", Misconfigured, "sign_in_client"),
        ("invalid_scope", Misconfigured, "sign_in_refused"),
        ("page", Misconfigured, "sign_in_refused"),
        ("short", Misconfigured, "sign_in_short"),
        ("away", Unavailable, "sign_in_away"),
        ("slow_down", Unavailable, "sign_in_away"),
    ],
)
async def test_a_code_that_gives_no_tokens(mood, kind, code):
    async with Identity() as identity:
        identity.token_mood = mood
        with pytest.raises(kind) as failed:
            await BrowserSignIn(identity.client()).run(Window())
    assert failed.value.code == code


async def test_a_slow_token_endpoint_is_given_up(monkeypatch):
    monkeypatch.setattr("desk.services.providers.signing.exchange.ANSWER_S", 0.1)
    monkeypatch.setattr("desk.services.providers.signing.exchange.CONNECT_S", 0.1)
    async with Identity() as identity:
        identity.token_mood = "silence"
        with pytest.raises(Unavailable, match="sign_in_away"):
            await BrowserSignIn(identity.client()).run(Window())
