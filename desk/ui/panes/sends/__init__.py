# SPDX-License-Identifier: LicenseRef-Desk
"""Sends: everything that left, waits or could not leave, why, and what can be done about it."""

from desk.ui.docks import Page
from desk.ui.panes import Context


def build(context: Context) -> Page:
    """Build the page of sends."""
    from desk.ui.panes.sends.page import SendsPage

    return SendsPage(context)
