# SPDX-License-Identifier: LicenseRef-Desk
"""Keeps what refusals teach about addresses: one at which nobody is is not written to again."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from desk.models import Attempt, ContactPoint
from desk.models.vocabulary import AttemptOutcome, PointState
from desk.services.delivery.plan import LegPlan, Settlement
from desk.services.preferences import SuppressionDraft, Suppressions
from desk.services.rules import POINT_KINDS
from desk.services.shop import Customers
from desk.services.store import Change

RECENT = 1000
"""Among so many last calls an account must have had one accepted to be believed."""
TAUGHT = (Change.CUSTOMERS, Change.CONSENT)
"""What changes when an address is found dead."""


class DeadAddresses:
    """The addresses that a way out has found nobody at."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def learn(self, settlements: Sequence[Settlement], now: datetime) -> None:
        """Mark the addresses of which these answers say that nobody is there, for everybody who has them.

        A way out that has accepted nothing yet is not believed: a server that knows only its own people says so of
        everybody else. The customer's card shows the refusal as a line that is over at once: the state of the
        address counts, and "It works again" is all it takes.
        """
        for one in settlements:
            if one.nobody_at is not None and self._is_believed(one.provider_id):
                self.bury(one.nobody_at, f"{one.code} {one.reply}".strip(), now)

    def bury(self, leg: LegPlan, said: str, now: datetime) -> None:
        """Mark an address as dead for everybody who has it; said: the words that prove it. Dead already: nothing."""
        kind = POINT_KINDS[leg.channel]
        alive = (
            ContactPoint.kind == kind,
            ContactPoint.address == leg.address,
            ContactPoint.state != PointState.DEAD,
        )
        if not self._session.scalar(select(exists().where(*alive))):
            return
        Customers(self._session).mark_address(kind, leg.address, PointState.DEAD)
        line = SuppressionDraft(
            channel=leg.channel, address=leg.address, reason="hard_bounce", expires_at=now, note=said
        )
        Suppressions(self._session).add(line)

    def _is_believed(self, provider_id: str) -> bool:
        recent = (
            select(Attempt.provider_id, Attempt.outcome).order_by(Attempt.id.desc()).limit(RECENT).subquery()
        )
        accepted = recent.c.provider_id == provider_id, recent.c.outcome == AttemptOutcome.ACCEPTED
        return bool(self._session.scalar(select(exists().where(*accepted))))
