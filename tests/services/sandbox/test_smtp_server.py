# SPDX-License-Identifier: LicenseRef-Desk
"""The sandbox's mail server with clients that are not Desk's."""

import asyncio
import smtplib
import ssl

import pytest

from desk.errors import Unavailable
from desk.services.sandbox import Fault, FaultKind, Faults, SmtpServer
from tests.services.providers.certificates import Authority

pytestmark = pytest.mark.asyncio

MAIL = b"Subject: Bonjour\r\nMessage-ID: <m1@x>\r\n\r\n.\r\nfin\r\n"


class Kept(list):
    async def __call__(self, message):
        self.append(message)


def send(port, context=None):
    with smtplib.SMTP("127.0.0.1", port, timeout=90) as client:
        if context is not None:
            client.starttls(context=context)
        return client.sendmail("a@b.example", ["c@d.example", "e@f.example"], MAIL)


async def test_the_standard_client_is_served():
    kept = Kept()
    async with SmtpServer(kept) as server:
        assert await asyncio.to_thread(send, server.port) == {}
    assert [one.recipient for one in kept] == ["c@d.example", "e@f.example"]
    assert {one.raw for one in kept} == {MAIL}
    assert {(one.reference, one.subject, one.sender) for one in kept} == {("m1@x", "Bonjour", "a@b.example")}


async def test_the_standard_client_is_served_over_tls(tmp_path):
    authority = Authority(tmp_path)
    context, _ = authority.context("127.0.0.1")
    kept = Kept()
    async with SmtpServer(kept, context=context) as server:
        trusting = ssl.create_default_context(cafile=str(authority.file))
        assert await asyncio.to_thread(send, server.port, trusting) == {}
        with pytest.raises(ssl.SSLError):
            await asyncio.to_thread(send, server.port, ssl.create_default_context())
    assert len(kept) == 2


async def test_what_could_not_be_kept_is_not_said_to_be():
    async def broken(_message):
        raise Unavailable("disk_full")

    async with SmtpServer(broken) as server:
        with pytest.raises(smtplib.SMTPDataError) as refused:
            await asyncio.to_thread(send, server.port)
    assert refused.value.smtp_code == 451


async def test_stopping_ends_what_hangs():
    async with SmtpServer(Kept(), Faults([Fault(kind=FaultKind.STALL)])) as server:
        sending = asyncio.create_task(asyncio.to_thread(send, server.port))
        await asyncio.sleep(0.1)
    with pytest.raises((smtplib.SMTPException, OSError)) as ended:
        await asyncio.wait_for(sending, 60)
    assert not isinstance(ended.value, TimeoutError)


async def test_a_slow_answer_does_not_hold_up_the_stop():
    async with SmtpServer(Kept(), Faults([Fault(kind=FaultKind.SLOW, delay_s=60)])) as server:
        sending = asyncio.create_task(asyncio.to_thread(send, server.port))
        await asyncio.sleep(0.1)
    with pytest.raises((smtplib.SMTPException, OSError)) as ended:
        await asyncio.wait_for(sending, 60)
    assert not isinstance(ended.value, TimeoutError)
