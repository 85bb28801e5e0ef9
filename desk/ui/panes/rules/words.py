# SPDX-License-Identifier: LicenseRef-Desk
"""Says the values of a rule: offsets, delays, hours, days, and what a condition compares with."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from desk.services.events import KINDS, all_fields
from desk.services.rules import CatchUp, QuietHours, RuleSpec, Value
from desk.services.shop import DAY_MINUTES, LocationView
from desk.translation import _, ngettext, pgettext
from desk.ui.wording import field_name, formats, status_name, value_text

HOUR_MINUTES = 60
LATE_MINUTES = 30
"""How late what was missed may still leave where a rule skips it and names no limit."""

_KINDS = frozenset(kind.name for kind in KINDS)
_TYPES = {field.path: field.type.value for field in all_fields()}
_RELATIVE = re.compile(r"^today([+-]\d+)?$")


@dataclass(frozen=True, slots=True)
class Span:
    """A count of minutes as people say it. unit: minutes, hours or days."""

    count: int
    unit: str

    @property
    def minutes(self) -> int:
        """How long it is."""
        return self.count * UNITS[self.unit]


UNITS = {"minutes": 1, "hours": HOUR_MINUTES, "days": DAY_MINUTES}


def span_of(minutes: int) -> Span:
    """Return a span in the largest unit that needs no fraction."""
    size = abs(minutes)
    for unit in ("days", "hours"):
        if size and size % UNITS[unit] == 0:
            return Span(size // UNITS[unit], unit)
    return Span(size, "minutes")


def span_text(minutes: int) -> str:
    """Say how long: 2 hours, 3 days."""
    span = span_of(minutes)
    match span.unit:
        case "days":
            said = ngettext("{count} day", "{count} days", span.count)
        case "hours":
            said = ngettext("{count} hour", "{count} hours", span.count)
        case _:
            said = ngettext("{count} minute", "{count} minutes", span.count)
    return said.format(count=formats.number(span.count))


def offset_text(minutes: int) -> str:
    """Say when, beside a date: 2 hours before, 3 days after, on the day."""
    if minutes == 0:
        return _("on the day")
    said = _("{span} before") if minutes < 0 else _("{span} after")
    return said.format(span=span_text(minutes))


def delay_text(minutes: int, *, is_timed: bool = False) -> str:
    """Say when a message leaves after its event; is_timed: after a date has come."""
    if minutes:
        return _("{span} later").format(span=span_text(minutes))
    return _("at that moment") if is_timed else _("immediately")


def quiet_text(quiet: QuietHours | None) -> str:
    """Say quiet hours: 20:00 – 8:00, Sunday, public holidays."""
    if quiet is None:
        return _("no quiet hours of its own")
    parts = [] if quiet.start == quiet.end else [f"{wall_text(quiet.start)} – {wall_text(quiet.end)}"]
    parts += [formats.weekday(day) for day in sorted(quiet.weekdays)]
    if quiet.holidays:
        parts.append(_("public holidays"))
    return (
        _("quiet hours {spans}").format(spans=", ".join(parts)) if parts else _("no quiet hours of its own")
    )


def wall_text(wall: str) -> str:
    """Say a wall time: "08:00" as 8:00."""
    return wall.removeprefix("0") if len(wall) == 5 and wall[0] == "0" else wall


def at_text(wall: str) -> str:
    """Say the time of day of whole days; "" is the date's own."""
    return _("at {time}").format(time=wall_text(wall)) if wall else _("at the same time of day")


def places_text(location_ids: Sequence[str], places: Sequence[LocationView]) -> str:
    """Say where a rule works."""
    if not location_ids:
        return _("every location")
    names = [place.name for place in places if place.id in location_ids]
    gone = len(location_ids) - len(names)
    if gone:
        names.append(
            ngettext("{count} location that is gone", "{count} locations that are gone", gone).format(
                count=gone
            )
        )
    return listed(names)


def late_minutes(spec: RuleSpec) -> int | None:
    """Return how late a rule may still send; None for however late."""
    if spec.max_age_minutes is None and spec.catch_up is CatchUp.SKIP:
        return LATE_MINUTES
    return spec.max_age_minutes


def late_text(spec: RuleSpec) -> str:
    """Say how late a rule may still send."""
    minutes = late_minutes(spec)
    if minutes is None:
        return _("however late")
    return _("no more than {span} late").format(span=span_text(minutes))


def validity_text(first: date | None, last: date | None) -> str:
    """Say between which days a rule works."""
    if first and last:
        return _("from {first} to {last}").format(first=formats.day(first), last=formats.day(last))
    if first:
        return _("from {day} on").format(day=formats.day(first))
    return _("until {day}").format(day=formats.day(last)) if last else _("always")


def concerned_text(count: int) -> str:
    """Say how many customers a rule could reach soon."""
    said = ngettext(
        "{count} customer could be concerned in the next 7 days.",
        "{count} customers could be concerned in the next 7 days.",
        count,
    )
    return said.format(count=formats.number(count))


def value_words(path: str, value: Value, places: Sequence[LocationView] = ()) -> str:
    """Say what a condition compares with; "" for nothing yet."""
    if isinstance(value, tuple):
        return listed([value_words(path, one, places) for one in value], pgettext("rule", "or"))
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        if path.startswith("consent."):
            return _("accepted") if value else _("refused")
        return _("yes") if value else _("no")
    return _single(path, str(value), places)


def listed(names: Sequence[str], last: str = "") -> str:
    """Say several things one after the other; last: the word before the last one (translated)."""
    if len(names) < 2:
        return "".join(names)
    return " ".join((", ".join(names[:-1]), last or pgettext("rule", "and"), names[-1]))


def relative_days(value: str) -> int | None:
    """Return the days of "today", "today-90", "today+7"; None for anything else."""
    found = _RELATIVE.match(value)
    return int(found[1] or "0") if found else None


def day_words(value: str) -> str:
    """Say a day as a condition keeps it: a date, today, in 7 days, 90 days ago."""
    days = relative_days(value)
    if days is None:
        return value_text("order.quote_expires_at", value)
    if days == 0:
        return pgettext("rule", "today")
    span = span_text(days * DAY_MINUTES)
    return (_("in {span}") if days > 0 else _("{span} ago")).format(span=span)


def _single(path: str, value: str, places: Sequence[LocationView]) -> str:
    head, _dot, name = path.partition(".")
    if path == "location.id":
        return next((place.name for place in places if place.id == value), "") or _("a location that is gone")
    if name in ("status", "previous_status") and head in _KINDS:
        return status_name(head, value)
    if name == "country":
        return formats.country_name(value)
    if field_type(path) in ("date", "instant") or value.startswith("today"):
        return day_words(value)
    if field_type(path) == "number":
        return value
    return value_text(path, value)


def field_type(path: str) -> str:
    """Return the catalogue's type of a field; "" for none of the catalogue."""
    return _TYPES.get(path, "")


def pill_field(path: str) -> str:
    """Say a condition's field in the sentence."""
    if path.startswith("consent."):
        return " \u203a ".join((_("Consent"), field_name(path)))
    return field_name(path)
