# SPDX-License-Identifier: LicenseRef-Desk
"""What every journey stands on: no service outlives its test."""

import pytest

from tests.journeys import shop


@pytest.fixture(autouse=True)
def _no_service_is_left():
    yield
    for service in shop.STARTED:
        if service.is_running():
            service.kill()
    shop.STARTED.clear()
