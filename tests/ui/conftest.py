# SPDX-License-Identifier: LicenseRef-Desk
"""The web engine wants to be announced before the application is made."""

from desk.ui.widgets.html_view import register_scheme

register_scheme()
