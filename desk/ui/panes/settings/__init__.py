# SPDX-License-Identifier: LicenseRef-Desk
"""Settings: window, shop, locations, accounts messages leave by, trial mode, staff, diagnostics."""

from desk.ui.docks import Page
from desk.ui.panes import Context


def build(context: Context) -> Page:
    """Build the page of settings."""
    from desk.ui.panes.settings.page import SettingsPage

    return SettingsPage(context)
