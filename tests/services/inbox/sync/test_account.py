# SPDX-License-Identifier: LicenseRef-Desk
"""A mailbox that cannot be reached or signed in to: what is said, and what is not tried again."""

import threading

import pytest

from desk import clock
from desk.errors import Misconfigured, Unavailable
from desk.services.inbox import Mailboxes
from desk.services.inbox.sync.account import Account
from tests.services.inbox.sync.box import mail
from tests.services.inbox.sync.running import until


def test_a_wrong_password_is_tried_once_and_then_never_until_the_owner_acts(boxes, dovecot):
    box = boxes(dovecot, password="wrong")
    with pytest.raises(Misconfigured, match="password_refused"):
        box.sync()
    assert (box.row.health, box.row.health_code) == ("refused", "password_refused")
    account = box.fresh_account()
    thread = threading.Thread(target=account.run)
    thread.start()
    thread.join(0.5)
    assert thread.is_alive()
    assert box.signed_in == 1
    box.password = dovecot.password
    box.db.write_now(lambda s: Mailboxes(s).release(box.id, at=clock.now()))
    account.wake()
    for _ in range(100):
        if box.row.health == "ok":
            break
        thread.join(0.05)
    account.stop()
    thread.join(10)
    assert box.row.health == "ok"


def test_a_missing_password_does_not_even_knock(boxes, dovecot):
    box = boxes(dovecot, password="")
    with pytest.raises(Misconfigured, match="password_missing"):
        box.sync()
    assert box.row.health == "refused"


def test_a_certificate_nobody_vouches_for_is_refused_and_a_pinned_one_is_not(boxes, dovecot):
    how = {"host": "localhost", "port": dovecot.tls_port, "security": "tls"}
    box = boxes(dovecot, **how)
    with pytest.raises(Misconfigured, match="certificate_refused"):
        box.sync()
    assert (box.row.health, box.row.health_code) == ("failing", "certificate_refused")
    trusting = boxes(dovecot, **how, pinned_certificate=dovecot.fingerprint)
    trusting.put(mail("a")).sync()
    assert trusting.row.health == "ok"
    with pytest.raises(Misconfigured, match="other_than_pinned"):
        boxes(dovecot, **how, pinned_certificate="0" * 64).sync()


def test_a_server_that_is_gone_is_said_to_be(boxes, dovecot):
    box = boxes(dovecot, port=1)
    with pytest.raises(Unavailable, match="connection_refused"):
        box.sync()
    assert (box.row.health, box.row.health_code) == ("failing", "connection_refused")


def test_a_mistake_of_ours_is_told_and_tried_again(boxes, dovecot, monkeypatch, log_guard):
    log_guard.expect("syncing the mailbox")
    box = boxes(dovecot)
    box.put(mail("a"))
    account, kept = box.fresh_account(), Account._pass_on
    mistakes = []

    def stumble(self, imap, mailbox):
        if not mistakes:
            mistakes.append(1)
            raise KeyError("ours")
        kept(self, imap, mailbox)

    monkeypatch.setattr(Account, "_pass_on", stumble)
    thread = threading.Thread(target=account.run)
    thread.start()
    until(lambda: box.row.health_code == "sync_mistake")
    assert thread.is_alive()
    account.wake()
    until(lambda: box.row.health == "ok")
    account.stop()
    thread.join(10)
    assert box.count() == 1
