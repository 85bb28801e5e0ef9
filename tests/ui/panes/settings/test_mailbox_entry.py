# SPDX-License-Identifier: LicenseRef-Desk
"""What of a typed mailbox is tried and kept."""

from desk.models.vocabulary import MailboxRole
from desk.services.inbox import SignInWay
from desk.ui.panes.settings.mailbox_entry import NewMailbox, guessed, place_of, wants_browser
from tests.ui.panes.settings.mailbox_steps import ADDRESS, SECRET, candidate


def new(**more):
    incoming, outgoing = guessed(ADDRESS)
    return NewMailbox(address=ADDRESS, incoming=incoming, outgoing=outgoing, **more)


def test_a_password_makes_a_mailbox_and_what_sends_for_it():
    one = new(password=SECRET, sender_name="Atelier")
    assert SECRET not in repr(one)
    assert one.mailbox.settings["sign_in"] == "password"
    assert one.mailbox.role is MailboxRole.MAIN
    assert "authentication" not in one.account.settings
    assert (one.account.sender_address, one.account.sender_name) == (ADDRESS, "Atelier")
    test = one.test(SECRET)
    assert (test.incoming, test.outgoing, test.secret) == (one.mailbox.settings, one.account.settings, SECRET)


def test_a_browser_is_kept_on_both_sides():
    one = new(browser="microsoft", operator_id="p1")
    assert (one.mailbox.settings["sign_in"], one.mailbox.settings["service"]) == ("oauth2", "microsoft")
    assert one.account.settings["authentication"] == "xoauth2"
    assert (one.mailbox.role, one.mailbox.operator_id) == (MailboxRole.PERSONAL, "p1")


def test_the_usual_names_are_a_start():
    incoming, outgoing = guessed(ADDRESS)
    assert (incoming.host, incoming.port) == ("imap.atelier.example", 993)
    assert (outgoing.host, outgoing.port, outgoing.username) == ("smtp.atelier.example", 465, ADDRESS)


def test_a_found_server_is_as_if_typed():
    found = candidate(993, 465)
    assert place_of(found.incoming).settings["username"] == "shop"
    assert not wants_browser(found)
    assert not wants_browser(None)
    assert wants_browser(candidate(1, 1, sign_in=(SignInWay.BROWSER,)))
