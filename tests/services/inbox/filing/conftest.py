# SPDX-License-Identifier: LicenseRef-Desk
"""A mailbox whose mail is filed at once."""

import pytest

from tests.services.inbox.builders import Post


@pytest.fixture
def post(db):
    return Post(db)


@pytest.fixture
def both(any_db):
    """The same on each of the two databases in turn."""
    return Post(any_db)
