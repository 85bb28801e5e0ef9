# SPDX-License-Identifier: LicenseRef-Desk
"""Mails made of a few pieces, each repeated up to sixty thousand times: read, recognised and shown, in the end."""

import random

import pytest

from desk.services.inbox import links_of, own_words, read_mail, recognise, safe_html, text_as_html
from desk.services.inbox.filing import prepare

PIECES = [
    b"a", b" ", b"-", b">", b"<", b"@", b".", b",", b":", b"(", b'"', b"\n", b"\r\n", b"\r\n ", b"\xc2\xa0", b"\xff", b"\x00",
    b"&amp;", b"<div>", b"</div>", b"<p", b"<td>", b"<table>", b"<font>", b"<b>", b"<a href=", b"<style>", b"<!--",
    b"<svg>", b"<blockquote>", b'style="color:red;', b"url(", b"/*", b"{", b"}", b"@import ", b"=?utf-8?q?a?=",
    b"=3D", b"http://", b"www.a.b", b").", b"a@b.c, ", b"On ", b"wrote:\n", b"-- \n", b"> ", b"--x\r\n", b"; a*0*=utf-8''%41",
    b"Status: 5.1.1\n", b"Final-Recipient: rfc822; a@b.c\n", b"a: b\r\n", b"Re: ", b"stop ", b"\x1b$B", b"+AGE-", b"12:34 ",
]  # fmt: skip
HEADS = [
    b"From: MAILER-DAEMON@x.example\r\nReturn-Path: <>\r\n",
    b"From: a@b.example\r\nContent-Type: text/html\r\n",
    b"From: a@b.example\r\nContent-Type: text/plain; format=flowed; delsp=yes\r\n",
    b"From: a@b.example\r\nContent-Type: text/html; charset=iso-2022-jp\r\nContent-Transfer-Encoding: quoted-printable\r\n",
    b"Content-Type: multipart/report; boundary=x\r\n",
    b"Content-Type: multipart/mixed; boundary=x\r\n",
]
FIELDS = [
    b"Subject",
    b"From",
    b"To",
    b"Date",
    b"References",
    b"Message-ID",
    b"Content-Type",
    b"List-Unsubscribe",
]
MOST = 260_000


def blown_up(chance):
    pieces = []
    for _ in range(chance.randrange(1, 5)):
        piece = b"".join(chance.choices(PIECES, k=chance.randrange(1, 4)))
        pieces += [piece * min(chance.choice([1, 10, 300, 5_000, 60_000]), MOST // len(piece))]
    field = chance.choice(FIELDS) + b": " if chance.random() < 0.4 else b"\r\n"
    return chance.choice(HEADS) + field + b"".join(pieces)


def taken(raw):
    mail = read_mail(raw)
    recognise(mail, raw)
    prepare(mail, raw)
    own_words(mail.text)
    text_as_html(mail.text)
    links_of(safe_html(mail.html or "", inline={}).html)
    assert str(mail).encode()


@pytest.mark.parametrize("seed", range(25))
@pytest.mark.timeout(30)
def test_some(seed):
    taken(blown_up(random.Random(seed)))


@pytest.mark.soak
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("seed", range(4))
def test_many(seed):
    for number in range(4_000):
        taken(blown_up(random.Random(f"{seed}.{number}")))
