# SPDX-License-Identifier: LicenseRef-Desk
"""A shop to imagine things in."""

import pytest

from tests.services.simulation.shop import Shop


@pytest.fixture
def shop(db):
    """A shop with three rules: ready (active), reminder (active), birthday (paused)."""
    return Shop(db)
