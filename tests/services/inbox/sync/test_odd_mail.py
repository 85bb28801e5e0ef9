# SPDX-License-Identifier: LicenseRef-Desk
"""A mail that our own code stumbles over is kept as it came, and no other waits for it."""

import hashlib
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.errors import Refused
from desk.services.inbox import Filing, Lines, MailSearch, take_in
from desk.services.inbox.sync import mail_process
from desk.services.inbox.sync.odd_mail import odd_mail, prepared_plainly
from tests.services.inbox.builders import NOW, Post, letter
from tests.services.inbox.sync.box import mail

RAW = "From: Zoë <zoe@client.example>\r\nSubject: Vélo\r\nMessage-ID: <a@b>\r\n\r\nBonjour\r\n".encode()


def stumbling(session, arrivals, now):
    """Take in as always, but for mails that are called so."""
    if any(one.mail.header_id.startswith("bad") for one in arrivals):
        raise ValueError("ours")
    take_in(session, arrivals, now)


def refusing(session, arrivals, now):
    """Take in as always, but what says so, however it was read."""
    if any(b"Subject: Commande bad" in one.raw for one in arrivals):
        raise Refused
    take_in(session, arrivals, now)


def test_its_source_is_shown():
    read = odd_mail(RAW)
    assert (read.sender.address, read.subject) == ("zoe@client.example", "V?lo")
    assert "Bonjour" in read.text
    assert read.header_id == f"sha256:{hashlib.sha256(RAW).hexdigest()}@odd"


@given(st.binary(max_size=2000))
def test_any_bytes_can_be_kept(raw):
    read = odd_mail(raw)
    assert read.text.isascii()
    assert prepared_plainly(read, raw).raw_sha256 == hashlib.sha256(raw).hexdigest()


def test_what_reading_stumbles_over_is_kept_too(monkeypatch, log_guard):
    log_guard.expect("could not be read")

    def recognise(read, raw):
        if read.header_id == "bad@client.example":
            raise IndexError("ours")
        return mail_process.Feedback()

    monkeypatch.setattr(mail_process, "recognise", recognise)
    found = mail_process.read_all([mail("good"), mail("bad"), mail("fine")])
    assert [one.mail.header_id.partition(":")[0] for one in found] == [
        "good@client.example", "sha256", "fine@client.example"
    ]  # fmt: skip


def test_the_others_are_filed_and_the_odd_one_is_kept_and_told(box, log_guard):
    log_guard.expect("could not be filed")
    box.put(mail("good1"), mail("bad", "Où en est mon vélo ?"), mail("good2"))
    box.account = box.fresh_account(stumbling)
    box.sync()
    names = {name for name, _ in box.ours().values()}
    assert {"good1@client.example", "good2@client.example"} < names
    [odd] = [name for name in names if name.endswith("@odd")]
    assert set(box.ours()) == set(box.theirs())
    assert hashlib.sha256(mail("bad", "Où en est mon vélo ?")).hexdigest() in odd
    assert box.sums()[odd] == odd.removeprefix("sha256:").removesuffix("@odd")
    assert (box.row.health, box.row.health_code) == ("failing", "mail_unreadable")
    box.put(mail("good3")).sync()
    assert box.count() == 4


def test_what_cannot_be_kept_at_all_stops_nobody(box, log_guard):
    log_guard.expect("could not be filed")
    log_guard.expect("could not even be kept")
    box.put(mail("good1"), mail("bad"), mail("good2"))
    box.account = box.fresh_account(refusing)
    box.sync()
    box.put(mail("good3")).sync()
    assert {name for name, _ in box.ours().values()} == {f"good{n}@client.example" for n in (1, 2, 3)}
    box.sync(afresh=True)


@pytest.mark.parametrize("strange", ["\u212a", "\u0130"])
def test_an_address_with_letters_that_look_like_our_mark_is_an_address(boxes, dovecot, strange):
    box = boxes(dovecot)
    box.put(mail("a"), mail("b", To=f"shop+dc{strange * 26}@atelier.example"), mail("c")).sync()
    assert box.ours() == box.theirs()
    assert box.row.health == "ok"


def test_an_odd_mail_can_be_deleted_and_is_found_no_more(any_db):
    """What the index is told to forget must be what it was told to keep."""
    post = Post(any_db)
    raw = b"From: Eve <eve@x.example>\r\nSubject: Velo\r\n\r\nbonjour tout le monde"
    odd = odd_mail(raw)
    arrival = replace(
        post.arrival(letter("eve@x.example", text="x")),
        raw=raw,
        mail=odd,
        prepared=prepared_plainly(odd, raw),
    )
    [one] = any_db.write_now(lambda s: Filing(s).file([arrival], NOW)).messages

    def found(words):
        return len(any_db.read_now(lambda s: MailSearch(s).find(words)))

    assert (found("velo"), found("monde")) == (1, 0)
    any_db.write_now(lambda s: Lines(s).remove([one.message_id], NOW))
    assert found("velo") == 0
    post.arrives("zoe@x.example", text="bonjour tout le monde")
    assert found("monde") == 1
