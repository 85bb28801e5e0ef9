# SPDX-License-Identifier: LicenseRef-Desk
"""Keeps which event types a shop was offered rules and texts for, so that each is offered once."""

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from desk.models import Setting
from desk.services.shop.settings import put

NAME = "offered_events"


class Offered:
    """Keeper of the list."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def kinds(self) -> frozenset[str]:
        """Return the event types; empty where nobody has noted any."""
        kept = self._session.execute(select(Setting.value).where(Setting.name == NAME)).scalar_one_or_none()
        return frozenset(kept) if isinstance(kept, list) else frozenset()

    def keep(self, kinds: Collection[str]) -> None:
        """Note that these were offered, and forget those that are no more."""
        put(self._session, NAME, sorted(kinds))
