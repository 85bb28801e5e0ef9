# SPDX-License-Identifier: LicenseRef-Desk
"""Decides from receipts whether an account may be used, and when it is tried again; pure."""

import re
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from desk.models.vocabulary import AttemptOutcome
from desk.services.providers.provider import Blame, Receipt

BACK_OFF = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 30, 60))
JITTER = 0.2
"""Up to this share is added to a wait, so that workstations do not come back together."""
SAME_FAILURES = 5
"""So many messages in a row that fail alike are the account's failure, whatever the other side says."""
LONGEST_WAIT = timedelta(hours=6)

# Enhanced codes that speak of one recipient's mailbox or address (RFC 3463): they say nothing of the account.
_OF_RECIPIENT = re.compile(r"\d{3} [245]\.(1\.([1-6]|10)|2\.[0-4])")


class Health(StrEnum):
    """How an account does; `models.Provider.health` keeps the word."""

    UNKNOWN = "unknown"
    OK = "ok"
    FAILING = "failing"
    REFUSED = "refused"
    """Stopped until the owner acts: the sign-in was refused."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Circuit:
    """Where an account stands.

    failures: account failures in a row, the index of the back-off. open_until: nothing is tried before.
    same: failures of messages in a row with the same code; not kept in the row.
    code, text: the last complaint.
    """

    health: Health = Health.UNKNOWN
    failures: int = 0
    open_until: datetime | None = None
    same: int = 0
    code: str = ""
    text: str = ""

    @property
    def is_proven(self) -> bool:
        """Whether the last contact was good; if not, one parcel at a time is tried (half open)."""
        return self.health is not Health.REFUSED and self.failures == 0

    def may_try(self, now: datetime) -> bool:
        """Tell whether a parcel may be sent now."""
        if self.health is Health.REFUSED:
            return False
        return self.open_until is None or self.open_until <= now

    def after(self, receipt: Receipt, now: datetime, jitter: float) -> "Circuit":
        """Return the circuit after one receipt; jitter: a random number from 0 to 1."""
        if receipt.outcome is None or not receipt.teaches:
            return self
        if receipt.outcome is AttemptOutcome.ACCEPTED:
            return Circuit(health=Health.OK)
        if receipt.blame is Blame.ACCOUNT:
            return self._after_account(receipt, now, jitter)
        if _OF_RECIPIENT.match(receipt.code):
            return Circuit(health=Health.OK)
        same = self.same + 1 if receipt.code == self.code or self.same == 0 else 1
        noted = replace(self, same=same, code=receipt.code, text=receipt.reply)
        # Several may have been under way when the circuit opened; the late ones tell nothing new.
        is_news = same >= SAME_FAILURES and self.may_try(now)
        return _opened(noted, receipt, now, jitter) if is_news else noted

    def released(self) -> "Circuit":
        """Return the circuit after the owner acted: everything may be tried again."""
        return Circuit()

    def _after_account(self, receipt: Receipt, now: datetime, jitter: float) -> "Circuit":
        noted = replace(self, code=receipt.code, text=receipt.reply)
        if receipt.outcome is AttemptOutcome.PERMANENT:
            return replace(noted, health=Health.REFUSED, failures=self.failures + 1, open_until=None)
        if not self.may_try(now):
            # One of several that were under way when the circuit opened: it tells nothing new.
            return noted
        return _opened(noted, receipt, now, jitter)


def _opened(circuit: Circuit, receipt: Receipt, now: datetime, jitter: float) -> Circuit:
    wait = BACK_OFF[min(circuit.failures, len(BACK_OFF) - 1)] * (1 + JITTER * jitter)
    if receipt.retry_after is not None:
        wait = min(receipt.retry_after, LONGEST_WAIT)
    return replace(circuit, health=Health.FAILING, failures=circuit.failures + 1, open_until=now + wait)
