# SPDX-License-Identifier: LicenseRef-Desk
"""Gives texts in the language chosen: gettext catalogues, switchable while the program runs."""

import gettext
from collections.abc import Callable

from desk.resources import path

LANGUAGES = ("fr", "en")

_current: gettext.NullTranslations = gettext.NullTranslations()
_language = "en"


def N_(text: str) -> str:  # noqa: N802 - gettext's own name
    """Mark a text for translation where it stands; it is translated where it is shown."""
    return text


def _(text: str) -> str:
    """Return `text` in the current language."""
    return _current.gettext(text) if text else ""


def ngettext(one: str, many: str, count: int) -> str:
    """Return the plural form that `count` asks for in the current language."""
    return _current.ngettext(one, many, count)


def pgettext(context: str, text: str) -> str:
    """Return `text` in the current language, told apart by `context`."""
    return _current.pgettext(context, text)


def language() -> str:
    """Return the current language's tag."""
    return _language


def use_language(tag: str) -> None:
    """Speak `tag` from now on; an unknown tag speaks English."""
    global _current, _language  # noqa: PLW0603 - one language for one process
    _language = _known(tag)
    _current = _catalogue(_language)


def translator(tag: str) -> "Translate":
    """Return what translates into `tag`, whatever language the program speaks (names of ready rules)."""
    return _catalogue(_known(tag)).gettext


def _known(tag: str) -> str:
    short = tag.split("-", maxsplit=1)[0].split("_", maxsplit=1)[0]
    return short if short in LANGUAGES else "en"


def _catalogue(language: str) -> gettext.NullTranslations:
    return gettext.translation("desk", path("translations"), [language], fallback=True)


Translate = Callable[[str], str]
