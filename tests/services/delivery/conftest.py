# SPDX-License-Identifier: LicenseRef-Desk
import pytest

from tests.services.delivery.floor import Floor


@pytest.fixture
def floor(tmp_path, sqlite_url):
    """A shop with one active rule, in service, without an account."""
    made = Floor(tmp_path / "home", sqlite_url)
    made.set_up()
    yield made
    made.close()
