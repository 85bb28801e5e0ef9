# SPDX-License-Identifier: LicenseRef-Desk
"""Messages: every conversation with a customer, the thread of one, and who it is with."""

from desk.ui.docks import Page
from desk.ui.panes import Context


def build(context: Context) -> Page:
    """Build the page of messages."""
    from desk.ui.panes.messages.page import MessagesPage

    return MessagesPage(context)
