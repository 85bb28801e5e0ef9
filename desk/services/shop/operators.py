# SPDX-License-Identifier: LicenseRef-Desk
"""Keeps the members of staff."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from desk import clock
from desk.errors import NotFound, Problem, Refused
from desk.models import Operator, new_id
from desk.models.identity import LocationId, OperatorId
from desk.models.vocabulary import Role
from desk.services.shop.addresses import normalise_email, normalise_phone
from desk.services.shop.language import normalise_language
from desk.services.shop.rights import needs
from desk.services.shop.roles import Deed
from desk.services.shop.seat import SEAT
from desk.services.shop.settings import Settings
from desk.services.store import AnyRow, changed_rows, held


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """How a member of staff wants to be told: on the desktop; by e-mail of what is assigned, of what is answered."""

    desktop: bool = True
    email_assigned: bool = False
    email_replied: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class OperatorDraft:
    """A member of staff as typed. location_ids: () means every location."""

    name: str
    email: str = ""
    phone: str = ""
    role: Role = Role.AGENT
    language: str = ""
    signature: str = ""
    location_ids: tuple[LocationId, ...] = ()
    is_active: bool = True
    wishes: Wishes = Wishes()


@dataclass(frozen=True, slots=True, kw_only=True)
class OperatorCard:
    """A member of staff. location_ids: () means every location."""

    id: OperatorId
    name: str
    email: str
    phone: str
    role: Role
    language: str
    signature: str
    location_ids: tuple[LocationId, ...]
    is_active: bool
    has_password: bool = False
    wishes: Wishes = Wishes()


class Operators:
    """Keeper of operators."""

    def __init__(self, session: Session) -> None:
        self._session = session

    @needs(Deed.EDIT_STAFF)
    def create(self, draft: OperatorDraft) -> OperatorId:
        """Keep a new member of staff; Refused names every field that is wrong."""
        operator_id = OperatorId(new_id())
        values = self._values(draft)
        self._session.execute(insert(Operator).values(id=operator_id, created_at=clock.now(), **values))
        return operator_id

    @needs(Deed.EDIT_STAFF)
    def edit(self, operator_id: OperatorId, draft: OperatorDraft) -> None:
        """Replace what is known of a member of staff; NotFound, or Refused as in create.

        Refused("last_owner") where nobody would be left who may change the staff, or who can prove to be an owner.
        """
        if (draft.role is not Role.OWNER or not draft.is_active) and self._is_last_owner(operator_id):
            place = "role" if draft.role is not Role.OWNER else "is_active"
            raise Refused(Problem(code="last_owner", place=place))
        query = update(Operator).where(Operator.id == operator_id).values(**self._values(draft))
        if not changed_rows(self._session, query):
            raise NotFound("operator_not_found", id=operator_id)

    def get(self, operator_id: OperatorId) -> OperatorCard:
        """Return a member of staff, active or not; NotFound."""
        row = self._session.execute(select(*Operator.__table__.c).where(Operator.id == operator_id)).first()
        if row is None:
            raise NotFound("operator_not_found", id=operator_id)
        return _card(row)

    def all(self, *, with_inactive: bool = False, limit: int = 200) -> tuple[OperatorCard, ...]:
        """Return the members of staff in the order they came."""
        query = select(*Operator.__table__.c).order_by(Operator.id).limit(limit)
        if not with_inactive:
            query = query.where(Operator.is_active)
        return tuple(_card(row) for row in self._session.execute(query))

    def at_work(self) -> OperatorCard | None:
        """Return who acts in the window of this shop; None in a shop without staff.

        It is who signed in; where nobody has a password, the one who is active and came first. This is the only
        place that says so.
        """
        if SEAT.operator_id is not None:
            return next((one for one in self.all() if one.id == SEAT.operator_id), None)
        return next(iter(self.all(limit=1)), None)

    def _is_last_owner(self, operator_id: OperatorId) -> bool:
        """Whether they are an active owner without another one; an owner with a password needs one who has it too."""
        query = select(Operator.id, Operator.password_hash).where(
            Operator.role == Role.OWNER, Operator.is_active
        )
        owners = {row.id: bool(row.password_hash) for row in self._session.execute(held(query))}
        has_password = owners.pop(operator_id, None)
        return has_password is not None and not any(other or not has_password for other in owners.values())

    def _values(self, draft: OperatorDraft) -> dict[str, Any]:
        country = Settings(self._session).get().country
        kept = {
            "name": draft.name.strip(),
            "email": normalise_email(draft.email) if draft.email.strip() else "",
            "phone": normalise_phone(draft.phone, country) if draft.phone.strip() else "",
            "language": normalise_language(draft.language),
        }
        codes = {"email": "bad_email", "phone": "bad_phone", "language": "unknown_language"}
        problems = [Problem(code=code, place=place) for place, code in codes.items() if kept[place] is None]
        if not kept["name"]:
            problems.append(Problem(code="name_missing", place="name"))
        if problems:
            raise Refused(*problems)
        return kept | {
            "role": draft.role,
            "signature": draft.signature,
            "location_ids": list(draft.location_ids),
            "is_active": draft.is_active,
            "wishes": asdict(draft.wishes),
        }


def _card(row: AnyRow) -> OperatorCard:
    return OperatorCard(
        id=OperatorId(row.id),
        name=row.name,
        email=row.email,
        phone=row.phone,
        role=row.role,
        language=row.language,
        signature=row.signature,
        location_ids=tuple(row.location_ids),
        is_active=row.is_active,
        has_password=bool(row.password_hash),
        wishes=_wishes(row.wishes),
    )


def _wishes(kept: Mapping[str, object] | None) -> Wishes:
    """Return what is kept; whoever never said anything wants what is usual."""
    usual = asdict(Wishes())
    return Wishes(**{name: bool((kept or {}).get(name, usual[name])) for name in usual})
