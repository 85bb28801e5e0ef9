# SPDX-License-Identifier: LicenseRef-Desk
"""Writes opening hours as a person would: « du mardi au samedi, 9 h – 12 h et 14 h – 19 h »; pure."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from desk.services.shop.location import Span, Week
from desk.services.shop.walltime import DAY_MINUTES

_THIN, _BLANK = "\u202f", "\u00a0"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Tongue:
    """How a language says it. days: Monday first. run: from {first} to {last}. groups: between days that differ."""

    days: tuple[str, ...] = ()
    clock: Callable[[int], str]
    conjunction: str
    run: str
    every_day: str
    all_day: str
    groups: str


@lru_cache(maxsize=1024)
def written_day(spans: tuple[Span, ...], language: str) -> str:
    """Return the hours of one day, "" for a closed one. language: a tag; an unknown one is written as French."""
    tongue = _tongue(language)
    if spans == (Span(0, DAY_MINUTES),):
        return tongue.all_day
    return _listed(
        [f"{tongue.clock(span.start)} – {tongue.clock(span.end)}" for span in spans], tongue.conjunction
    )


@lru_cache(maxsize=256)
def written_week(week: Week, language: str) -> str:
    """Return the hours of a week, days that are alike together; closed days are not named, "" when all are."""
    tongue = _tongue(language)
    alike: dict[tuple[Span, ...], list[int]] = {}
    for day, spans in enumerate(week):
        if spans:
            alike.setdefault(spans, []).append(day)
    return tongue.groups.join(
        f"{_days(days, tongue)}, {written_day(spans, language)}" for spans, days in alike.items()
    )


def _days(days: Sequence[int], tongue: _Tongue) -> str:
    if len(days) == 7:
        return tongue.every_day
    words: list[str] = []
    for run in _runs(days):
        if len(run) > 2:
            words.append(tongue.run.format(first=tongue.days[run[0]], last=tongue.days[run[-1]]))
        else:
            words += [tongue.days[day] for day in run]
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
    return f" {conjunction} ".join(
        part for part in (", ".join(words[:-1]), words[-1] if words else "") if part
    )


def _french(minutes: int) -> str:
    hour, minute = divmod(minutes % DAY_MINUTES, 60)
    if minutes in {0, DAY_MINUTES}:
        return "minuit"
    return f"{hour}{_BLANK}h" + (f"{_BLANK}{minute:02}" if minute else "")


def _english(minutes: int) -> str:
    hour, minute = divmod(minutes % DAY_MINUTES, 60)
    if minute == 0 and hour in {0, 12}:
        return "noon" if hour else "midnight"
    return (
        f"{hour % 12 or 12}" + (f":{minute:02}" if minute else "") + _BLANK + ("pm" if hour >= 12 else "am")
    )


def _plain(minutes: int) -> str:
    hour, minute = divmod(minutes % DAY_MINUTES, 60)
    return f"{hour:02}:{minute:02}"


_TONGUES = {
    "fr": _Tongue(
        days=("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"),
        clock=_french,
        conjunction="et",
        run="du {first} au {last}",
        every_day="tous les jours",
        all_day=f"24{_BLANK}h sur{_BLANK}24",
        groups=f"{_THIN}; ",
    ),
    "en": _Tongue(
        days=("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
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
def _tongue(language: str) -> _Tongue:
    """Return how a language says it; what is no language is French."""
    if (known := _TONGUES.get(language.replace("_", "-").partition("-")[0].lower())) is not None:
        return known
    from babel import Locale, UnknownLocaleError  # slow to load, and rarely needed
    from babel.dates import get_day_names

    try:
        names = get_day_names("wide", locale=Locale.parse(language, sep="-"))
    except (UnknownLocaleError, ValueError):
        return _TONGUES["fr"]
    return replace(_ANY, days=tuple(names[day] for day in range(7)))
