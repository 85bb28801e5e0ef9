# SPDX-License-Identifier: LicenseRef-Desk
"""Keeps the count of failures in a row that may pass: enough of them, and an address is left in peace for a while."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import func, or_, select, update
from sqlalchemy.orm import Session

from desk.models import ContactPoint
from desk.models.vocabulary import Channel, PointState
from desk.services.delivery import Returned, Sent
from desk.services.inbox.feedback.effects import NEWS_AFTER, rest_until, soft_count
from desk.services.preferences import SuppressionDraft, Suppressions
from desk.services.rules import POINT_KINDS


class SoftBounces:
    """The counter of each address, the same for everybody who has it."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def count(self, sent: Sent, said: str, now: datetime) -> int:
        """Count one failure more; from SOFT_ENOUGH on the address rests. Return how many in a row there are."""
        where = ContactPoint.kind == POINT_KINDS[sent.channel], ContactPoint.address == sent.address
        before = self._session.scalar(select(func.max(ContactPoint.soft_bounces)).where(*where)) or 0
        returned = Returned(self._session)
        failed_at = returned.last_failure(sent)
        fine_at = returned.last_success(sent, failed_at, now - NEWS_AFTER) if failed_at else None
        count = soft_count(before, failed_at, fine_at, now)
        self._session.execute(update(ContactPoint).where(*where).values(soft_bounces=count))
        until = rest_until(count, now)
        if until is not None:
            fine = ContactPoint.state != PointState.DEAD
            self._session.execute(update(ContactPoint).where(*where, fine).values(state=PointState.BOUNCING))
            draft = SuppressionDraft(
                channel=sent.channel, address=sent.address, reason="soft_bounce", expires_at=until, note=said
            )
            Suppressions(self._session).add(draft)
        return count

    def alive(self, channel: Channel, addresses: Collection[str]) -> None:
        """Forget the failures of addresses that somebody just wrote from; one look for all of them."""
        kind = POINT_KINDS.get(channel)
        if kind is None or not addresses:
            return
        troubled = or_(ContactPoint.soft_bounces > 0, ContactPoint.state == PointState.BOUNCING)
        query = select(ContactPoint.address).where(
            ContactPoint.kind == kind, ContactPoint.address.in_(set(addresses)), troubled
        )
        for address in set(self._session.scalars(query)):
            self._revive(channel, address)

    def _revive(self, channel: Channel, address: str) -> None:
        where = ContactPoint.kind == POINT_KINDS[channel], ContactPoint.address == address
        was_bouncing = update(ContactPoint).where(*where, ContactPoint.state == PointState.BOUNCING)
        self._session.execute(was_bouncing.values(state=PointState.OK))
        self._session.execute(update(ContactPoint).where(*where).values(soft_bounces=0))
        lists = Suppressions(self._session)
        for line in lists.about([address]):
            if line.reason == "soft_bounce" and line.channel is channel and line.released_at is None:
                lists.release(line.id)
