# SPDX-License-Identifier: LicenseRef-Desk
"""Tokens for tokens."""

from datetime import timedelta

import pytest

from desk import clock
from desk.errors import Misconfigured, Unavailable
from desk.services.providers.signing.exchange import Grant, redeem, renewed
from desk.services.providers.signing.tokens import Tokens
from tests.servers import free_port
from tests.services.providers.signing.identity import Identity
from tests.services.providers.web import Web, answer

pytestmark = pytest.mark.asyncio


def tokens(url, **more):
    given = {"access": "", "refresh": "r-1", "expires_at": clock.now(), "token_url": url, "client_id": "c"}
    return Tokens(**{**given, **more})


async def test_fresh_ones_keep_the_old_renewal_unless_there_is_another():
    async with Web(answer(200, {"access_token": "a-2", "expires_in": 60})) as web:
        found = await renewed(tokens(web.url, client_secret="s&=é"))
    assert (found.access, found.refresh) == ("a-2", "r-1")
    assert found.expires_at <= clock.now() + timedelta(seconds=60)
    assert web.bodies == [
        b"grant_type=refresh_token&refresh_token=r-1&client_id=c&client_secret=s%26%3D%C3%A9"
    ]
    async with Web(answer(200, {"access_token": "a-3", "refresh_token": "r-2"})) as web:
        assert (await renewed(tokens(web.url))).refresh == "r-2"


async def test_a_code_is_good_only_with_its_proof():
    async with Identity() as identity:
        grant = Grant(code="guessed", verifier="x" * 50, redirect_uri="http://127.0.0.1:1/")
        with pytest.raises(Misconfigured, match="sign_in_expired"):
            await redeem(identity.client(), grant)
        assert "guessed" not in repr(grant)


@pytest.mark.parametrize("reply", ["silence", "cut", "deaf"])
async def test_a_service_that_does_not_answer_is_tried_later(reply, monkeypatch):
    monkeypatch.setattr("desk.services.providers.signing.exchange.ANSWER_S", 0.1)
    async with Web(reply) as web:
        with pytest.raises(Unavailable, match="sign_in_away"):
            await renewed(tokens(web.url))


async def test_a_service_that_is_not_there_is_tried_later():
    with pytest.raises(Unavailable) as away:
        await renewed(tokens(f"http://127.0.0.1:{free_port()}/token"))
    assert away.value.details["reason"] == "connection_refused"


@pytest.mark.parametrize(
    "document", [None, [], {"access_token": 7}, {"access_token": ""}, {"error": "x" * 999}]
)
async def test_nonsense_is_refused_and_short(document):
    async with Web(answer(200, document)) as web:
        with pytest.raises(Misconfigured) as refused:
            await renewed(tokens(web.url))
    assert refused.value.code == "sign_in_refused"
    assert len(refused.value.details["reason"]) <= 200
