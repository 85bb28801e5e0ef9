# SPDX-License-Identifier: LicenseRef-Desk
"""Reminders: dates become timers, timers become events, on the instant."""

from typing import TYPE_CHECKING

from desk.doors import opened

if TYPE_CHECKING:
    from desk.services.reminders.agenda import Agenda, Scope, TimerDraft, TimerRow
    from desk.services.reminders.schedule import DATE_WALL, HORIZON, Calendar, Due, dues, next_due
    from desk.services.reminders.scheduler import Scheduler
    from desk.services.reminders.sweep import Sweep
    from desk.services.reminders.timer import TimerLoop, fire_batch
else:
    __getattr__ = opened(
        __name__,
        {
            "agenda": "Agenda Scope TimerDraft TimerRow",
            "schedule": "DATE_WALL HORIZON Calendar Due dues next_due",
            "scheduler": "Scheduler",
            "sweep": "Sweep",
            "timer": "TimerLoop fire_batch",
        },
    )

__all__ = [
    "DATE_WALL",
    "HORIZON",
    "Agenda",
    "Calendar",
    "Due",
    "Scheduler",
    "Scope",
    "Sweep",
    "TimerDraft",
    "TimerLoop",
    "TimerRow",
    "dues",
    "fire_batch",
    "next_due",
]
