# SPDX-License-Identifier: LicenseRef-Desk
"""How a send looks in a line: its state with the reason or the time it waits for."""

from datetime import datetime

from desk.models.vocabulary import DeliveryState, Reason
from desk.services.delivery import DeliveryRow
from desk.translation import _
from desk.ui.wording import Mark, delivery_mark, formats, notification_mark, reason_text

_TIMED = frozenset({Reason.QUIET_HOURS, Reason.OUTSIDE_HOURS, Reason.PROVIDER_DOWN})
"""What is held for one of these reasons leaves by itself at a known time."""
_SAYS_WHY = frozenset({Reason.NO_ADDRESS, Reason.SUPPRESSED})
_NEVER = 9000
"""What waits for a person is due in a year beyond this one."""


def state_mark(row: DeliveryRow, now: datetime) -> Mark:
    """Say the state of a send as shortly as tells what comes next."""
    mark = delivery_mark(row.state, row.reason)
    if row.state is DeliveryState.QUEUED:
        return _waiting(row, mark, now)
    if row.state is DeliveryState.UNDELIVERABLE and row.reason in _SAYS_WHY:
        return Mark(icon=mark.icon, role=mark.role, text=reason_text(row.reason).title)
    return mark


def waits_until(row: DeliveryRow) -> datetime | None:
    """Return when a waiting send leaves by itself; None when it does not."""
    return row.due_at if row.state is DeliveryState.QUEUED and row.due_at.year < _NEVER else None


def _waiting(row: DeliveryRow, mark: Mark, now: datetime) -> Mark:
    if row.reason is Reason.AWAITING_APPROVAL:
        return notification_mark("awaiting_approval")
    due_at = waits_until(row)
    if row.reason in _TIMED and due_at is not None:
        text = _("Held until {time}").format(time=formats.moment(due_at, now))
        return Mark(icon=mark.icon, role=mark.role, text=text)
    if row.reason is not None:
        icon = "hand-palm" if row.reason is Reason.STOPPED else "pause-circle"
        return Mark(icon=icon, role="warn", text=reason_text(row.reason).title)
    if due_at is None or due_at <= now:
        return mark
    time = formats.moment(due_at, now)
    if row.attempts:
        return Mark(icon="arrow-clockwise", role="warn", text=_("Tries again {time}").format(time=time))
    return Mark(icon="clock", role="text2", text=_("Planned {time}").format(time=time))
