# SPDX-License-Identifier: LicenseRef-Desk
"""Mailboxes for the tests of the syncing."""

import pytest

from tests.services.inbox.sync.box import Box
from tests.services.inbox.sync.line import Line


@pytest.fixture
def boxes(db):
    """Make mailboxes: `boxes(server, **settings)`."""
    made = []

    def make(server, **settings):
        made.append(Box(server, db, **settings))
        return made[-1]

    yield make
    for box in made:
        box.close()


@pytest.fixture
def box(boxes, any_dovecot):
    """A mailbox on a modern server, then on an old one."""
    return boxes(any_dovecot)


@pytest.fixture
def line(any_dovecot):
    with Line(any_dovecot) as made:
        yield made


@pytest.fixture
def far(boxes, any_dovecot, line):
    """A mailbox whose server is at the other end of the line."""
    return boxes(any_dovecot, port=line.port)
