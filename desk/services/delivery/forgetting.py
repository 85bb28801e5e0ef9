# SPDX-License-Identifier: LicenseRef-Desk
"""Keeps codes and secret links no longer than a message may need them: they go when the last delivery has ended."""

from collections.abc import Mapping
from functools import lru_cache

from sqlalchemy import select
from sqlalchemy.orm import Session

from desk.errors import NotFound
from desk.models import Delivery, Notification
from desk.models.identity import EventId
from desk.services.delivery.outbox_rows import OPEN_STATES
from desk.services.events import Journal, event_type


class Forgetting:
    """The end of what only the recipient was to know."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def ended(self, events: Mapping[str, str]) -> None:
        """Forget the secrets of events (id → kind) for which nothing is open any more; for most it asks nothing."""
        ids = [EventId(id_) for id_, kind in events.items() if carries_secrets(kind)]
        if not ids:
            return
        journal = Journal(self._session)
        journal.hold(ids)  # two recipients whose messages end at once: the second one sees that both have
        waiting = (
            select(Notification.event_id)
            .join(Delivery, Delivery.notification_id == Notification.id)
            .where(Notification.event_id.in_(ids), Delivery.state.in_(OPEN_STATES))
        )
        needed = set(self._session.scalars(waiting))
        journal.forget_secrets([id_ for id_ in ids if id_ not in needed])


@lru_cache(maxsize=512)
def carries_secrets(kind: str) -> bool:
    """Whether events of a kind hold what the history must not keep; an unknown kind does not."""
    try:
        return any(field.is_secret for field in event_type(kind).fields)
    except NotFound:
        return False
