# SPDX-License-Identifier: LicenseRef-Desk
"""Runs the way back of a change to a record: its events are undone, and what they planned is called off with them."""

from datetime import datetime

from desk.services.delivery.cancelling import Cancelling
from desk.services.events import RecordBook, RecordChange
from desk.services.store import Session


def take_back(session: Session, change: RecordChange, now: datetime) -> int:
    """Take a change back in this transaction; return how many messages were called off before they left.

    Conflict when the record was changed since, or the change was taken back before. The caller tells the
    reminders that the record has changed.
    """
    RecordBook(session).undo(change, now)  # first the events: a planner that is busy with one is waited for
    return Cancelling(session).of_events(change.event_ids, now)
