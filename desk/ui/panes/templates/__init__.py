# SPDX-License-Identifier: LicenseRef-Desk
"""Templates: the library, a block editor, and a preview that follows the typing."""

from desk.ui.docks import Page
from desk.ui.panes import Context


def build(context: Context) -> Page:
    """Build the page of templates."""
    from desk.ui.panes.templates.page import TemplatesPage

    return TemplatesPage(context)
