# SPDX-License-Identifier: LicenseRef-Desk
"""What can be chosen for a country, a currency, a time zone, a language: (key, text), translated."""

import zoneinfo
from functools import cache

from desk.translation import language, ngettext
from desk.ui.wording import formats

CURRENCIES = (
    "EUR", "CHF", "GBP", "USD", "CAD", "AED", "AUD", "BRL", "CZK", "DKK", "HUF", "JPY", "MAD", "NOK", "NZD",
    "PLN", "RON", "SEK", "TND", "TRY", "XAF", "XOF", "XPF", "ZAR",
)  # fmt: skip
ANSWER_HOURS = (1, 2, 4, 8, 16, 24, 40)


@cache
def zones() -> tuple[tuple[str, str], ...]:
    """Return every time zone that has a place in its name."""
    names = sorted(name for name in zoneinfo.available_timezones() if "/" in name and name[:4] != "Etc/")
    return tuple((name, name.replace("_", " ")) for name in names)


def currencies() -> tuple[tuple[str, str], ...]:
    """Return the usual currencies, the euro first."""
    return _currencies(language())


def countries() -> tuple[tuple[str, str], ...]:
    """Return every country by name."""
    return formats.countries()


def hours() -> tuple[tuple[str, str], ...]:
    """Return how many opening hours an answer may take."""
    return tuple(
        (str(one), ngettext("{count} hour", "{count} hours", one).format(count=one)) for one in ANSWER_HOURS
    )


@cache
def _currencies(tag: str) -> tuple[tuple[str, str], ...]:
    from babel.numbers import get_currency_name

    return tuple((code, f"{code} – {get_currency_name(code, locale=tag)}") for code in CURRENCIES)
