# SPDX-License-Identifier: LicenseRef-Desk
"""Knows when shops of a country are open as a rule, until somebody says otherwise."""

USUAL_SPANS = (("09:00", "19:00"),)
_FROM_TUESDAY = frozenset({1, 2, 3, 4, 5})
_TO_FRIDAY = frozenset({0, 1, 2, 3, 4})


def usual_opening(country: str) -> dict[int, tuple[tuple[str, str], ...]]:
    """Return weekday (0 is Monday) → spans of wall times; a missing day is closed. country: ISO 3166.

    Small shops in France open on Saturday and rest on Monday.
    """
    days = _FROM_TUESDAY if country == "FR" else _TO_FRIDAY
    return dict.fromkeys(sorted(days), USUAL_SPANS)
