# SPDX-License-Identifier: LicenseRef-Desk
"""The test of both directions: one word for each failure."""

import asyncio

import pytest
import pytest_asyncio

from desk.services.inbox.accounts import trying
from desk.services.inbox.accounts.trying import MailWay, TwoWayTest, try_both
from desk.services.providers import BrowserSignIn, CheckResult, Signing
from desk.services.store import Secrets
from tests.servers import free_port
from tests.services.inbox.accounts.post_office import PostOffice
from tests.services.providers.certificates import Authority
from tests.services.providers.impolite import Impolite
from tests.services.providers.signing.identity import Identity, browse

pytestmark = pytest.mark.asyncio

SECRET = "c4nary-pässword"


@pytest.fixture
def hurried(monkeypatch):
    monkeypatch.setattr(trying, "PATIENCE_S", 0.4)
    monkeypatch.setattr("desk.services.providers.smtp.account.PATIENCE_S", 0.4)


@pytest_asyncio.fixture
async def smtp():
    async with Impolite() as server:
        yield server


def both(office, smtp, **more):
    return TwoWayTest(
        incoming=office.settings(), outgoing=smtp.settings(username="shop"), **{"secret": SECRET, **more}
    )


async def test_both_ways_work(smtp, caplog):
    caplog.set_level(0)
    told = []
    with PostOffice(password=SECRET) as office:
        report = await try_both(
            both(office, smtp), Signing(), lambda way, said: told.append((way, said.result))
        )
        assert "LIST" in office.heard
    assert report.is_well
    assert sorted(told) == [(MailWay.INCOMING, CheckResult.OK), (MailWay.OUTGOING, CheckResult.OK)]
    assert SECRET not in caplog.text
    assert SECRET not in repr(both(office, smtp))


async def test_what_is_kept_is_used_when_nothing_is_typed(smtp):
    Secrets().set("mail:1", SECRET)
    with PostOffice(password=SECRET) as office:
        test = TwoWayTest(
            incoming=office.settings(secret="mail:1"),
            outgoing=smtp.settings(username="shop", secret="mail:1"),
            owner_id="box",
        )
        assert (await try_both(test, Signing())).is_well


async def test_each_way_has_its_own_word(hurried):
    async with Impolite("AUTH", "silence") as smtp:
        with PostOffice(password="another") as office:
            report = await try_both(both(office, smtp), Signing())
    assert not report.is_well
    assert (report.incoming.result, report.incoming.code) == (CheckResult.AUTH, "password_refused")
    assert report.outgoing.result is CheckResult.SLOW


async def test_a_way_that_is_left_out_is_well():
    with PostOffice(password=SECRET) as office:
        report = await try_both(
            TwoWayTest(incoming=office.settings(), outgoing=None, secret=SECRET), Signing()
        )
    assert report.is_well


@pytest.mark.parametrize(
    ("settings", "result"),
    [
        ({"host": "no-such-host.invalid"}, CheckResult.HOST),
        ({"host": "127.0.0.1", "port": 0}, CheckResult.BLOCKED),
        ({"security": "none", "host": "192.0.2.1"}, CheckResult.BLOCKED),
    ],
)
async def test_a_server_that_is_not_there(settings, result, hurried):
    given = {"port": free_port(), "security": "none", "username": "shop", **settings}
    given["port"] = given["port"] or free_port()
    report = await try_both(TwoWayTest(incoming=given, outgoing=None, secret=SECRET), Signing())
    assert report.incoming.result is result


@pytest.mark.parametrize(("mood", "result"), [("silence", CheckResult.SLOW), ("bye", CheckResult.AUTH)])
async def test_a_server_that_is_in_no_mood(mood, result, hurried):
    with PostOffice(mood=mood) as office:
        report = await try_both(TwoWayTest(incoming=office.settings(), outgoing=None, secret=""), Signing())
    assert report.incoming.result is result


async def test_a_certificate_of_somebody_else(tmp_path, monkeypatch):
    authority = Authority(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(authority.file))
    context, _ = authority.context("other.example")
    with PostOffice(password=SECRET, context=context) as office:
        report = await try_both(
            TwoWayTest(incoming=office.settings(), outgoing=None, secret=SECRET), Signing()
        )
        assert office.signed_in == 0
    assert report.incoming.result is CheckResult.TLS
    assert report.incoming.details["reason"] == "wrong_name"
    assert report.incoming.details["name"] == "other.example"


async def test_a_certificate_after_starttls_is_described_too(tmp_path, monkeypatch):
    authority = Authority(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(authority.file))
    context, fingerprint = authority.context("127.0.0.1", self_signed=True)
    with PostOffice(password=SECRET, context=context, starttls=True) as office:
        settings = office.settings(security="starttls")
        report = await try_both(TwoWayTest(incoming=settings, outgoing=None, secret=SECRET), Signing())
        assert (report.incoming.result, report.incoming.details["fingerprint"]) == (
            CheckResult.TLS,
            fingerprint,
        )
        trusted = {**settings, "pinned_certificate": fingerprint}
        report = await try_both(TwoWayTest(incoming=trusted, outgoing=None, secret=SECRET), Signing())
    assert report.is_well


async def test_settings_that_can_never_work_are_a_word_too(smtp):
    settings = {**smtp.settings(username="shop"), "security": "nonsense"}
    report = await try_both(TwoWayTest(incoming=None, outgoing=settings, secret=SECRET), Signing())
    assert report.outgoing.code == "not_a_choice"


async def signed_in(identity, signing):
    tasks = []
    tokens = await BrowserSignIn(identity.client()).run(
        lambda url: tasks.append(asyncio.create_task(browse(url)))
    )
    await tasks[0]
    await asyncio.to_thread(signing.keep, "mail:1", tokens)


async def test_a_sign_in_by_browser_proves_both_ways(smtp):
    async with Identity() as identity:
        signing = Signing()
        await signed_in(identity, signing)
        with PostOffice(tokens=identity.valid) as office:
            test = TwoWayTest(
                incoming=office.settings(sign_in="oauth2", secret="mail:1"),
                outgoing=smtp.settings(username="shop", authentication="xoauth2", secret="mail:1"),
            )
            assert (await try_both(test, signing)).is_well
            assert len(identity.asked) == 1
            identity.valid.clear()  # the mail server has forgotten it: it is renewed once more
            assert (await try_both(test, signing)).is_well
            assert office.refused == 1
            identity.revoke()
            report = await try_both(test, signing)
    assert (report.incoming.result, report.incoming.code) == (CheckResult.AUTH, "sign_in_expired")


async def test_a_way_to_send_renews_a_refused_token():
    async with Identity() as identity, Impolite("AUTH", "never", times=1) as smtp:
        signing = Signing()
        await signed_in(identity, signing)
        settings = smtp.settings(username="shop", authentication="xoauth2", secret="mail:1")
        assert (await try_both(TwoWayTest(incoming=None, outgoing=settings), signing)).is_well
        assert len(identity.asked) == 2


async def test_a_token_by_oauthbearer(smtp):
    smtp.offer = ["impolite.example", "AUTH OAUTHBEARER"]
    async with Identity() as identity:
        signing = Signing()
        await signed_in(identity, signing)
        settings = smtp.settings(username="a,b=c@x.fr", authentication="xoauth2", secret="mail:1")
        report = await try_both(TwoWayTest(incoming=None, outgoing=settings), signing)
    assert report.is_well


async def test_cancelling_stops_waiting():
    with PostOffice(mood="silence") as office:
        async with Impolite("banner", "silence") as smtp:
            task = asyncio.create_task(try_both(both(office, smtp), Signing()))
            await asyncio.sleep(0.05)
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task
