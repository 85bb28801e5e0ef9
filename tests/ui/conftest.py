# SPDX-License-Identifier: LicenseRef-Desk
"""The web engine wants to be announced before the application is made."""

import pytest

from desk.ui.widgets.html_view import register_scheme

register_scheme()


@pytest.fixture(autouse=True)
def english_at_greenwich():
    """Begin and end with English words and the zone UTC, whatever a test speaks."""
    from desk.translation import use_language
    from desk.ui.wording import formats

    use_language("en")
    formats.use_zone("UTC")
    yield
    use_language("en")
    formats.use_zone("UTC")
