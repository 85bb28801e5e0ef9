# SPDX-License-Identifier: LicenseRef-Desk
"""Keeps the addresses that must not be written to."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import BindParameter, ColumnElement, and_, bindparam, insert, or_, select, true, update
from sqlalchemy.orm import Session

from desk import clock
from desk.errors import NotFound, Problem, Refused
from desk.models import Suppression, new_id
from desk.models.columns import UtcDateTime
from desk.models.vocabulary import Channel
from desk.services.channels import CHANNELS
from desk.services.shop import Deed, Settings, address_key, fold, needs
from desk.services.store import AnyRow, changed_rows, read_rows

REASONS = ("hard_bounce", "soft_bounce", "complaint", "unsubscribed", "manual")
"""Why an address can be on the list."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SuppressionDraft:
    """An address to put on the list. topic: "" means every topic. expires_at: None means for good.

    is_trial: a customer who was played in trial mode asked for it.
    """

    channel: Channel
    address: str
    reason: str
    topic: str = ""
    expires_at: datetime | None = None
    note: str = ""
    is_trial: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SuppressionRow:
    """A line of the list; `id` is what the next page starts after."""

    id: str
    channel: Channel
    address: str
    topic: str
    reason: str
    created_at: datetime
    expires_at: datetime | None
    released_at: datetime | None
    note: str
    is_trial: bool = False

    def is_active(self, at: datetime) -> bool:
        """Say whether the address may not be written to at `at`."""
        is_over = self.expires_at is not None and self.expires_at <= at
        return self.released_at is None and not is_over


@dataclass(frozen=True, slots=True, kw_only=True)
class SuppressionFilter:
    """Which lines a list shows; text: a part of the address. only_active: not what is over or released."""

    text: str = ""
    channel: Channel | None = None
    reason: str = ""
    only_active: bool = True


class Suppressions:
    """Keeper of the suppression list; capitals in an address make no difference.

    What the trial put on it is there in trial mode only: none of it is anybody's real wish.
    """

    def __init__(self, session: Session) -> None:
        self._session = session

    @needs(Deed.EDIT_CONSENTS)
    def add(self, draft: SuppressionDraft) -> str:
        """Put an address on the list and return the line's id; one that is on it already keeps its line.

        Refused names what is wrong.
        """
        address = self._checked(draft)
        now = clock.now()
        same = and_(
            Suppression.channel == draft.channel,
            Suppression.address == address,
            Suppression.topic == draft.topic,
            Suppression.reason == draft.reason,
            Suppression.is_trial.is_(draft.is_trial),
            Suppression.expires_at.is_(None)
            if draft.expires_at is None
            else Suppression.expires_at == draft.expires_at,
        )
        known = self._session.scalar(select(Suppression.id).where(same, _is_active(now)).limit(1))
        if known:
            return known
        suppression_id = new_id()
        self._session.execute(
            insert(Suppression).values(
                id=suppression_id,
                channel=draft.channel,
                address=address,
                topic=draft.topic,
                reason=draft.reason,
                created_at=now,
                expires_at=draft.expires_at,
                note=draft.note[:300],
                is_trial=draft.is_trial,
            )
        )
        return suppression_id

    @needs(Deed.RELEASE_SUPPRESSIONS)
    def release(self, suppression_id: str) -> None:
        """Take a line off the list; it stays to be seen. Released again it changes nothing. NotFound."""
        query = update(Suppression).where(Suppression.id == suppression_id, Suppression.released_at.is_(None))
        if not changed_rows(self._session, query.values(released_at=clock.now())):
            self.get(suppression_id)

    def get(self, suppression_id: str) -> SuppressionRow:
        """Return a line, active or not; NotFound."""
        query = select(*Suppression.__table__.c).where(Suppression.id == suppression_id)
        row = self._session.execute(query).first()
        if row is None:
            raise NotFound("suppression_not_found", id=suppression_id)
        return _row(row)

    def active(self, addresses: Collection[str], at: datetime) -> frozenset[tuple[Channel, str, str]]:
        """Return (channel, address as asked, topic) of what is suppressed at `at`; topic "": every topic."""
        asked: defaultdict[str, list[str]] = defaultdict(list)
        for address in addresses:
            asked[address_key(address)].append(address)
        found = read_rows(self._session, _ACTIVE, asked, at=at)
        is_trial = any(line.is_trial for line in found) and self._is_trial()  # most lists are without any
        return frozenset(
            (line.channel, as_asked, line.topic)
            for line in found
            if is_trial or not line.is_trial
            for as_asked in asked[line.address]
        )

    def about(self, addresses: Collection[str], limit: int = 50) -> tuple[SuppressionRow, ...]:
        """Return every line about some addresses, over and released ones too, newest first."""
        keys = {address_key(address) for address in addresses}
        query = select(*Suppression.__table__.c).where(Suppression.address.in_(keys), self._counts())
        found = self._session.execute(query.order_by(Suppression.id.desc()).limit(limit))
        return tuple(_row(row) for row in found)

    def page(
        self, wanted: SuppressionFilter, *, after: str | None = None, limit: int = 200
    ) -> tuple[SuppressionRow, ...]:
        """Return the lines that follow `after` (a row's id), newest first, at most `limit`."""
        query = select(*Suppression.__table__.c).where(self._counts())
        if wanted.only_active:
            query = query.where(_is_active(clock.now()))
        if wanted.channel is not None:
            query = query.where(Suppression.channel == wanted.channel)
        if wanted.reason:
            query = query.where(Suppression.reason == wanted.reason)
        if wanted.text.strip():
            query = query.where(Suppression.address.contains(fold(wanted.text), autoescape=True))
        if after is not None:
            query = query.where(Suppression.id < after)
        found = self._session.execute(query.order_by(Suppression.id.desc()).limit(limit))
        return tuple(_row(row) for row in found)

    def _counts(self) -> ColumnElement[bool]:
        return true() if self._is_trial() else Suppression.is_trial.is_(False)

    def _is_trial(self) -> bool:
        return Settings(self._session).get().trial_mode

    def _checked(self, draft: SuppressionDraft) -> str:
        """Return the address in the form it is compared by."""
        address = self._normal(draft.channel, draft.address)
        wrong = {
            "address": "bad_address" if not address else "",
            "reason": "unknown_reason" if draft.reason not in REASONS else "",
        }
        problems = [Problem(code=code, place=place) for place, code in wrong.items() if code]
        if problems:
            raise Refused(*problems)
        return address_key(address or "")

    def _normal(self, channel: Channel, address: str) -> str | None:
        for kind in CHANNELS:
            if kind.channel is channel:
                return kind.normal(address, Settings(self._session).get().country)
        return address.strip()


def _is_active(at: "datetime | BindParameter[datetime]") -> ColumnElement[bool]:
    is_on = or_(Suppression.expires_at.is_(None), Suppression.expires_at > at)
    return and_(Suppression.released_at.is_(None), is_on)


_ACTIVE = select(Suppression.channel, Suppression.address, Suppression.topic, Suppression.is_trial).where(
    Suppression.address.in_(bindparam("ids", expanding=True)), _is_active(bindparam("at", type_=UtcDateTime))
)
"""ids: addresses as they are compared. at: when."""


def _row(row: AnyRow) -> SuppressionRow:
    return SuppressionRow(
        id=row.id,
        channel=row.channel,
        address=row.address,
        topic=row.topic,
        reason=row.reason,
        created_at=row.created_at,
        expires_at=row.expires_at,
        released_at=row.released_at,
        note=row.note,
        is_trial=row.is_trial,
    )
