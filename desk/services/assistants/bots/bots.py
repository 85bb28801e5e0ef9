# SPDX-License-Identifier: LicenseRef-Desk
"""Keeps the bots: what they are, in which order they are asked, how they fare."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import ColumnElement, delete, func, insert, select, update
from sqlalchemy.orm import Session

from desk.errors import Conflict, NotFound, Problem, Refused
from desk.models import Bot, new_id
from desk.models.columns import Json
from desk.models.vocabulary import Channel
from desk.services.assistants.bots.kinds import BOT_KINDS, settings_problems
from desk.services.shop import Deed, needs
from desk.services.store import AnyRow, changed_rows

BOT_CHANNELS = (Channel.EMAIL, Channel.SMS)
"""Where customers write, so that there is something to answer."""
MOST_NAME = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class BotDraft:
    """A bot as typed. settings: of its kind, without its key. channels: at least one of BOT_CHANNELS."""

    name: str
    kind: str
    settings: Json = field(default_factory=dict)
    channels: tuple[Channel, ...] = BOT_CHANNELS
    is_active: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class BotRow:
    """A bot. health_code: "" well, or never asked; else what was wrong at `health_at`."""

    id: str
    version: int
    name: str
    kind: str
    settings: Json
    channels: tuple[Channel, ...]
    is_active: bool
    health_code: str
    health_at: datetime | None


class Bots:
    """Keeper of bots; announce Change.ASSISTANTS with every write."""

    def __init__(self, session: Session) -> None:
        self._session = session

    @needs(Deed.EDIT_ACCOUNTS)
    def create(self, draft: BotDraft, *, at: datetime) -> str:
        """Keep a new bot, to be asked last; Refused names what is wrong."""
        _check(draft)
        last = self._session.scalar(select(func.max(Bot.position)))
        bot_id = new_id()
        self._session.execute(
            insert(Bot).values(
                id=bot_id,
                created_at=at,
                updated_at=at,
                version=1,
                position=0 if last is None else last + 1,
                **_values(draft),
            )
        )
        return bot_id

    @needs(Deed.EDIT_ACCOUNTS)
    def change(self, bot_id: str, seen_version: int, draft: BotDraft, *, at: datetime) -> None:
        """Replace a bot. Conflict("bot_changed") when somebody changed it since; NotFound; Refused."""
        _check(draft)
        query = update(Bot).where(Bot.id == bot_id, Bot.version == seen_version)
        values = {**_values(draft), "health_code": "", "health_at": None}
        if not changed_rows(self._session, query.values(version=seen_version + 1, updated_at=at, **values)):
            self.get(bot_id)
            raise Conflict("bot_changed", id=bot_id)

    @needs(Deed.EDIT_ACCOUNTS)
    def activate(self, bot_id: str, *, is_active: bool, at: datetime) -> None:
        """Let a bot answer, or not. NotFound; Refused when its settings are not complete."""
        row = self.get(bot_id)
        if is_active and (problems := settings_problems(row.kind, row.settings)):
            raise Refused(*problems)
        query = update(Bot).where(Bot.id == bot_id)
        self._session.execute(query.values(is_active=is_active, updated_at=at, version=Bot.version + 1))

    @needs(Deed.EDIT_ACCOUNTS)
    def remove(self, bot_id: str) -> None:
        """Forget a bot; what it has answered stays."""
        self._session.execute(delete(Bot).where(Bot.id == bot_id))

    def get(self, bot_id: str) -> BotRow:
        """Return a bot; NotFound."""
        row = self._session.execute(select(*Bot.__table__.c).where(Bot.id == bot_id)).first()
        if row is None:
            raise NotFound("no_bot", id=bot_id)
        return _row(row)

    def page(self, limit: int = 200) -> tuple[BotRow, ...]:
        """Return the bots in the order in which they are asked."""
        return self._some(limit)

    def active(self, channel: Channel) -> tuple[BotRow, ...]:
        """Return the bots that answer on a channel, in the order in which they are asked."""
        return tuple(row for row in self._some(200, Bot.is_active.is_(True)) if channel in row.channels)

    def names(self) -> dict[str, str]:
        """Return id → name of all bots."""
        return {row.id: row.name for row in self._session.execute(select(Bot.id, Bot.name).limit(1000))}

    @needs(Deed.EDIT_ACCOUNTS)
    def order(self, bot_ids: Sequence[str]) -> None:
        """Ask bots in this order."""
        for position, bot_id in enumerate(bot_ids):
            self._session.execute(update(Bot).where(Bot.id == bot_id).values(position=position))

    def note_health(self, bot_id: str, code: str, *, at: datetime) -> None:
        """Note how a bot fared; "" is well."""
        self._session.execute(update(Bot).where(Bot.id == bot_id).values(health_code=code[:60], health_at=at))

    def _some(self, limit: int, *where: ColumnElement[bool]) -> tuple[BotRow, ...]:
        query = select(*Bot.__table__.c).where(*where).order_by(Bot.position, Bot.id).limit(limit)
        return tuple(_row(row) for row in self._session.execute(query))


def _check(draft: BotDraft) -> None:
    problems = [] if draft.name.strip() else [Problem(code="missing_field", place="name")]
    if draft.kind not in BOT_KINDS:
        problems.append(Problem(code="unknown_kind", place="kind"))
    if not draft.channels:
        problems.append(Problem(code="missing_field", place="channels"))
    if draft.is_active:
        problems += settings_problems(draft.kind, draft.settings)
    if problems:
        raise Refused(*problems)


def _values(draft: BotDraft) -> dict[str, object]:
    return {
        "name": draft.name.strip()[:MOST_NAME],
        "kind": draft.kind,
        "settings": draft.settings,
        "channels": [channel.value for channel in draft.channels],
        "is_active": draft.is_active,
    }


def _row(row: AnyRow) -> BotRow:
    return BotRow(
        id=row.id,
        version=row.version,
        name=row.name,
        kind=row.kind,
        settings=row.settings,
        channels=tuple(Channel(one) for one in row.channels),
        is_active=row.is_active,
        health_code=row.health_code,
        health_at=row.health_at,
    )
