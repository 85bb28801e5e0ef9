# SPDX-License-Identifier: LicenseRef-Desk
"""Runs the step from trial to service: what the trial planned never reaches a customer."""

from datetime import datetime

from desk.errors import Misconfigured
from desk.services.delivery.cancelling import LIMIT, Cancelling
from desk.services.events import Journal
from desk.services.providers import Roster
from desk.services.shop import Deed, Rights, Settings
from desk.services.store import Session


def go_live(session: Session, now: datetime) -> int:
    """Leave trial mode and cancel whatever still waits; return how many were cancelled.

    What happened in trial mode and is not planned yet is not planned any more; what is under way or in doubt
    keeps the mark of the trial, and never leaves by an account of the shop's own.
    Misconfigured("no_live_account") while no account could send.
    """
    Rights(session).demand(Deed.GO_LIVE)
    if not Roster(session).in_use(sandbox=False):
        raise Misconfigured("no_live_account")
    cancelled = Cancelling(session).everything(now)
    journal = Journal(session)
    while waiting := journal.unplanned_ids(LIMIT):
        journal.mark_planned(waiting, now)
    Settings(session).change(trial_mode=False, started_at=now)
    return cancelled


def go_back(session: Session) -> None:
    """Return to trial mode; what waits stays and is caught by the sandbox."""
    Rights(session).demand(Deed.GO_LIVE)
    Settings(session).change(trial_mode=True)
