# SPDX-License-Identifier: LicenseRef-Desk
import pytest

from tests.services.inbox.office import Office


@pytest.fixture
def office(any_db):
    return Office(any_db)
