# SPDX-License-Identifier: LicenseRef-Desk
"""What proves an account: passwords as they are kept, tokens renewed in time."""

import asyncio
import threading
from datetime import timedelta

import pytest
import pytest_asyncio

from desk import clock
from desk.errors import Misconfigured, Unavailable
from desk.services.providers import BearerToken, BrowserSignIn, Password, SignIn, Signing, kept_secret
from desk.services.store import Secrets
from tests.services.providers.signing.identity import Identity, browse

pytestmark = pytest.mark.asyncio

OAUTH = {"sign_in": "oauth2", "secret": "mail:1"}


@pytest_asyncio.fixture
async def identity():
    async with Identity() as made:
        yield made


async def signed_in(identity, name="mail:1"):
    """Sign in by browser and keep it; return what a new process knows."""
    tasks = []
    tokens = await BrowserSignIn(identity.client()).run(
        lambda url: tasks.append(asyncio.create_task(browse(url)))
    )
    await tasks[0]
    await asyncio.to_thread(Signing().keep, name, tokens)
    return Signing()


async def test_a_password_is_given_as_it_is_kept():
    Secrets().set("box1", "c4nary")
    found = await Signing().credential("box1", {"sign_in": "password"})
    assert found == Password(text="c4nary")
    assert "c4nary" not in repr(found)


async def test_several_accounts_share_one_secret():
    Secrets().set("mail:1", "c4nary")
    assert await Signing().credential("box1", {"secret": "mail:1"}) == Password(text="c4nary")
    assert kept_secret(Signing(), "smtp1", {"secret": "mail:1"}) == "c4nary"


async def test_a_token_is_renewed_once_and_used_while_it_is_fresh(identity):
    signing = await signed_in(identity)
    first = await signing.credential("box1", OAUTH)
    assert isinstance(first, BearerToken)
    assert first.text in identity.valid
    assert await signing.credential("smtp1", {"authentication": "xoauth2", "secret": "mail:1"}) == first
    assert len(identity.asked) == 2
    with clock.fixed(clock.now() + timedelta(seconds=identity.life_s - 60)):
        later = await signing.credential("box1", OAUTH)
    assert later.text in identity.valid
    assert later != first


async def test_nothing_of_the_access_is_kept(identity, memory_keyring):
    signing = await signed_in(identity)
    await signing.credential("box1", OAUTH)
    assert not any(token in repr(memory_keyring.kept) for token in identity.valid)


async def test_many_at_once_ask_once(identity):
    signing = await signed_in(identity)
    found = await asyncio.gather(*(signing.credential("box1", OAUTH) for _ in range(8)))
    assert len(set(found)) == 1
    assert len(identity.asked) == 2


async def test_a_refused_token_is_renewed(identity):
    signing = await signed_in(identity)
    first = await signing.credential("box1", OAUTH)
    assert await signing.credential("box1", OAUTH, is_refused=True) != first


async def test_rotation_keeps_the_newest(identity):
    identity.rotates = True
    await signed_in(identity)
    for _ in range(3):
        assert (await Signing().credential("box1", OAUTH)).text in identity.valid


async def test_another_process_may_have_renewed_in_between(identity, monkeypatch):
    identity.rotates = True
    ours = await signed_in(identity)
    from desk.services.providers.signing import exchange

    ask, theirs = exchange.renewed, Signing()
    state = threading.local()

    async def overtaken(tokens):
        if not getattr(state, "is_inside", False) and not overtaken.done:
            overtaken.done = True
            worker = threading.Thread(target=theirs.credential_now, args=("box1", OAUTH))
            worker.start()
            while worker.is_alive():
                await asyncio.sleep(0.01)
        return await ask(tokens)

    overtaken.done = False
    monkeypatch.setattr(exchange, "renewed", overtaken)
    assert (await ours.credential("box1", OAUTH)).text in identity.valid


async def test_revoked_means_sign_in_again(identity):
    signing = await signed_in(identity)
    await signing.credential("box1", OAUTH)
    identity.revoke()
    with pytest.raises(Misconfigured) as refused:
        await signing.credential("box1", OAUTH, is_refused=True)
    assert refused.value.code == "sign_in_expired"
    assert refused.value.details["reply"] == "Token has been revoked."


async def test_whoever_never_signed_in_is_told_so():
    with pytest.raises(Misconfigured, match="sign_in_missing"):
        await Signing().credential("box1", OAUTH)
    Secrets().set("mail:1", "a password from before")
    with pytest.raises(Misconfigured, match="sign_in_missing"):
        await Signing().credential("box1", OAUTH)


async def test_a_service_that_is_away_is_no_refusal(identity):
    signing = await signed_in(identity)
    identity.token_mood = "away"
    with pytest.raises(Unavailable, match="sign_in_away"):
        await signing.credential("box1", OAUTH)
    identity.token_mood = ""
    assert (await signing.credential("box1", OAUTH)).text in identity.valid


async def test_forgetting_forgets(identity, memory_keyring):
    signing = await signed_in(identity)
    await signing.credential("box1", OAUTH)
    await asyncio.to_thread(signing.forget, "mail:1")
    assert memory_keyring.kept == {}
    with pytest.raises(Misconfigured, match="sign_in_missing"):
        await signing.credential("box1", OAUTH)


async def test_whoever_signs_in_again_and_again_calls(identity):
    signing = await signed_in(identity)
    source = kept_secret(signing, "smtp1", {"authentication": "xoauth2", "secret": "mail:1"})
    assert isinstance(source, SignIn)
    first = await source()
    assert await source() == first
    assert await source(is_refused=True) != first
