# SPDX-License-Identifier: LicenseRef-Desk
"""Says what the list of sends is narrowed to: for the chips, and at the head of an exported file."""

from collections.abc import Mapping
from datetime import datetime

from desk.translation import N_, _
from desk.ui.panes.sends.filters import Filters, Period, Shown, span
from desk.ui.panes.sends.readings import Choices
from desk.ui.wording import channel_mark, formats, standing_mark

_PERIODS: Mapping[Period, str] = {
    Period.TODAY: N_("Today"),
    Period.WEEK: N_("7 days"),
    Period.MONTH: N_("30 days"),
    Period.ALL: N_("Any time"),
    Period.CUSTOM: N_("From … to …"),
}
_SHOWN: Mapping[Shown, str] = {
    Shown.ALL: N_("All states"),
    Shown.WAITING: N_("Waiting"),
    Shown.AWAITING: N_("To approve"),
    Shown.UNHANDLED: N_("Failures to handle"),
}


def period_word(period: Period) -> str:
    """Say a period."""
    return _(_PERIODS[period])


def shown_word(shown: Shown) -> str:
    """Say which states are shown."""
    return _(_SHOWN[shown]) if shown in _SHOWN else standing_mark(shown.value).text


def period_text(filters: Filters, now: datetime) -> str:
    """Say from which day to which the list goes."""
    if filters.period is Period.CUSTOM and filters.first and filters.last:
        first, last = formats.day_in_numbers(filters.first), formats.day_in_numbers(filters.last)
        return first if first == last else f"{first} – {last}"
    since, _until = span(filters, now, formats.zone())
    if since is None:
        return period_word(filters.period)
    first, last = formats.day_in_numbers(since), formats.day_in_numbers(now)
    return last if first == last else f"{first} – {last}"


def description(
    filters: Filters, subject: str, choices: Choices, now: datetime
) -> tuple[tuple[str, str], ...]:
    """Return what is shown as (what, value) pairs, the period always among them."""
    parts = (
        (_("Period"), period_text(filters, now)),
        (_("State"), shown_word(filters.shown) if filters.shown is not Shown.ALL else ""),
        (_("Channel"), channel_mark(filters.channel).text if filters.channel else ""),
        (_("Rule"), choices.rule_name(filters.rule_id)),
        (_("Location"), choices.place_name(filters.location_id)),
        (_("Only"), subject),
        (_("Search"), filters.text.strip()),
    )
    return tuple((what, value) for what, value in parts if value)
