# SPDX-License-Identifier: LicenseRef-Desk
"""Speaking a language."""

import pytest
from PySide6.QtCore import QEvent, QLocale, Qt
from PySide6.QtWidgets import QApplication, QWidget

from desk import translation
from desk.ui.language import NAMES, speak, usual


class Listener(QWidget):
    def __init__(self):
        super().__init__()
        self.heard = 0

    def changeEvent(self, event):  # noqa: N802 - Qt's own name
        self.heard += event.type() == QEvent.Type.LanguageChange


@pytest.fixture(autouse=True)
def english_again(qapp):
    yield
    speak(qapp, "en")


def test_every_language_has_a_name():
    assert set(NAMES) == set(translation.LANGUAGES)


def test_everything_hears_of_it(qapp, qtbot):
    widget = Listener()
    qtbot.addWidget(widget)
    speak(qapp, "fr")
    qtbot.waitUntil(lambda: widget.heard > 0)
    assert translation.language() == "fr"
    assert QLocale().language() == QLocale.Language.French
    heard = widget.heard
    speak(qapp, "en")
    qtbot.waitUntil(lambda: widget.heard > heard)


def test_qt_speaks_too(qapp):
    speak(qapp, "fr")
    assert QApplication.translate("QDialogButtonBox", "Cancel") in ("Annuler", "Cancel")
    assert QApplication.translate("QPlatformTheme", "Cancel") == "Annuler"


def test_reading_has_a_direction(qapp):
    speak(qapp, "fr")
    assert qapp.layoutDirection() == Qt.LayoutDirection.LeftToRight


def test_the_computer_s_language_is_taken_when_desk_speaks_it():
    assert usual() in translation.LANGUAGES
