# SPDX-License-Identifier: LicenseRef-Desk
"""Records: orders, appointments, leads; a status or a date is two clicks, and a note says whom it tells."""

from desk.ui.docks import Page
from desk.ui.panes import Context


def build(context: Context) -> Page:
    """Build the page of records."""
    from desk.ui.panes.records.page import RecordsPage

    return RecordsPage(context)
