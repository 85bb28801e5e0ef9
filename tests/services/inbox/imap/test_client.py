# SPDX-License-Identifier: LicenseRef-Desk
"""One connection: its folders, what a server claims of them, appending, waiting."""

import threading

import pytest

from desk import clock
from desk.errors import Rejected, Unavailable
from desk.services.inbox.imap import Imap, Server
from desk.services.providers import Password
from tests.services.inbox.imap.letters import raw
from tests.services.inbox.imap.scripted import Scripted


def test_folders_their_marks_and_standings(imap):
    marks = {one.path: one.marks for one in imap.folders()}
    assert "sent" in marks["Sent"]
    assert "trash" in marks["Trash"]
    told = imap.standings(["INBOX", "Sent", "nix"])
    assert (told["INBOX"].messages, told["INBOX"].uid_next, told["Sent"].messages) == (6, 7, 0)
    assert "nix" not in told
    assert imap.standings([]) == {}


def test_a_standing_is_fresh_even_of_the_folder_that_is_open(imap, any_dovecot):
    imap.select("INBOX")
    other = Imap.open(Server.of(any_dovecot.settings(imap.user)), Password(text=any_dovecot.password))
    other.append("INBOX", raw(7), 0, clock.now())
    other.close()
    assert imap.standings(["INBOX"])["INBOX"].messages == 7


def test_folders_are_made_and_what_is_not_there_is_said(imap):
    imap.create("Été")
    assert "Été" in [one.path for one in imap.folders()]
    assert imap.append("Été", raw(1), 0, clock.now()) in (0, 1)
    with pytest.raises(Rejected):
        imap.select("nix")
    with pytest.raises(Rejected, match="folder_missing"):
        imap.append("nix", raw(1), 0, clock.now())


def test_waiting_ends_with_news_with_time_or_with_an_interruption(modern_imap):
    imap = modern_imap
    imap.select("INBOX")
    assert imap.idle(0.05) is False
    threading.Timer(0.1, imap.interrupt).start()
    with pytest.raises(Unavailable, match="connection_lost"):
        imap.idle(30)


def test_others_folders_are_left_out():
    answers = {
        "LIST": '* LIST () "/" INBOX\r\n* LIST () "/" user/anna\r\n* LIST () "/" Users\r\n{tag} OK done\r\n',
        "NAMESPACE": '* NAMESPACE (("" "/")) (("user/" "/")) NIL\r\n{tag} OK done\r\n',
    }
    greeting = b"* OK [CAPABILITY IMAP4rev1 AUTH=PLAIN SASL-IR NAMESPACE] hello\r\n"
    with Scripted(answers, greeting=greeting) as server:
        server.answers["CAPABILITY"] = "* CAPABILITY IMAP4rev1 NAMESPACE\r\n{tag} OK done\r\n"
        with Imap.open(Server.of(server.settings()), Password(text="horse")) as imap:
            assert [one.path for one in imap.folders()] == ["INBOX", "Users"]
