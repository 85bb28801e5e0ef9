# SPDX-License-Identifier: LicenseRef-Desk
"""Makes a shop: a person's own, or the sample shop."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from desk import clock
from desk.bootstrap.opening import Desk, open_desk
from desk.bootstrap.stocking import open_sample_rules, stock
from desk.config import Config
from desk.services.sandbox import build_sample_mail, build_sample_shop
from desk.services.shop import CALENDARS, LocationDraft, Locations, Settings
from desk.services.store import Change, Session
from desk.translation import translator


@dataclass(frozen=True, slots=True, kw_only=True)
class ShopDraft:
    """What the first page asks. opening: weekday (0 is Monday) → spans of wall times "HH:MM"."""

    name: str
    country: str
    language: str
    timezone: str
    opening: Mapping[int, tuple[tuple[str, str], ...]] = field(default_factory=dict)


def create_shop(config: Config, draft: ShopDraft) -> None:
    """Make a new shop: one location, ready rules and texts, trial mode on. Refused names what is wrong."""
    desk = open_desk(config)

    def work(session: Session) -> None:
        Settings(session).change(
            shop_name=draft.name,
            country=draft.country,
            default_language=draft.language,
            timezone=draft.timezone,
            trial_mode=True,
        )
        location = LocationDraft(
            name=draft.name,
            timezone=draft.timezone,
            country=draft.country,
            opening=draft.opening,
            calendar=draft.country if draft.country in CALENDARS else "",
            is_default=True,
        )
        Locations(session).create(location)
        stock(session, translator(draft.language), clock.now())

    try:
        desk.db.write_now(work, *Change)
    finally:
        desk.close()


def open_sample(config: Config) -> Desk:
    """Open the sample shop in its own folder, made on the first call."""
    desk = open_desk(config.sample())
    if not desk.db.read_now(lambda session: Settings(session).get().is_sample):
        desk.db.write_now(_make_sample, *Change)
    return desk


def _make_sample(session: Session) -> None:
    now = clock.now()
    shop = build_sample_shop(session, now)
    stock(session, translator(Settings(session).get().default_language), now)
    open_sample_rules(session)
    build_sample_mail(session, shop, now)
