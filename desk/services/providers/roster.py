# SPDX-License-Identifier: LicenseRef-Desk
"""Keeps the accounts that messages leave by, their order and their health."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Row, Select, delete, func, insert, or_, select, update
from sqlalchemy.orm import Session

from desk.errors import Conflict, NotFound, Problem, Refused
from desk.models import Provider, new_id
from desk.models.columns import Json
from desk.models.vocabulary import Channel
from desk.services.providers.circuit import Circuit, Health
from desk.services.providers.kinds import provider_kind
from desk.services.shop import Deed, needs

MOST = 200
"""No shop has more accounts; every list is cut there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountRow:
    """One account as it is kept; `settings` hold no secret."""

    id: str
    version: int
    kind: str
    channel: Channel
    name: str
    settings: Json = field(repr=False)
    sender_address: str
    sender_name: str
    location_id: str | None
    position: int
    is_active: bool
    is_sandbox: bool
    health: Health
    health_code: str
    health_text: str
    health_at: datetime | None
    open_until: datetime | None
    failures: int

    @property
    def circuit(self) -> Circuit:
        """Return where the account stands, for deciding."""
        return Circuit(
            health=self.health,
            failures=self.failures,
            open_until=self.open_until,
            code=self.health_code,
            text=self.health_text,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountDraft:
    """What an owner wants an account to be. location_id: None serves all locations."""

    kind: str
    name: str
    settings: Json
    sender_address: str
    sender_name: str = ""
    location_id: str | None = None
    is_active: bool = True
    is_sandbox: bool = False


_COLUMNS = tuple(getattr(Provider, name) for name in AccountRow.__dataclass_fields__)
_LENGTHS = {"name": 120, "sender_address": 320, "sender_name": 120}


class Roster:
    """The accounts of the shop."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def page(self, channel: Channel | None = None, limit: int = MOST) -> tuple[AccountRow, ...]:
        """Return the accounts, of one channel or all, in the order in which they are tried."""
        wanted = self._select().limit(min(limit, MOST))
        if channel is not None:
            wanted = wanted.where(Provider.channel == channel)
        return _rows(self._session.execute(wanted).all())

    def get(self, account_id: str) -> AccountRow:
        """Return one account; raises NotFound."""
        row = self._session.execute(self._select().where(Provider.id == account_id)).one_or_none()
        if row is None:
            raise NotFound("no_account", id=account_id)
        return _rows([row])[0]

    def in_use(self, *, sandbox: bool) -> tuple[AccountRow, ...]:
        """Return the accounts that messages leave by, in order. sandbox: in trial mode its own, else the shop's."""
        return _rows(self._session.execute(self._in_use(sandbox=sandbox).limit(MOST)).all())

    def for_channel(
        self, channel: Channel, location_id: str | None, *, sandbox: bool
    ) -> tuple[AccountRow, ...]:
        """Return the accounts in use that may serve a location: its own first, then those for all."""
        wanted = self._in_use(sandbox=sandbox).where(
            Provider.channel == channel,
            or_(Provider.location_id.is_(None), Provider.location_id == location_id),
        )
        found = _rows(self._session.execute(wanted.limit(MOST)).all())
        return tuple(sorted(found, key=lambda account: account.location_id is None))

    @needs(Deed.EDIT_ACCOUNTS)
    def create(self, draft: AccountDraft, *, at: datetime) -> str:
        """Keep a new account, last in the order, and return its id; raises Refused."""
        values = _values(draft)
        last = self._session.execute(select(func.max(Provider.position))).scalar()
        account_id = new_id()
        self._session.execute(
            insert(Provider).values(
                **values,
                id=account_id,
                created_at=at,
                updated_at=at,
                position=0 if last is None else last + 1,
            )
        )
        return account_id

    @needs(Deed.EDIT_ACCOUNTS)
    def change(self, account_id: str, version: int, draft: AccountDraft, *, at: datetime) -> None:
        """Replace what the owner sees of an account and try it afresh; raises Refused, NotFound, Conflict."""
        self._edit(account_id, version, at, {**_values(draft), **_health_values(Circuit(), at)})

    @needs(Deed.EDIT_ACCOUNTS)
    def activate(self, account_id: str, *, is_active: bool, at: datetime) -> None:
        """Use or rest an account; using it again tries it afresh. Raises NotFound."""
        fresh = _health_values(Circuit(), at) if is_active else {}
        self._edit(account_id, None, at, {"is_active": is_active, **fresh})

    @needs(Deed.EDIT_ACCOUNTS)
    def order(self, account_ids: Sequence[str]) -> None:
        """Put accounts in this order; those not named keep theirs behind."""
        named = {account_id: place for place, account_id in enumerate(dict.fromkeys(account_ids))}
        rest = [row.id for row in self.page() if row.id not in named]
        for place, account_id in enumerate([*named, *rest]):
            self._session.execute(update(Provider).where(Provider.id == account_id).values(position=place))

    def note(self, account_id: str, circuit: Circuit, *, at: datetime) -> None:
        """Keep where an account stands; an account that is gone is passed over."""
        wanted = update(Provider).where(Provider.id == account_id)
        self._session.execute(wanted.values(**_health_values(circuit, at)))

    def release(self, account_id: str, *, at: datetime) -> None:
        """Try an account afresh: the owner acted. Raises NotFound."""
        self._edit(account_id, None, at, _health_values(Circuit(), at))

    @needs(Deed.EDIT_ACCOUNTS)
    def remove(self, account_id: str) -> None:
        """Forget an account; what was sent by it keeps its id. Raises NotFound."""
        done = self._session.execute(delete(Provider).where(Provider.id == account_id).returning(Provider.id))
        if done.one_or_none() is None:
            raise NotFound("no_account", id=account_id)

    def _select(self) -> "Select[tuple[object, ...]]":
        return select(*_COLUMNS).order_by(Provider.position, Provider.id)

    def _in_use(self, *, sandbox: bool) -> "Select[tuple[object, ...]]":
        return self._select().where(Provider.is_active, Provider.is_sandbox == sandbox)

    def _edit(self, account_id: str, version: int | None, at: datetime, values: Json) -> None:
        wanted = update(Provider).where(Provider.id == account_id)
        if version is not None:
            wanted = wanted.where(Provider.version == version)
        changed = wanted.values(**values, updated_at=at, version=Provider.version + 1).returning(Provider.id)
        if self._session.execute(changed).one_or_none() is None:
            self.get(account_id)
            raise Conflict("account_changed", id=account_id)


def _rows(rows: Sequence[Row[tuple[object, ...]]]) -> tuple[AccountRow, ...]:
    accounts = []
    for row in rows:
        values = dict(row._mapping)  # noqa: SLF001 - SQLAlchemy's public name for a row as a mapping
        accounts.append(AccountRow(**{**values, "health": Health(values["health"])}))
    return tuple(accounts)


def _values(draft: AccountDraft) -> Json:
    """Return a draft's columns; raises Refused with everything that is wrong."""
    kind = provider_kind(draft.kind)
    problems = [
        Problem(code="missing_field", place=place)
        for place in ("name", "sender_address")
        if not getattr(draft, place).strip()
    ]
    for place, most in _LENGTHS.items():
        text = getattr(draft, place)
        if len(text) > most:
            problems.append(Problem(code="too_long", place=place))
        elif any(ord(sign) < 32 or ord(sign) == 127 for sign in text):
            problems.append(Problem(code="control_character", place=place))
    problems += [
        Problem(code=problem.code, place=f"settings.{problem.place}", details=problem.details)
        for problem in kind.problems(draft.settings)
    ]
    if problems:
        raise Refused(*problems)
    return {
        "kind": draft.kind,
        "channel": kind.channel,
        "name": draft.name.strip(),
        "settings": draft.settings,
        "sender_address": draft.sender_address.strip(),
        "sender_name": draft.sender_name.strip(),
        "location_id": draft.location_id,
        "is_active": draft.is_active,
        "is_sandbox": draft.is_sandbox,
    }


def _health_values(circuit: Circuit, at: datetime) -> Json:
    return {
        "health": circuit.health.value,
        "health_code": circuit.code[:60],
        "health_text": circuit.text[:500],
        "health_at": at,
        "open_until": circuit.open_until,
        "failures": circuit.failures,
    }
