# SPDX-License-Identifier: LicenseRef-Desk
"""Keeps the question answerable whether an address may be answered: asked inside the claim, for what was written.

A person's answer is nobody's marketing: no consent is asked for, and who unsubscribed still gets one. Who
complained, is dead, or was put on the list by hand, is not written to by anybody.
"""

from collections.abc import Collection, Mapping
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from desk.models import ContactPoint
from desk.models.vocabulary import Channel, PointKind, PointState, Reason
from desk.services.preferences import Suppressions
from desk.services.rules import POINT_KINDS
from desk.services.shop import address_key

MOST_LINES = 2_000
UNSUBSCRIBED = "unsubscribed"
COMPLAINT = "complaint"

Place = tuple[Channel, str]
"""Channel and address."""


class Answerable:
    """Who may not be answered, and why."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def refusals(self, places: Collection[Place], now: datetime) -> Mapping[Place, tuple[Reason, bool]]:
        """Return place → (why nothing goes there, whether a person's own answer goes there all the same)."""
        if not places:
            return {}
        found: dict[Place, tuple[Reason, bool]] = {}
        listed = self._listed({address for _, address in places}, now)
        dead = self._dead(places)
        for channel, address in places:
            reasons = listed.get((channel, address_key(address)))
            if (channel, address) in dead:
                found[channel, address] = Reason.NO_ADDRESS, False
            elif reasons:
                found[channel, address] = Reason.SUPPRESSED, reasons == {UNSUBSCRIBED}
        return found

    def _listed(self, addresses: Collection[str], now: datetime) -> dict[Place, set[str]]:
        """Return (channel, address as compared) → the reasons for which it is on the list.

        Lines of one topic are about that topic; but who complained of one is left alone in everything.
        """
        found: dict[Place, set[str]] = {}
        for line in Suppressions(self._session).about(addresses, MOST_LINES):
            if line.is_active(now) and (not line.topic or line.reason == COMPLAINT):
                found.setdefault((line.channel, line.address), set()).add(line.reason)
        return found

    def _dead(self, places: Collection[Place]) -> frozenset[Place]:
        """Return the places that are dead for everybody who has them."""
        query = select(ContactPoint.kind, ContactPoint.address, ContactPoint.state).where(
            ContactPoint.address.in_({address for _, address in places})
        )
        states: dict[tuple[PointKind, str], set[PointState]] = {}
        for row in self._session.execute(query):
            states.setdefault((row.kind, row.address), set()).add(row.state)
        dead = {key for key, found in states.items() if found == {PointState.DEAD}}
        return frozenset(place for place in places if (POINT_KINDS[place[0]], place[1]) in dead)
