# SPDX-License-Identifier: LicenseRef-Desk
"""Keeps how far the agenda has been made true: for which rules, and for changes until when."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from desk.models import Setting
from desk.services.rules import RuleViews, spec_to_json
from desk.services.shop import Locations, Settings
from desk.services.store import changed_rows

NAME = "reminders.planned"

MARGIN = timedelta(minutes=1)
"""A change may be committed later than its own instant; so far back is looked again."""

NEVER = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """rules: id → what its timers follow from. until: changes before it are in the agenda."""

    rules: Mapping[str, str] = field(default_factory=dict)
    until: datetime = NEVER

    def since(self, now: datetime) -> datetime:
        """Return from when on changes have to be looked at; from the beginning when the clock went back."""
        return self.until - MARGIN if NEVER < self.until <= now + MARGIN else NEVER


class Watermark:
    """Keeper of the mark, and reader of what it should be."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def read(self) -> Mark:
        """Return the mark; an empty one before the first sweep."""
        kept = self._session.scalar(select(Setting.value).where(Setting.name == NAME))
        if not isinstance(kept, dict):
            return Mark()
        return Mark(rules=kept["rules"], until=datetime.fromisoformat(kept["until"]))

    def write(self, mark: Mark) -> None:
        """Keep the mark."""
        value = {"rules": dict(mark.rules), "until": mark.until.isoformat()}
        if not changed_rows(self._session, update(Setting).where(Setting.name == NAME).values(value=value)):
            self._session.execute(insert(Setting).values(name=NAME, value=value))

    def wanted(self) -> dict[str, str]:
        """Return active timed rule → what its timers follow from: trigger, zones, leap birthday."""
        settings = Settings(self._session).get()
        zones = sorted((place.id, place.zone) for place in Locations(self._session).all())
        ground = f"{settings.timezone}|{settings.leap_birthday}|{zones}"
        rules = RuleViews(self._session).timed()
        return {rule.id: f"{spec_to_json(rule.spec)['trigger']}|{ground}" for rule in rules}
