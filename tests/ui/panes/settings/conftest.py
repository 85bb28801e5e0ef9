# SPDX-License-Identifier: LicenseRef-Desk
"""The stage that every test of the settings plays on."""

import pytest

from tests.ui.frame import make_shop
from tests.ui.panes.settings.stage import Stage


@pytest.fixture
def stage(qtbot, db, tmp_path):
    """The page of settings of a small shop."""
    make_shop(db)
    home = tmp_path / "home"
    home.mkdir()
    return Stage(qtbot, db, home)
