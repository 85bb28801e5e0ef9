# SPDX-License-Identifier: LicenseRef-Desk
"""What detection asks the world, and how it takes no for an answer."""

import asyncio

import pytest

from desk.services.inbox.accounts import lookups
from desk.services.inbox.accounts.lookups import Dns, Target, fetch, is_safe, reach
from tests.services.inbox.accounts.documents import Documents
from tests.services.inbox.accounts.names import Names
from tests.services.providers.certificates import Authority

pytestmark = pytest.mark.asyncio


@pytest.fixture
def authority(tmp_path, monkeypatch):
    made = Authority(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(made.file))
    return made


@pytest.fixture
def hurried(monkeypatch):
    monkeypatch.setattr(lookups, "LIMIT_S", 0.3)


async def test_who_takes_the_mail_the_preferred_first():
    records = {("x.fr", "MX"): ["20 spare.x.fr.", "5 MX1.Mail.ovh.net."]}
    async with Names(records) as names:
        assert await Dns(names.resolver).mx("x.fr") == ("mx1.mail.ovh.net", "spare.x.fr")
        assert await Dns(names.resolver).mx("nobody.fr") == ()


async def test_a_null_mx_takes_no_mail():
    async with Names({("x.fr", "MX"): ["0 ."]}) as names:
        assert await Dns(names.resolver).mx("x.fr") == ()


async def test_where_a_service_is():
    records = {("_imaps._tcp.x.fr", "SRV"): ["10 1 993 b.x.fr.", "0 1 993 c.x.fr.", "0 9 1993 a.x.fr."]}
    async with Names({**records, ("_imap._tcp.x.fr", "SRV"): ["0 0 0 ."]}) as names:
        dns = Dns(names.resolver)
        assert await dns.srv("_imaps._tcp", "x.fr") == (
            Target(host="a.x.fr", port=1993),
            Target(host="c.x.fr", port=993),
            Target(host="b.x.fr", port=993),
        )
        assert await dns.srv("_imap._tcp", "x.fr") == ()


async def test_a_silent_name_server_is_given_up(hurried):
    async with Names(is_silent=True) as names:
        assert await Dns(names.resolver).mx("x.fr") == ()


async def test_a_document_by_https(authority):
    context, _ = authority.context("127.0.0.1")
    async with Documents({"/a": b"<x/>", "/to": ("to", "/a")}, context=context) as web:
        assert await fetch(f"{web.url}/a") == b"<x/>"
        assert await fetch(f"{web.url}/to") == b"<x/>"
        assert await fetch(f"{web.url}/none") is None


async def test_a_certificate_of_somebody_else_is_not_believed(authority):
    context, _ = authority.context("other.example")
    async with Documents({"/a": b"<x/>"}, context=context) as web:
        assert await fetch(f"{web.url}/a") is None
        assert web.asked == []


async def test_no_redirection_leads_out_of_https_or_in_circles(monkeypatch):
    pages = {
        "/out": ("to", "http://192.0.2.1/x"),
        "/round": ("to", "/round"),
        "/odd": ("to", "file:///etc/passwd"),
    }
    async with Documents(pages) as web:
        for path in pages:
            assert await fetch(web.url + path) is None
        assert web.asked.count("/round") == 4


async def test_a_document_that_is_too_big_or_never_comes(hurried):
    async with Documents({"/big": b"x" * 70_000, "/slow": "silence"}) as web:
        assert await fetch(f"{web.url}/big") is None
        assert await fetch(f"{web.url}/slow") is None


@pytest.mark.parametrize(
    ("url", "safe"),
    [
        ("https://x.fr/a", True),
        ("http://127.0.0.1:8/a", True),
        ("http://x.fr/a", False),
        ("ftp://127.0.0.1/a", False),
        ("https://", False),
        ("https://[", False),
        ("", False),
    ],
)
async def test_where_a_document_may_come_from(url, safe):
    assert is_safe(url) is safe


async def greeting(words, context=None):
    async def meet(reader, writer):
        writer.write(words)
        await reader.read()
        writer.close()

    server = await asyncio.start_server(meet, "127.0.0.1", 0, ssl=context)
    return server, server.sockets[0].getsockname()[1]


async def test_a_server_that_greets_is_there(authority, monkeypatch):
    context, _ = authority.context("127.0.0.1")
    server, port = await greeting(b"* OK ready\r\n", context)
    plain, other = await greeting(b"220 x ESMTP\r\n")
    silent, third = await greeting(b"")
    monkeypatch.setattr(lookups, "_BANNER", {port: b"* ", other: b"220"})
    monkeypatch.setattr(lookups, "LIMIT_S", 1.0)
    async with server, plain, silent:
        assert await reach("127.0.0.1", port, "tls")
        assert await reach("127.0.0.1", other, "starttls")
        assert not await reach("127.0.0.1", other, "tls")
        monkeypatch.setattr(lookups, "_BANNER", {other: b"* "})
        assert not await reach("127.0.0.1", other, "starttls")
        monkeypatch.setattr(lookups, "LIMIT_S", 0.2)
        assert not await reach("127.0.0.1", third, "starttls")
    assert not await reach("127.0.0.1", other, "starttls")
