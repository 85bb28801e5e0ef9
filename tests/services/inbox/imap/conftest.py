# SPDX-License-Identifier: LicenseRef-Desk
"""A connection to a real server with six mails."""

import itertools

import pytest

from desk import clock
from desk.models.mailbox import SEEN
from desk.services.inbox.imap import Imap, Server
from desk.services.providers import Password
from tests.services.inbox.imap.letters import raw

_users = itertools.count(1)


def opened(server):
    """Sign in as somebody new, whose inbox holds six mails."""
    settings = server.settings(f"imap{next(_users)}")
    made = Imap.open(Server.of(settings), Password(text=server.password))
    made.user = settings["username"]
    for number in range(1, 7):
        made.append("INBOX", raw(number), SEEN if number % 2 else 0, clock.now())
    return made


@pytest.fixture
def imap(any_dovecot):
    with opened(any_dovecot) as made:
        yield made


@pytest.fixture
def modern_imap(dovecot):
    with opened(dovecot) as made:
        yield made
