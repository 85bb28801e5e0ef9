# SPDX-License-Identifier: LicenseRef-Desk
"""What a placeholder may be passed through: `{{ session.starts_at|date }}`.

Each is bounded in what it makes. Nothing stays nothing, so that `|date|default("soon")` works; a value that a
filter cannot read stops the message instead of leaving something odd in it.
"""

import re
from collections.abc import Callable
from decimal import Decimal
from urllib.parse import quote

from desk.services.templates import formats
from desk.services.templates.formats import Formats
from desk.services.templates.plain import is_filled, refused

MOST = 50_000
"""Characters that one value may have."""

_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ue000\ue001]")
_LINK = re.compile(r"(?:https?://|mailto:|tel:)[^\s<>\"'\\]+", re.IGNORECASE)


def date(value: object, style: str = "long", *, formats_: Formats) -> object:
    """Return the day in words: short, medium, long, full, or day (full without the year)."""
    if not is_filled(value):
        return value
    return formats.written_date(_iso(value), style, formats_.language, formats_.zone)


def time(value: object, *, formats_: Formats) -> object:
    """Return the hour, in the location's zone."""
    return formats.written_time(_iso(value), formats_.language, formats_.zone) if is_filled(value) else value


def datetime(value: object, style: str = "long", *, formats_: Formats) -> object:
    """Return day and hour in words, in the location's zone."""
    if not is_filled(value):
        return value
    return formats.written_instant(_iso(value), style, formats_.language, formats_.zone)


def money(value: object, currency: object = None, *, formats_: Formats) -> object:
    """Return an amount with its currency: the one given, else the location's."""
    if not is_filled(value):
        return value
    code = currency if isinstance(currency, str) and currency else formats_.currency
    return formats.written_money(_number(value), code, formats_.language)


def number(value: object, *, formats_: Formats) -> object:
    """Return a number with the language's separators."""
    return formats.written_number(_number(value), formats_.language) if is_filled(value) else value


def phone(value: object, *, formats_: Formats) -> object:
    """Return a telephone number as the location's country writes it."""
    return formats.written_phone(_text(value), formats_.country) if is_filled(value) else value


def upper(value: object) -> object:
    """Return capitals."""
    return _text(value).upper() if is_filled(value) else value


def lower(value: object) -> object:
    """Return small letters."""
    return _text(value).lower() if is_filled(value) else value


def capitalize(value: object) -> object:
    """Return the first letter as a capital, the others small."""
    return _text(value).capitalize() if is_filled(value) else value


def title(value: object) -> object:
    """Return each word with a capital."""
    return _text(value).title() if is_filled(value) else value


def trim(value: object) -> object:
    """Return the text without blanks around it."""
    return _text(value).strip() if is_filled(value) else value


def oneline(value: object) -> object:
    """Return the text on one line."""
    return " ".join(_text(value).split()) if is_filled(value) else value


def default(value: object, other: object = "") -> object:
    """Return `other` when there is nothing to say."""
    return value if is_filled(value) else other


def length(value: object) -> int:
    """Return how many items a list, or characters a text has."""
    return len(value) if isinstance(value, str | list | dict) else 0


def first(value: object) -> object:
    """Return a list's first item."""
    return value[0] if isinstance(value, list) and value else None


def last(value: object) -> object:
    """Return a list's last item."""
    return value[-1] if isinstance(value, list) and value else None


def join(value: object, between: object = ", ") -> object:
    """Return the items of a list of plain values in a row."""
    if not is_filled(value):
        return value
    if not isinstance(value, list):
        return _text(value)
    return _bounded(_text(between).join(_text(item) for item in value[:1000] if is_filled(item)))


def replace(value: object, old: object, new: object) -> object:
    """Return the text with `old` written as `new`."""
    if not is_filled(value):
        return value
    text, before, after = _text(value), _text(old), _text(new)
    if not before or len(text) + text.count(before) * len(after) > MOST:
        raise refused("too_long", detail="replace")
    return text.replace(before, after)


def truncate(value: object, most: object = 80) -> object:
    """Return at most `most` characters, cut between words, with an ellipsis."""
    if not is_filled(value):
        return value
    text = _text(value)
    if not isinstance(most, int) or most < 1 or len(text) <= most:
        return text
    return text[: most - 1].rsplit(" ", 1)[0].rstrip(" ,;:.") + "…"


def link(value: object) -> object:
    """Return a web, mail or telephone address that is safe to click; raises Refused for any other."""
    if is_filled(value) and not _LINK.fullmatch(_text(value).strip()):
        raise refused("bad_value", detail="not a link")
    return _text(value).strip() if is_filled(value) else value


def query(value: object) -> object:
    """Return the value as it stands inside a web address."""
    return quote(_text(value), safe="") if is_filled(value) else value


def show(value: object, formats_: Formats) -> str:
    """Return any plain value as text: what every placeholder passes through last."""
    if isinstance(value, str):
        return _shown_text(value, formats_)
    if isinstance(value, bool):
        return formats.yes_or_no(value, formats_.language)
    if isinstance(value, int):
        return str(_number(value))
    if isinstance(value, float | Decimal):
        return formats.written_number(_number(value), formats_.language)
    if isinstance(value, list):
        return _CONTROL.sub("", str(join(value)))
    return "" if value is None else _not_text()


def _shown_text(value: str, formats_: Formats) -> str:
    """Return a text fit to be read; one that is an ISO date is written as people write dates."""
    if len(value) > MOST:
        raise refused("too_long", detail="value")
    if value[4:5] == "-" and formats.ISO.fullmatch(value):
        return formats.written_instant(value, "long", formats_.language, formats_.zone)
    return value if value.isprintable() else _CONTROL.sub("", value)


def _text(value: object) -> str:
    if isinstance(value, str):
        return value if len(value) <= MOST else _bounded(value)
    if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
        return str(_number(value))
    return _not_text()


def _iso(value: object) -> str:
    if not isinstance(value, str):
        raise refused("bad_value", detail="not a date")
    return value


def _number(value: object) -> Decimal:
    found = formats.decimal_of(value)
    if found is None:
        raise refused("bad_value", detail="not a number")
    return found


def _bounded(text: str) -> str:
    if len(text) > MOST:
        raise refused("too_long", detail="value")
    return text


def _not_text() -> str:
    raise refused("not_text", detail="only words, numbers and lists of them can be shown")


Filter = Callable[..., object]

LOCALISED: dict[str, Filter] = {one.__name__: one for one in (date, time, datetime, money, number, phone)}
"""Those that are told how values are written."""

PLAIN: dict[str, Filter] = {
    one.__name__: one
    for one in (
        *(upper, lower, capitalize, title, trim, oneline, default, length, first, last, join, replace),
        *(truncate, link, query),
    )
}

FILTERS: dict[str, Filter] = LOCALISED | PLAIN
"""Everything an author may write after a bar."""
