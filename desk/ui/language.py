# SPDX-License-Identifier: LicenseRef-Desk
"""Speaks a language: Desk's catalogue, Qt's own words, and the direction of reading."""

from PySide6.QtCore import QEvent, QLibraryInfo, QLocale, Qt, QTranslator
from PySide6.QtWidgets import QApplication

from desk.translation import LANGUAGES, language, use_language

NAMES = {"fr": "Français", "en": "English"}
"""Every language in its own words."""

_translators: list[QTranslator] = []


def usual() -> str:
    """Return the language of this computer, when Desk speaks it; else French."""
    for name in QLocale.system().uiLanguages():
        short = name.split("-", maxsplit=1)[0]
        if short in LANGUAGES:
            return short
    return LANGUAGES[0]


def speak(application: QApplication, tag: str) -> None:
    """Say everything in `tag` from now on; every widget hears of it by a LanguageChange event."""
    use_language(tag)
    QLocale.setDefault(QLocale(language()))
    application.setLayoutDirection(_direction(language()))
    for old in _translators:
        application.removeTranslator(old)
    _translators.clear()
    words = QTranslator(application)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if words.load(QLocale(language()), "qtbase", "_", folder):
        _translators.append(words)
        application.installTranslator(words)  # tells every widget
        return
    for window in application.topLevelWidgets():
        application.sendEvent(window, QEvent(QEvent.Type.LanguageChange))


def _direction(tag: str) -> Qt.LayoutDirection:
    return QLocale(tag).textDirection()
