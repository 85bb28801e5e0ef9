# SPDX-License-Identifier: LicenseRef-Desk
"""Mailboxes whose mail does not arrive, in words."""

import pytest

from desk.services.inbox import Mailboxes
from desk.ui.panes.messages.mailbox_bar import (
    FAILING,
    OFF,
    REFUSED,
    MailboxBar,
    Trouble,
    trouble_of,
    words_of,
)
from tests.ui.panes.messages.rows import NOW


@pytest.fixture
def box(post):
    """Return a mailbox as it stands in the list, with some of its columns told otherwise."""
    from dataclasses import replace

    row = post.db.read_now(lambda s: Mailboxes(s).page(limit=1))[0]
    return lambda **told: replace(row, **told)


def test_only_what_keeps_mail_away_is_trouble(box):
    assert trouble_of(box(health="ok")) is None
    assert trouble_of(box(health="failing", health_code="mail_unreadable")) is None
    assert trouble_of(box(is_active=False, health="refused")).kind == OFF
    found = trouble_of(box(health="refused", health_code="password_refused", health_at=NOW))
    assert (found.kind, found.code, found.since) == (REFUSED, "password_refused", NOW)


def trouble(kind, address="a@shop.example", **told):
    return Trouble(address=address, kind=kind, **told)


def test_the_gravest_comes_first_and_gives_the_verb():
    text, verb = words_of([trouble(OFF), trouble(REFUSED, "b@shop.example", code="password_refused")])
    assert verb == "Type it again…"
    assert text.index("b@shop.example") < text.index("a@shop.example")
    assert words_of([trouble(REFUSED, code="sign_in_ended")])[1] == "Sign in again…"


def test_boxes_with_the_same_trouble_are_said_together():
    text, verb = words_of([trouble(OFF), trouble(OFF, "b@shop.example")])
    assert "a@shop.example, b@shop.example" in text
    assert verb == "Switch on…"


def test_mail_that_is_late_says_since_when():
    assert "late since" in words_of([trouble(FAILING, since=NOW, code="timeout")])[0]
    assert "is late;" in words_of([trouble(FAILING)])[0]


def test_nothing_is_said_while_all_arrives(qtbot):
    bar = MailboxBar()
    qtbot.addWidget(bar)
    bar.show_troubles([trouble(OFF)])
    assert not bar.isHidden()
    bar.show_troubles([])
    assert bar.isHidden()
    assert words_of([]) == ("", "")
