# SPDX-License-Identifier: LicenseRef-Desk
"""The web engine wants to be announced before the application is made."""

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication

from desk.ui.widgets.html_view import register_scheme

register_scheme()


@pytest.fixture(autouse=True)
def english_at_greenwich():
    """Begin and end with English words, Qt's as well, and the zone UTC, whatever a test speaks."""
    from desk.translation import use_language
    from desk.ui.language import speak
    from desk.ui.wording import formats

    application = QApplication.instance()
    if application is not None and QLocale().language() is not QLocale.Language.English:
        speak(application, "en")
    use_language("en")
    formats.use_zone("UTC")
    yield
    use_language("en")
    formats.use_zone("UTC")
