# SPDX-License-Identifier: LicenseRef-Desk
"""Writes dates, amounts and telephone numbers as the reader's language and the location's zone want them."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_time
from babel.numbers import format_currency, format_decimal

from desk.services.templates.plain import refused

STYLES = ("short", "medium", "long", "full", "day")
"""What a date may look like; day is the full one without its year."""

ISO = re.compile(r"\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,6})?)?(?:Z|[+-]\d\d:?\d\d)?)?")
LARGEST = Decimal(10) ** 15

_CURRENCY = re.compile(r"[A-Z]{3}")
_CLOCK = re.compile(r"\d\d:\d\d(?::\d\d)?")
_YEAR = re.compile(r",?\s*(?:'[^']*'\s*)?\by+\b(?:\s*'[^']*')?\.?")
_AT = {"fr": "à", "en": "at", "de": "um", "es": "a las", "it": "alle", "nl": "om", "pt": "às"}
_YES = {"fr": "oui", "en": "yes", "de": "ja", "es": "sí", "it": "sì", "nl": "ja", "pt": "sim"}
_NO = {"fr": "non", "en": "no", "de": "nein", "es": "no", "it": "no", "nl": "nee", "pt": "não"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Formats:
    """How values are written. zone: IANA; an unknown one means UTC. country, currency: ISO codes."""

    language: str = "fr"
    zone: str = "Europe/Paris"
    country: str = "FR"
    currency: str = "EUR"


def decimal_of(value: object) -> Decimal | None:
    """Return a number, or the number that a text such as "12.50" writes; None for anything else."""
    if isinstance(value, bool) or not isinstance(value, int | float | str | Decimal):
        return None
    try:
        number = Decimal(str(value)) if len(str(value)) <= 40 else Decimal("NaN")
    except (InvalidOperation, ValueError):
        return None
    return number if number.is_finite() and abs(number) <= LARGEST else None


@lru_cache(maxsize=64)
def locale_of(language: str) -> Locale:
    """Return the locale of a tag such as fr-CA; English when nothing is known of it."""
    for tag in (language.replace("-", "_"), language.replace("_", "-").split("-", maxsplit=1)[0]):
        try:
            return Locale.parse(tag)
        except (UnknownLocaleError, ValueError, TypeError):
            continue
    return Locale.parse("en")


@lru_cache(maxsize=64)
def zone_of(name: str) -> ZoneInfo:
    """Return an IANA zone; UTC when there is none of that name."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return ZoneInfo("UTC")


@lru_cache(maxsize=4096)
def moment(value: str, zone: str) -> datetime | date | time:
    """Return what an ISO text names, as wall time in `zone`; raises Refused for anything else."""
    if not _CLOCK.fullmatch(value) and not ISO.fullmatch(value):
        raise refused("bad_value", detail="not a date")
    try:
        if value[2] == ":":
            return time.fromisoformat(value)
        if len(value) == 10:
            return date.fromisoformat(value)
        at = datetime.fromisoformat(value)
    except ValueError as error:
        raise refused("bad_value", detail="not a date") from error
    return at.astimezone(zone_of(zone)) if at.tzinfo else at


@lru_cache(maxsize=4096)
def written_date(value: str, style: str, language: str, zone: str) -> str:
    """Return the day of an ISO date or instant in words; raises Refused."""
    day = moment(value, zone)
    if isinstance(day, time):
        raise refused("bad_value", detail="not a date")
    if style not in STYLES:
        raise refused("unknown_format", detail=style)
    locale = locale_of(language)
    if style == "day":
        return format_date(day, _YEAR.sub("", locale.date_formats["full"].pattern), locale=locale)
    return format_date(day, style, locale=locale)


@lru_cache(maxsize=4096)
def written_time(value: str, language: str, zone: str) -> str:
    """Return the hour of an ISO instant or of "HH:MM"; raises Refused."""
    at = moment(value, zone)
    if isinstance(at, datetime):
        return format_time(at.time(), "short", locale=locale_of(language))
    if isinstance(at, time):
        return format_time(at, "short", locale=locale_of(language))
    raise refused("bad_value", detail="no time of day")


def written_instant(value: str, style: str, language: str, zone: str) -> str:
    """Return day and hour of an ISO instant in words; a date alone has no hour. Raises Refused."""
    day = written_date(value, style, language, zone)
    if not isinstance(moment(value, zone), datetime):
        return day
    hour = written_time(value, language, zone)
    word = _AT.get(locale_of(language).language)
    return f"{day} {word} {hour}" if word and style not in ("short", "medium") else f"{day} {hour}"


@lru_cache(maxsize=4096)
def written_money(amount: Decimal, currency: str, language: str) -> str:
    """Return an amount with its currency; raises Refused for an unknown currency."""
    if not _CURRENCY.fullmatch(currency):
        raise refused("bad_value", detail="currency")
    return format_currency(amount, currency, locale=locale_of(language))


@lru_cache(maxsize=4096)
def written_number(number: Decimal, language: str) -> str:
    """Return a number with the language's separators."""
    return format_decimal(number, locale=locale_of(language), decimal_quantization=False)


@lru_cache(maxsize=4096)
def written_phone(value: str, country: str) -> str:
    """Return a telephone number as people of `country` write it; what is none stays as it is."""
    import phonenumbers  # 40 ms, and few texts name a telephone number

    try:
        number = phonenumbers.parse(value, country or None)
    except phonenumbers.NumberParseException:
        return value
    is_home = phonenumbers.country_code_for_region(country) == number.country_code
    kind = phonenumbers.PhoneNumberFormat
    return str(phonenumbers.format_number(number, kind.NATIONAL if is_home else kind.INTERNATIONAL))


def yes_or_no(value: bool, language: str) -> str:  # noqa: FBT001 - the value is the subject
    """Return the word for true or false."""
    return (_YES if value else _NO).get(locale_of(language).language, "yes" if value else "no")
