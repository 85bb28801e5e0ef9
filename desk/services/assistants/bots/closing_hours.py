# SPDX-License-Identifier: LicenseRef-Desk
"""Decides the answer of an hours bot: closed now, and when somebody is there again; pure."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from desk.errors import Problem
from desk.services.assistants.bots.bot import MOST_REPLY, Question, Reply, in_language

OPENING = "{{next_opening}}"
"""Where the next opening stands in a text."""
READY_TEXTS = {
    "fr": (
        "Bonjour,\n\nMerci de votre message. L’atelier est fermé en ce moment. Nous vous répondrons à la réouverture, "
        "{{next_opening}}."
    ),
    "en": (
        "Hello,\n\nThank you for your message. We are closed at the moment and will answer you when we open again, "
        "{{next_opening}}."
    ),
}


class ClosingHoursBot:
    """settings: {"texts": {language: text with {{next_opening}}}}. Who got the text still waits for people."""

    code = "hours"

    def problems(self, settings: Mapping[str, Any]) -> tuple[Problem, ...]:
        """Return what is wrong: no text, one too long."""
        texts = [str(text) for text in (settings.get("texts") or {}).values()]
        if not any(text.strip() for text in texts):
            return (Problem(code="missing_field", place="texts"),)
        too_long = any(len(text) > MOST_REPLY for text in texts)
        return (Problem(code="too_long", place="texts"),) if too_long else ()

    def answer(self, settings: Mapping[str, Any], question: Question) -> Reply | None:
        """Return the text while the shop is closed; None while it is open, or when its hours are not known."""
        hours = question.hours
        if hours is None or hours.is_open:
            return None
        language = _spoken(settings.get("texts") or {}, question)
        text = in_language(settings.get("texts") or {}, question.language, question.default_language)
        if OPENING not in text:
            return Reply(text=text, is_stopgap=True)
        if hours.next_opening is None:  # no sentence may say "on ."
            return None
        opens = written_opening(hours.next_opening, question.at, language)
        return Reply(text=text.replace(OPENING, opens), is_stopgap=True)


def written_opening(opens: datetime, now: datetime, language: str) -> str:
    """Return an opening in words: « aujourd’hui à 14:00 », "Tuesday 24 November at 09:00".

    opens: as the shop's clock shows it.
    """
    from babel import Locale, UnknownLocaleError  # slow to load
    from babel.dates import format_datetime, format_time

    try:
        locale = Locale.parse(language.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        locale = Locale("fr")
    time = format_time(opens, "short", locale=locale)
    today = now.astimezone(opens.tzinfo).date()
    near = _NEAR.get(locale.language, {}).get((opens.date() - today).days)
    day = near or format_datetime(opens, _DAYS.get(locale.language, "EEEE d MMMM"), locale=locale)
    return _AT.get(locale.language, "{day}, {time}").format(day=day, time=time)


_NEAR = {
    "fr": {0: "aujourd’hui", 1: "demain"},
    "en": {0: "today", 1: "tomorrow"},
    "de": {0: "heute", 1: "morgen"},
    "es": {0: "hoy", 1: "mañana"},
    "it": {0: "oggi", 1: "domani"},
    "nl": {0: "vandaag", 1: "morgen"},
}
_AT = {
    "fr": "{day} à {time}",
    "en": "{day} at {time}",
    "de": "{day} um {time}",
    "es": "{day} a las {time}",
    "it": "{day} alle {time}",
    "nl": "{day} om {time}",
}
_DAYS = {"de": "EEEE, d. MMMM", "es": "EEEE d 'de' MMMM"}


def _spoken(texts: Mapping[str, Any], question: Question) -> str:
    """Return the language of the text that is sent."""
    text = in_language(texts, question.language, question.default_language)
    return next((str(language) for language, one in texts.items() if one == text), question.default_language)
