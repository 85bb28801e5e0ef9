# SPDX-License-Identifier: LicenseRef-Desk
"""Customers: the list, and the card with their addresses, what they agreed to and all they were told."""

from desk.ui.docks import Page
from desk.ui.panes import Context


def build(context: Context) -> Page:
    """Build the page of customers."""
    from desk.ui.panes.customers.page import CustomersPage

    return CustomersPage(context)
