# SPDX-License-Identifier: LicenseRef-Desk
"""Rules: the list, the sentence editor, the simulator, the last decisions."""

from desk.ui.docks import Page
from desk.ui.panes import Context

__all__ = ["build"]


def build(context: Context) -> Page:
    """Build the page."""
    from desk.ui.panes.rules.page import RulesPage

    return RulesPage(context)
