# SPDX-License-Identifier: LicenseRef-Desk
import hashlib
import random
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.services.inbox.feedback import recognise
from desk.services.inbox.mail import (
    Flaw,
    attachment_bytes,
    attachments_bytes,
    folded,
    kept_id,
    own_words,
    preview,
    read_mail,
    reading,
    weight,
)
from desk.services.inbox.showing import safe_html, text_as_html
from tests.examples import MANY
from tests.services.inbox.mail.mails import HTML, TEXT, attached, mail, multipart


def test_a_plain_mail():
    read = read_mail(mail("Hello\nyou"))
    assert (read.sender.name, read.sender.address) == ("Ann", "ann@kunde.example")
    assert (read.header_id, read.subject, read.text) == ("1@kunde.example", "A question", "Hello\nyou")
    assert read.date == datetime(2026, 11, 23, 9, tzinfo=UTC)
    assert (read.html, read.parts, read.problems) == (None, (), ())
    assert [one.address for one in read.to] == ["shop@atelier.example"]


def test_nothing_at_all_is_a_mail():
    read = read_mail(b"")
    assert read.header_id == f"sha256:{hashlib.sha256(b'').hexdigest()}@none"
    assert read.problems == ("no_sender",)


def test_files_with_name_size_and_sum():
    raw = multipart(TEXT, attached("a.pdf", b"one"), attached("b.png", b"two", "image/png"))
    read = read_mail(raw)
    assert [(one.position, one.name, one.size) for one in read.parts] == [(0, "a.pdf", 3), (1, "b.png", 3)]
    assert [attachment_bytes(raw, one.position) for one in read.parts] == [b"one", b"two"]
    assert read.parts[0].sha256 == hashlib.sha256(b"one").hexdigest()
    with pytest.raises(IndexError):
        attachment_bytes(raw, 2)


def test_what_the_page_shows_is_inline():
    page = 'Content-Type: text/html\n\n<img src="cid:logo@x">'
    raw = multipart(
        page,
        attached("logo.png", b"1", "image/png", "Content-ID: <logo@x>\n"),
        attached("plan.png", b"2", "image/png", "Content-ID: <other@x>\n"),
    )
    assert [(one.name, one.content_id, one.is_inline) for one in read_mail(raw).parts] == [
        ("logo.png", "logo@x", True),
        ("plan.png", "other@x", False),
    ]


def test_message_ids():
    head = "In-Reply-To: <a@x> (comment)\nReferences: <r1@x>\n <r2\n @x> <r1@x>\nX-Desk: automatic"
    read = read_mail(mail(head=head))
    assert read.in_reply_to == ("a@x",)
    assert read.references == ("r1@x", "r2@x")
    assert read.headers["x-desk"] == "automatic"


def test_a_long_message_id_is_kept_as_its_sum():
    long = "a" * 300 + "@x"
    read = read_mail(mail(head=f"References: <{long}>"))
    assert read.references == (kept_id(long),)
    assert len(read.references[0]) <= 250


def test_many_references_keep_the_first_and_the_last():
    read = read_mail(mail(head="References: " + " ".join(f"<{number}@x>" for number in range(500))))
    assert (read.references[0], read.references[-1], len(read.references)) == ("0@x", "499@x", 100)


def test_ids_without_brackets_are_read():
    assert read_mail(mail(head="In-Reply-To: a@x")).in_reply_to == ("a@x",)


def test_several_senders_are_told_and_the_first_counts():
    raw = mail(sender="a@x.example, Boss <b@y.example>")
    assert read_mail(raw).sender.address == "a@x.example"
    assert Flaw.SEVERAL_SENDERS in read_mail(raw).problems


def test_no_null_and_no_half_character_is_left():
    raw = (
        mail(
            "a\x00b",
            head="X-Desk: a\x00b",
            sender='"Bo\x00b" <b@x.example>',
            kind="text/plain; charset=utf-7",
        )
        + b"+2AA-"
    )
    assert "\x00" not in repr(read_mail(raw)).replace("\\x00", "\x00")
    read_mail(raw).text.encode()


def test_old_line_ends():
    assert read_mail(b"From: a@b.example\rSubject: x\r\rHi\ryou").text == "Hi\nyou"


def test_an_mbox_line_and_blank_lines_before():
    assert (
        read_mail(b"\r\n\r\nFrom someone Mon\r\nFrom: a@b.example\r\n\r\nHi").sender.address == "a@b.example"
    )


def test_encrypted_mail_says_so():
    raw = multipart("Content-Type: application/pgp-encrypted\n\nVersion: 1", kind="multipart/encrypted")
    assert Flaw.ENCRYPTED in read_mail(raw).problems


def exercised(raw):
    """Read a mail in every way; return it."""
    read = read_mail(raw)
    repr(read).encode()
    for words in (
        read.subject,
        read.text,
        read.plain,
        read.html or "",
        read.sender.name,
        *read.headers.values(),
    ):
        words.encode()
        assert "\x00" not in words
    for part in read.parts[:20]:
        assert len(attachment_bytes(raw, part.position)) == part.size
    recognise(read, raw)
    own_words(read.text)
    preview(read.text)
    folded(read.text)
    text_as_html(read.text)
    if read.html is not None:
        safe_html(read.html, inline={})
    return read


SEEDS = [
    multipart(TEXT, HTML, kind="multipart/alternative"),
    multipart(
        "Content-Type: text/plain\n\nsee online",
        "Content-Type: text/html\n\n<body><p>Your &eacute;t&eacute; is <b>ready</b> &#55296;&#0;</p><blockquote>so",
        kind="multipart/alternative",
    ),
    multipart(
        TEXT, HTML, attached("facture été.pdf"), attached("x.eml", b"From: a@b.c\r\n\r\nhi", "message/rfc822")
    ),
    mail("=C3=A9t=C3=A9=\nplus", head="Content-Transfer-Encoding: quoted-printable"),
    mail(
        "Le 3 mai 2024 à 10:12, X <x@y.example> a écrit :\n> quoted\n-- \nme",
        head="Subject: =?utf-8?b?w6k=?= x",
    ),
    multipart(
        "Content-Type: text/plain\n\nUndelivered",
        "Content-Type: message/delivery-status\n\nReporting-MTA: dns; x\n\nFinal-Recipient: rfc822; a@b.example\n"
        "Action: failed\nStatus: 5.1.1",
        "Content-Type: message/rfc822\n\nMessage-ID: <o@x>\n\nhi",
        kind="multipart/report; report-type=delivery-status",
    ),
]


def mutated(raw, chance):
    octets = bytearray(raw)
    for _ in range(chance.randrange(1, 40)):
        at = chance.randrange(len(octets))
        match chance.randrange(4):
            case 0:
                octets[at] ^= 1 << chance.randrange(8)
            case 1:
                del octets[at : at + chance.randrange(1, 30)]
            case 2:
                octets[at:at] = octets[chance.randrange(len(octets)) :][: chance.randrange(60)]
            case _:
                octets[at] = chance.choice(b'\r\n\t "<>=?;:-\x00\xff')
        if not octets:
            octets += b"x"
    return bytes(octets)


@pytest.mark.parametrize("seed", range(len(SEEDS)))
def test_any_damage_gives_a_mail(seed):
    chance = random.Random(seed)
    for _ in range(60):
        exercised(mutated(SEEDS[seed], chance))


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(20))
@pytest.mark.timeout(900)
def test_much_damage_gives_a_mail(seed):
    chance = random.Random(1000 + seed)
    for _ in range(5000):
        exercised(mutated(SEEDS[seed % len(SEEDS)], chance))


@given(st.binary(max_size=3000))
@MANY
def test_any_bytes_are_a_mail(raw):
    exercised(raw)


@given(st.text(max_size=500), st.text(max_size=80))
@MANY
def test_any_text_comes_back(text, name):
    plain = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")
    raw = b"From: a@b.example\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n" + text.encode()
    assert read_mail(raw).text == plain


HEAD = b"From: a@b.example\r\n"
PAGE = HEAD + b"Content-Type: text/html\r\n\r\n"
MIXED = HEAD + b"Content-Type: multipart/mixed; boundary=x\r\n\r\n"
STUB = (
    HEAD
    + b"Content-Type: multipart/alternative; boundary=x\r\n\r\n--x\r\n\r\nstub\r\n--x\r\nContent-Type: text/html\r\n\r\n"
)
HOSTILE = {
    "ten thousand parts": MIXED + b"--x\r\nContent-Type: image/png\r\n\r\nab\r\n" * 10_000 + b"--x--",
    "three hundred deep": HEAD
    + b"".join(b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (i, i) for i in range(300))
    + b"\r\nhi",
    "a megabyte of header": HEAD + b"X: " + b"a" * 2_000_000 + b"\r\n\r\nhi",
    "many header lines": HEAD + b"X: a\r\n" * 300_000 + b"\r\nhi",
    "many addresses": b"From: " + b"a@b.example, " * 60_000 + b"\r\n\r\nhi",
    "open brackets": b"From: " + b"(" * 300_000 + b"\r\n\r\nhi",
    "encoded words": b"Subject: " + b"=?utf-8?q?a?= " * 30_000 + b"\r\n\r\nhi",
    "parameters": b"Content-Type: text/plain" + b"; a*0*=utf-8''%41" * 30_000 + b"\r\n\r\nhi",
    "lines like delimiters": MIXED + b"--y\r\n" * 300_000,
    "broken base64": HEAD + b"Content-Transfer-Encoding: base64\r\n\r\n" + b"QQ=" * 300_000,
    "quote marks": HEAD + b"\r\n" + b"> a\nb\n" * 100_000,
    "signature marks": HEAD + b"\r\n" + b"-- \n" * 200_000,
    "attributions": HEAD + b"\r\n" + b"On a\n" * 100_000,
    "links": HEAD + b"\r\n" + b"http://a.b/" + b")." * 200_000,
    "a stub beside a deep page": STUB + b"<p>some words " + b"<div>" * 200_000,
    "a stub beside tags without an end": STUB + b"<a " * 300_000,
    "a stub beside ends of tags": STUB + b">" * 3_000_000,
    "a stub beside one word": STUB + b">" + b"a" * 3_000_000 + b"<",
    "a stub beside a million words": STUB + b"<p>" + b"".join(b"word%d " % i for i in range(300_000)),
    "a stub beside links": STUB + b"<p>words of a page " + b"https://" * 300_000,
    "many stubs": MIXED
    + b"".join(
        b"--x\r\nContent-Type: multipart/alternative; boundary=y%d\r\n\r\n--y%d\r\n\r\nstub\r\n"
        b"--y%d\r\nContent-Type: text/html\r\n\r\n<p>other words than here\r\n" % (i, i, i)
        for i in range(5_000)
    ),
    "deep page": PAGE + b"<div>" * 200_000,
    "formatting": PAGE + b"".join(b"<font a=%d>" % i for i in range(5000)) + b"<p>x" * 50_000,
    "attributes": PAGE + b"<a " + b"".join(b"a%d=1 " % i for i in range(100_000)) + b">",
    "entities": PAGE + b"&amp;" * 200_000,
    "comments": PAGE + b"<!--" * 100_000,
    "colons": b"From: a@" + b":" * 97_000 + b"\r\nTo: a@" + b":" * 97_000 + b"\r\n\r\nhi",
    "hard spaces": b"From: a" + b"\xc2\xa0" * 95_000 + b"b\r\n\r\nhi",
    "spaces in a name": b"From: a" + b" " * 95_000 + b"b\r\n\r\nhi",
    "spaces before a fold": HEAD + b"Subject: a" + b" " * 99_000 + b"b\r\n c\r\n\r\nhi",
    "letters that are no id": HEAD + b"References: " + b"a" * 99_000 + b"\r\n\r\nhi",
    "dashes": b"From: MAILER-DAEMON@x.example\r\n\r\n" + b"x" * 50 + b"\n" + b"-" * 60_000,
    "dashes and spaces": b"From: MAILER-DAEMON@x.example\r\n\r\n" + b"x" * 50 + b"\n" + b"--- " * 15_000,
    "five thousand who failed": b"From: MAILER-DAEMON@x.example\r\n\r\ncould not be delivered\n"
    + b"".join(b"u%d@x.example\n" % i for i in range(5000)),
    "flowed quotes": HEAD + b"Content-Type: text/plain; format=flowed\r\n\r\n" + b"> \n" * 1_500_000,
    "one flowed line": HEAD + b"Content-Type: text/plain; format=flowed\r\n\r\n" + b"a \n" * 1_500_000,
    "failures": b"From: MAILER-DAEMON@x.example\r\n\r\n"
    + b"could not be delivered to <a@b.example> " * 20_000,
}


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.timeout(30)
def test_what_is_made_to_take_for_ever_does_not(name):
    read = exercised(HOSTILE[name])
    assert len(read.parts) <= 1000


def test_limits_are_told():
    assert Flaw.TOO_MANY_PARTS in read_mail(HOSTILE["ten thousand parts"]).problems
    assert Flaw.TOO_DEEP in read_mail(HOSTILE["three hundred deep"]).problems
    assert Flaw.HEADER_TOO_LONG in read_mail(HOSTILE["a megabyte of header"]).problems
    long = read_mail(HEAD + b"\r\n" + b"a" * 6_000_000)
    assert Flaw.BODY_TOO_LONG in long.problems
    assert len(long.text) == 5 << 20


BIG = bytes(range(256)) * 400


@pytest.mark.parametrize("kind", ["image/jpeg", "application/pdf", "video/mp4"])
def test_files_that_are_only_carried_weigh_nothing(kind):
    assert weight(multipart(TEXT, attached("a", BIG, kind))) < 2_000


@pytest.mark.parametrize(
    "part",
    [
        attached("page.html", BIG, "text/html"),
        attached("winmail.dat", BIG, "application/ms-tnef"),
        attached("mail.eml", BIG, "message/rfc822"),
        "Content-Type: application/pdf\n\n" + "x" * len(BIG),
        "Content-Type: text/plain\n\n" + "x" * len(BIG),
    ],
    ids=["page", "packed", "mail", "not_encoded", "words"],
)
def test_whatever_takes_time_to_read_weighs_what_it_measures(part):
    assert weight(multipart(TEXT, part)) > len(BIG)


def test_a_mail_of_delimiters_alone_weighs_what_it_measures():
    raw = mail("--x\n" * 10_000)
    assert weight(raw) == len(raw)


@given(st.binary())
def test_any_bytes_weigh_at_most_what_they_measure(raw):
    assert 0 <= weight(raw) <= len(raw)


@pytest.mark.parametrize(
    ("written", "is_shown"),
    [
        ('<img src="cid:a%40b">', True),
        ('<img src="CID:a@b">', True),
        ("<td style='background:url(cid:a@b)'>", True),
        ('<img src="cid:a&#64;b">', True),
        ('<img src="cid:a@bc">', False),
        ("a@b", False),
    ],
)
def test_a_picture_is_inline_where_the_page_names_it(written, is_shown):
    page = f"Content-Type: text/html\n\n{written}"
    read = read_mail(multipart(page, attached("a.png", b"one", "image/png", "Content-ID: <a@b>\n")))
    assert [one.is_inline for one in read.parts] == [is_shown]


def test_a_picture_without_an_id_is_never_inline():
    page = 'Content-Type: text/html\n\n<img src="cid:">'
    read = read_mail(multipart(page, attached("a.png", b"one", "image/png", "Content-ID: <>\n")))
    assert [one.is_inline for one in read.parts] == [False]


def test_however_many_files_the_mail_is_taken_apart_once(monkeypatch):
    raw = multipart(TEXT, HTML, *(attached(f"{n}.pdf", str(n).encode()) for n in range(30)))
    taken = []
    apart = reading.structure
    monkeypatch.setattr(reading, "structure", lambda some: taken.append(some) or apart(some))
    assert attachments_bytes(raw, range(30)) == {n: str(n).encode() for n in range(30)}
    assert len(taken) == 1
    with pytest.raises(IndexError):
        attachments_bytes(raw, [0, 30])


def test_a_page_is_looked_through_once_however_many_parts_have_ids(monkeypatch):
    page = 'Content-Type: text/html\n\n<img src="cid:x">' + "%C3" * 1_000
    parts = (attached(f"{n}.png", b"x", "image/png", f"Content-ID: <{n}>\n") for n in range(50))
    letters = []
    turned = reading.unquote
    monkeypatch.setattr(reading, "unquote", lambda some: letters.append(len(some)) or turned(some))
    assert len(read_mail(multipart(page, *parts)).parts) == 50
    assert sum(letters) < 3_000
