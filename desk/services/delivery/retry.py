# SPDX-License-Identifier: LicenseRef-Desk
"""Decides whether and when a refused delivery is tried again."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from desk.models.vocabulary import Urgency

STEPS = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 30, 60, 120, 240))
"""Waits after the first, second… refusal; the last one repeats."""
LIFETIME = {
    Urgency.INSTANT: timedelta(minutes=10),
    Urgency.CRITICAL: timedelta(days=3),
    Urgency.NORMAL: timedelta(days=2),
}
"""How long after its due time a delivery is still tried."""
JITTER = 0.2


@dataclass(frozen=True, slots=True, kw_only=True)
class Retry:
    """When to try again; None means never."""

    at: datetime | None


def after_refusal(
    *, attempts: int, first_due: datetime, now: datetime, urgency: Urgency, luck: float
) -> Retry:
    """Return the next try after `attempts` refusals that may pass.

    luck: a random number in [0, 1) that spreads tries of many deliveries; given, so that this stays a function.
    """
    wait = STEPS[min(attempts, len(STEPS)) - 1] * (1 - JITTER + 2 * JITTER * luck)
    at = now + wait
    return Retry(at=None if at > first_due + LIFETIME[urgency] else at)
