# SPDX-License-Identifier: LicenseRef-Desk
"""What was found, and how the test of each way goes."""

from dataclasses import replace

import pytest
from PySide6.QtGui import QDesktopServices

from desk.services.inbox import MailWay
from desk.ui.panes.settings.found_card import Found, FoundCard
from desk.ui.panes.settings.mailbox_entry import NONE, STARTTLS, guessed
from tests.ui.frame import spoken
from tests.ui.panes.settings.mailbox_steps import ADDRESS

INCOMING, OUTGOING = guessed(ADDRESS)


@pytest.fixture
def card(qtbot):
    made = FoundCard()
    qtbot.addWidget(made)
    made.retranslate()
    return made


def found(**more):
    given = {"service": "OVHcloud", "is_sure": True, "incoming": INCOMING, "outgoing": OUTGOING}
    return Found(**{**given, **more})


def test_it_is_hidden_until_something_is_found(card):
    card.show_way(MailWay.INCOMING, "ok")
    assert card.isHidden()
    card.show_found(found())
    assert not card.isHidden()
    card.forget()
    assert card.isHidden()


def test_each_way_says_how_it_goes(card):
    card.show_found(found(outgoing=replace(OUTGOING, security=STARTTLS, port=587)))
    card.show_way(MailWay.INCOMING, "ok")
    card.show_way(MailWay.OUTGOING, "danger")
    first, second = card.ways.items()
    assert (first.detail, first.state) == ("imap.atelier.example:993 · encrypted (TLS) · It works", "ok")
    assert second.detail == "smtp.atelier.example:587 · encrypted (STARTTLS) · Does not work"


def test_a_guess_and_a_lack_of_encryption_are_named(card):
    card.show_found(found(service="", is_sure=False, incoming=replace(INCOMING, security=NONE)))
    assert card.badge.text() == "Guessed"
    assert "not encrypted" in card.ways.items()[0].detail


def test_a_browser_keeps_no_password(card):
    card.show_found(found(is_by_browser=True))
    assert card._safe.isHidden()
    card.show_found(found())
    assert not card._safe.isHidden()


def test_the_page_that_makes_a_password_is_one_click_away(card, monkeypatch):
    opened = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toString()))
    card.show_found(found(help="https://x.fr/help"))
    assert not card._help_line.isHidden()
    card.help.click()
    assert opened == ["https://x.fr/help"]
    card.show_found(found())
    assert card._help_line.isHidden()


def test_it_speaks_french(card):
    card.show_found(found())
    with spoken("fr"):
        card.retranslate()
        assert card.ways.items()[1].text == "Envoi – SMTP"
