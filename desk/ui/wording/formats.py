# SPDX-License-Identifier: LicenseRef-Desk
"""Says dates, times, amounts and names of languages in the window's language and the shop's time zone."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal, InvalidOperation
from functools import cache, lru_cache
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from desk import clock
from desk.translation import _, language

if TYPE_CHECKING:  # Babel takes a while, and the window stands before it is needed
    from babel import Locale

NARROW = "\u202f"
"""The space French puts before ? ! ; : and %."""
_LOCALES = {"fr": "fr_FR", "en": "en_GB"}
_zone: list[ZoneInfo] = [ZoneInfo("UTC")]


def use_zone(name: str) -> None:
    """Show every time in the zone `name` (IANA) from now on; an unknown name changes nothing."""
    try:
        _zone[0] = ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return


def zone() -> ZoneInfo:
    """Return the zone that times are shown in."""
    return _zone[0]


def time(at: datetime) -> str:
    """Say the time of day: 14:33."""
    return at.astimezone(zone()).strftime("%H:%M")


def day(at: date) -> str:
    """Say a date shortly: 25 nov. 2025; of an instant, the shop's day."""
    return _date(at, "d MMM y")


def day_in_numbers(at: date) -> str:
    """Say a date in numbers: 25/11/2025."""
    return _date(at, "dd/MM/y")


def day_in_full(at: date) -> str:
    """Say a date in full: mardi 25 novembre 2025."""
    return _date(at, "EEEE d MMMM y")


def month(at: date) -> str:
    """Say a month: novembre 2025."""
    return _date(at, "LLLL y")


def moment(at: datetime, now: datetime | None = None) -> str:
    """Say an instant as shortly as can be understood: 14:33, hier 14:33, demain 8:00, 25 nov. 14:33."""
    here, today = _local(at), _local(now or clock.now())
    clock_time = here.strftime("%H:%M")
    away = (here.date() - today.date()).days
    if away == 0:
        return clock_time
    if away == -1:
        return _("yesterday {time}").format(time=clock_time)
    if away == 1:
        return _("tomorrow {time}").format(time=clock_time)
    pattern = "d MMM" if here.year == today.year else "d MMM y"
    return f"{_date(here.date(), pattern)} {clock_time}"


def instant(at: datetime) -> str:
    """Say an instant in full: mardi 25 novembre 2025, 14:33."""
    return f"{day_in_full(at)}, {time(at)}"


def ago(at: datetime, now: datetime | None = None) -> str:
    """Say how long ago or in how long: il y a 3 minutes, dans 2 heures."""
    from babel.dates import format_timedelta

    away = at - (now or clock.now())
    if abs(away) < timedelta(seconds=45):
        return _("just now") if away <= timedelta(0) else _("in a moment")
    return format_timedelta(away, add_direction=True, threshold=0.95, locale=_locale())


def duration(span: timedelta) -> str:
    """Say a span in its two largest units: 2 heures, 1 jour 4 heures, 45 secondes."""
    from babel.units import format_unit

    seconds = abs(round(span.total_seconds()))
    said = []
    for unit, size in (("day", 86_400), ("hour", 3_600), ("minute", 60), ("second", 1)):
        count, rest = divmod(seconds, size)
        if count:
            said.append(format_unit(count, f"duration-{unit}", "long", locale=_locale()))
            seconds = rest
        elif said:
            break
    return " ".join(said[:2]) or format_unit(0, "duration-minute", "long", locale=_locale())


def short_span(span: timedelta) -> str:
    """Say a span of hours and minutes as shortly as can be: 5 h 28, 12 min."""
    hours, minutes = divmod(max(round(span.total_seconds() / 60), 0), 60)
    if hours:
        return _("{hours} h {minutes}").format(hours=hours, minutes=f"{minutes:02d}")
    return _("{minutes} min").format(minutes=minutes)


def money(amount: Decimal | str | float, currency: str) -> str:
    """Say an amount: 1 234,50 €; what is no number is given back as it is."""
    from babel.numbers import format_currency

    try:
        return format_currency(Decimal(str(amount)), currency or "EUR", locale=_locale())
    except InvalidOperation:
        return str(amount)


def number(count: float | Decimal) -> str:
    """Say a number: 18 402."""
    if isinstance(count, int) and 0 <= count < 1_000:
        return str(count)  # the same in every language, and lists are full of them
    from babel.numbers import format_decimal

    return format_decimal(count, locale=_locale())


def percent(share: float, digits: int = 0) -> str:
    """Say a share of one: 94 %."""
    from babel.numbers import format_percent

    said = format_percent(round(share, digits + 2), locale=_locale(), decimal_quantization=digits == 0)
    return said.replace("\u00a0%", f"{NARROW}%")


def size(size_bytes: int) -> str:
    """Say a size: 1,2 Mo."""
    units = (_("B"), _("KB"), _("MB"), _("GB"))
    value, step = float(size_bytes), 0
    while value >= 1000 and step < len(units) - 1:
        value, step = value / 1000, step + 1
    shown = number(round(value, 1 if step and value < 100 else 0))
    return f"{shown}\u00a0{units[step]}"


def weekday(number_of_day: int, *, short: bool = False) -> str:
    """Say a weekday; 0 is Monday."""
    return str(_locale().days["stand-alone"]["abbreviated" if short else "wide"][number_of_day])


def language_name(tag: str) -> str:
    """Say a language: fr → français, fr-CA → français (Canada); an unknown tag is given back."""
    from babel import Locale, UnknownLocaleError

    try:
        return Locale.parse(tag, sep="-").get_display_name(_locale()) or tag
    except (UnknownLocaleError, ValueError):
        return tag


def country_name(code: str) -> str:
    """Say a country: FR → France; an unknown code is given back."""
    return str(_locale().territories.get(code, code))


def countries() -> tuple[tuple[str, str], ...]:
    """Return every country as (code, name), by name."""
    found = ((code, str(name)) for code, name in _locale().territories.items() if len(code) == 2)
    return tuple(sorted((pair for pair in found if pair[0] not in _NO_COUNTRY), key=lambda pair: pair[1]))


@lru_cache(maxsize=4096)
def phone(address: str, country: str = "") -> str:
    """Say a number kept as E.164 as it is dialled from `country`; what is no number is given back."""
    if not address:
        return ""  # nothing to load the numbering plans for, which takes long
    import phonenumbers

    try:
        found = phonenumbers.parse(address, None)
    except phonenumbers.NumberParseException:
        return address
    is_here = bool(country) and phonenumbers.region_code_for_number(found) == country
    shape = phonenumbers.PhoneNumberFormat
    return phonenumbers.format_number(found, shape.NATIONAL if is_here else shape.INTERNATIONAL)


def load() -> None:
    """Load how numbers and dates are written in the current language: the first time takes a while."""
    number(1_000)
    day_in_full(date(2000, 1, 1))
    phone("+33140000000")


_NO_COUNTRY = frozenset({"EU", "EZ", "UN", "XA", "XB", "ZZ", "QO", "AC", "CP", "CQ", "DG", "EA", "IC", "TA"})


def _local(at: datetime) -> datetime:
    return at.astimezone(zone())


def _date(at: date, pattern: str) -> str:
    from babel.dates import format_date

    local = _local(at).date() if isinstance(at, datetime) else at
    return format_date(local, pattern, locale=_locale())


def _locale() -> Locale:
    return _parsed(_LOCALES.get(language(), "en_GB"))


@cache
def _parsed(name: str) -> Locale:
    from babel import Locale

    return Locale.parse(name)
