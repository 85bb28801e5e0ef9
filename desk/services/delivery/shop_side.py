# SPDX-License-Identifier: LicenseRef-Desk
"""Keeps the shop's side of a decision readable: its languages, zone, and which channels have a sender."""

from sqlalchemy.orm import Session

from desk.services.providers import Roster
from desk.services.rules import State
from desk.services.shop import Settings


def shop_state(session: Session) -> State:
    """Return what decisions must know of the shop itself."""
    settings = Settings(session).get()
    channels = {one.channel for one in Roster(session).in_use(sandbox=settings.trial_mode)}
    return State(
        channels_with_sender=frozenset(channels),
        shop_zone=settings.timezone,
        shop_language=settings.default_language,
        shop_country=settings.country,
        legal_quiet_hours=settings.legal_quiet_hours,
    )
