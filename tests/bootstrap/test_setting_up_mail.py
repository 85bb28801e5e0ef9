# SPDX-License-Identifier: LicenseRef-Desk
"""An address from a file: what is missing is made, a new password is taken over, all else stays."""

import asyncio
from dataclasses import replace

import pytest

from desk import clock
from desk.bootstrap import read_shop_file, setting_up_mail
from desk.bootstrap.opening import Desk
from desk.bootstrap.setting_up_mail import MailDone, make_mail
from desk.bootstrap.shop_file import Left
from desk.errors import Misconfigured, Refused
from desk.services.inbox import MailboxDraft, MailboxSafe, TwoWayReport, TypedSecret
from desk.services.providers import WELL, AccountDraft, AccountSafe, Roster, Signing, secret_name

ADDRESS = "atelier@shop.example"
SMTP = {"host": "smtp.shop.example", "username": "atelier"}
IMAP = {"host": "imap.shop.example", "username": "atelier"}
WAY = AccountDraft(kind="smtp", name=ADDRESS, settings=SMTP, sender_address=ADDRESS)
BOX = MailboxDraft(name=ADDRESS, address=ADDRESS, settings=IMAP)


@pytest.fixture
def servers(monkeypatch):
    """Servers that take every password; what was tried with them, in order."""
    tried = []

    async def well(attempt, _signing):
        hosts = [way and way["host"] for way in (attempt.incoming, attempt.outgoing)]
        tried.append((attempt.secret, *hosts))
        return TwoWayReport(incoming=WELL, outgoing=WELL)

    monkeypatch.setattr(setting_up_mail, "try_both", well)
    return tried


@pytest.fixture
def desk(db):
    return Desk(config=None, db=db)


def make(desk, password, **ways):
    plan = read_shop_file({"mail": {"address": ADDRESS, **ways}}).mail
    return asyncio.run(make_mail(desk, plan, password))


def accounts(db):
    """Return host → the password that is kept for it."""
    rows = db.read_now(lambda session: Roster(session).page())
    return {row.settings["host"]: Signing().kept(secret_name(row.id, row.settings)) for row in rows}


def test_a_guess_at_the_servers_is_not_enough(desk, monkeypatch):
    class Guess:
        is_sure = False

    async def guess(_address):
        return Guess()

    monkeypatch.setattr(setting_up_mail, "detect", guess)
    with pytest.raises(Refused) as refused:
        make(desk, "")
    assert refused.value.problems[0].code == "servers_unknown"


def test_a_new_password_of_what_only_sends_is_taken_over_and_the_account_tried_afresh(desk, servers):
    assert make(desk, "old", smtp=SMTP) == MailDone(is_made=True)
    [before] = desk.db.read_now(lambda session: Roster(session).page())
    assert make(desk, "old", smtp=SMTP) == MailDone()
    assert make(desk, "new", smtp=SMTP) == MailDone(has_new_password=True)
    [after] = desk.db.read_now(lambda session: Roster(session).page())
    assert after.version > before.version  # a sender opens it anew
    assert accounts(desk.db) == {"smtp.shop.example": "new"}
    assert make(desk, "", smtp=SMTP) == MailDone()  # no password named: none is taken away


def test_both_halves_that_were_made_one_after_the_other_take_it(desk, servers):
    make(desk, "old", smtp=SMTP)
    make(desk, "old", smtp=SMTP, imap=IMAP)
    assert make(desk, "new", smtp=SMTP, imap=IMAP) == MailDone(has_new_password=True)
    assert servers[-1] == ("new", "imap.shop.example", "smtp.shop.example")
    assert make(desk, "new", smtp=SMTP, imap=IMAP) == MailDone()


def test_what_is_missing_and_what_is_new_come_at_once(desk, servers):
    make(desk, "old", smtp=SMTP)
    assert make(desk, "new", smtp=SMTP, imap=IMAP) == MailDone(is_made=True, has_new_password=True)
    assert accounts(desk.db) == {"smtp.shop.example": "new"}


def test_a_shared_password_is_tried_at_both_servers_though_the_file_names_one(desk, servers):
    asyncio.run(MailboxSafe(desk.db).create(BOX, WAY, TypedSecret(password="old")))
    assert make(desk, "new", smtp=SMTP) == MailDone(has_new_password=True)
    assert servers == [("new", "imap.shop.example", "smtp.shop.example")]


def test_it_is_tried_where_the_window_says(desk, servers):
    moved = replace(WAY, settings={**SMTP, "host": "moved.shop.example"})
    asyncio.run(AccountSafe(desk.db).create(moved, "old"))
    left = Left(name="mail.smtp.host", kept="moved.shop.example", asked="smtp.shop.example")
    assert make(desk, "new", smtp=SMTP) == MailDone(has_new_password=True, left=(left,))
    assert servers == [("new", None, "moved.shop.example")]


def test_a_server_that_the_file_calls_otherwise_is_told_of_and_stays(desk, servers):
    make(desk, "old", smtp=SMTP, imap=IMAP)
    done = make(desk, "old", smtp=SMTP, imap={**IMAP, "host": "new.shop.example", "port": 1993})
    assert done.left == (Left(name="mail.imap.host", kept=IMAP["host"], asked="new.shop.example"),)
    assert not done.is_made
    assert make(desk, "old", smtp=SMTP, imap=IMAP) == MailDone()


def test_of_two_accounts_the_one_whose_server_the_file_names_is_meant(desk, servers):
    other = replace(WAY, settings={**SMTP, "host": "other.shop.example"})
    asyncio.run(AccountSafe(desk.db).create(other, "its own"))
    asyncio.run(AccountSafe(desk.db).create(WAY, "old"))
    make(desk, "new", smtp=SMTP)
    assert accounts(desk.db) == {"other.shop.example": "its own", "smtp.shop.example": "new"}


def test_who_signs_in_by_browser_keeps_that(desk, servers):
    by_browser = replace(WAY, settings={**SMTP, "authentication": "xoauth2"})
    desk.db.write_now(lambda session: Roster(session).create(by_browser, at=clock.now()))
    assert make(desk, "new", smtp=SMTP) == MailDone()
    assert servers == []


def test_a_password_that_does_not_work_changes_nothing(desk, servers, monkeypatch):
    make(desk, "old", smtp=SMTP)

    async def refuse(_attempt, _signing):
        return TwoWayReport(incoming=WELL, outgoing=replace(WELL, code="password_refused"))

    monkeypatch.setattr(setting_up_mail, "try_both", refuse)
    with pytest.raises(Misconfigured, match="password_refused"):
        make(desk, "new", smtp=SMTP)
    assert accounts(desk.db) == {"smtp.shop.example": "old"}
