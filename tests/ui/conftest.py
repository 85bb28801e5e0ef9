# SPDX-License-Identifier: LicenseRef-Desk
"""The web engine wants to be announced before the application is made; widgets die on this thread only."""

import gc
from itertools import count

import pytest

from desk.ui.widgets.html_view import register_scheme

register_scheme()

_tests = count(1)
FULL = 20
"""After so many tests everything is looked through."""


@pytest.fixture(autouse=True)
def garbage_on_this_thread():
    """Collect between tests: a widget that is collected on a store thread takes the process with it."""
    gc.disable()
    yield
    gc.collect(1 if next(_tests) % FULL else 2)


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
