# SPDX-License-Identifier: LicenseRef-Desk
"""Writes opening hours as a person would: « du mardi au samedi, 9 h – 12 h et 14 h – 19 h »; pure."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from babel import Locale, UnknownLocaleError
from babel.dates import get_day_names

from desk.services.shop.location import Span, Week

DAY_MINUTES = 24 * 60
_THIN, _BLANK = "\u202f", "\u00a0"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Tongue:
    """How a language says it. run: from {first} to {last}. groups: between days that differ."""

    clock: Callable[[int], str]
    conjunction: str
    run: str
    every_day: str
    all_day: str
    groups: str


@lru_cache(maxsize=1024)
def written_day(spans: tuple[Span, ...], language: str) -> str:
    """Return the hours of one day, "" for a closed one. language: a tag; an unknown one is written as French."""
    tongue, _ = _tongue(language)
    if spans == (Span(0, DAY_MINUTES),):
        return tongue.all_day
    return _listed(
        [f"{tongue.clock(span.start)} – {tongue.clock(span.end)}" for span in spans], tongue.conjunction
    )


@lru_cache(maxsize=256)
def written_week(week: Week, language: str) -> str:
    """Return the hours of a week, days that are alike together; closed days are not named, "" when all are."""
    tongue, names = _tongue(language)
    alike: dict[tuple[Span, ...], list[int]] = {}
    for day, spans in enumerate(week):
        if spans:
            alike.setdefault(spans, []).append(day)
    return tongue.groups.join(
        f"{_days(days, tongue, names)}, {written_day(spans, language)}" for spans, days in alike.items()
    )


def _days(days: Sequence[int], tongue: _Tongue, names: Mapping[int, str]) -> str:
    if len(days) == 7:
        return tongue.every_day
    words: list[str] = []
    for run in _runs(days):
        if len(run) > 2:
            words.append(tongue.run.format(first=names[run[0]], last=names[run[-1]]))
        else:
            words += [names[day] for day in run]
    return _listed(words, tongue.conjunction)


def _runs(days: Iterable[int]) -> list[list[int]]:
    """Return days that follow each other together: [1, 2, 3, 5] → [[1, 2, 3], [5]]."""
    runs: list[list[int]] = []
    for day in days:
        if runs and runs[-1][-1] == day - 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    return runs


def _listed(words: Sequence[str], conjunction: str) -> str:
    return f" {conjunction} ".join(part for part in (", ".join(words[:-1]), words[-1] if words else "") if part)


def _french(minutes: int) -> str:
    hour, minute = divmod(minutes % DAY_MINUTES, 60)
    if minutes in {0, DAY_MINUTES}:
        return "minuit"
    return f"{hour}{_BLANK}h" + (f"{_BLANK}{minute:02}" if minute else "")


def _english(minutes: int) -> str:
    hour, minute = divmod(minutes % DAY_MINUTES, 60)
    if minute == 0 and hour in {0, 12}:
        return "noon" if hour else "midnight"
    return f"{hour % 12 or 12}" + (f":{minute:02}" if minute else "") + _BLANK + ("pm" if hour >= 12 else "am")


def _plain(minutes: int) -> str:
    hour, minute = divmod(minutes % DAY_MINUTES, 60)
    return f"{hour:02}:{minute:02}"


_TONGUES = {
    "fr": _Tongue(
        clock=_french,
        conjunction="et",
        run="du {first} au {last}",
        every_day="tous les jours",
        all_day=f"24{_BLANK}h sur{_BLANK}24",
        groups=f"{_THIN}; ",
    ),
    "en": _Tongue(
        clock=_english,
        conjunction="and",
        run="{first} to {last}",
        every_day="every day",
        all_day="around the clock",
        groups="; ",
    ),
}
_ANY = _Tongue(
    clock=_plain, conjunction="+", run="{first} – {last}", every_day="7/7", all_day="24/24", groups="; "
)
"""For languages whose words nobody here knows: names of days, figures and signs."""


@lru_cache(maxsize=32)
def _tongue(language: str) -> tuple[_Tongue, Mapping[int, str]]:
    """Return how a language says it, and its names of the days, Monday first."""
    try:
        locale = Locale.parse(language.replace("_", "-") or "fr", sep="-")
    except (UnknownLocaleError, ValueError):
        locale = Locale("fr")
    return _TONGUES.get(locale.language, _ANY), get_day_names("wide", locale=locale)
