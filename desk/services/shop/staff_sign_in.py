# SPDX-License-Identifier: LicenseRef-Desk
"""Keeps who may sign in: passwords as Argon2id, a lock after too many failures."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError, VerifyMismatchError
from sqlalchemy import select
from sqlalchemy.orm import Session

from desk.errors import NotFound, Problem, Refused
from desk.models import Operator
from desk.models.identity import OperatorId
from desk.models.vocabulary import Role
from desk.services.shop.rights import Rights, needs
from desk.services.shop.roles import Deed
from desk.services.store import held

MOST_FAILURES = 5
LOCKED_FOR = timedelta(minutes=5)
LEAST_LENGTH, MOST_LENGTH = 10, 512
_COMMON = frozenset(
    {"1234567890", "password12", "motdepasse", "azertyuiop", "qwertyuiop", "passwort12", "0123456789"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedIn:
    """Who signed in."""

    operator_id: OperatorId
    name: str
    role: Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempted:
    """What a try to sign in came to. who: None when it was refused. locked_until: no try counts before.

    left: how many failures there may still be.
    """

    who: SignedIn | None = None
    locked_until: datetime | None = None
    left: int = MOST_FAILURES


class StaffSignIn:
    """Keeper of sign-ins; announce OPERATORS with every write. Slow on purpose: never in a loop."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def set_password(self, operator_id: str, password: str) -> None:
        """Give an operator a password; "" takes it away. Refused for one that is too easily guessed; NotFound.

        Everybody may change their own; any other is the owner's to give and to take.
        """
        rights = Rights(self._session)
        if not (password and rights.is_me(operator_id)):
            rights.demand(Deed.EDIT_STAFF)
        row = self._operator(operator_id)
        if password:
            problems = password_problems(password, row.name, row.email)
            if problems:
                raise Refused(*problems)
        row.password_hash = _hasher().hash(password) if password else ""
        row.failed_sign_ins, row.locked_until = 0, None
        self._session.flush()

    def is_asked(self) -> bool:
        """Whether anybody has a password: only then a window asks who is there."""
        query = select(Operator.id).where(Operator.is_active, Operator.password_hash != "").limit(1)
        return self._session.execute(query).first() is not None

    def attempt(self, operator_id: str, password: str, now: datetime) -> Attempted:
        """Try to sign an operator in; what it came to is kept, so it is never raised.

        While locked nothing is looked at. Who does not exist, is not active or has no password takes as long, and
        is refused alike.
        """
        query = select(Operator).where(Operator.id == operator_id)
        row = self._session.execute(held(query)).scalar_one_or_none()
        if row is not None and row.locked_until is not None and row.locked_until > now:
            return Attempted(locked_until=row.locked_until, left=0)
        if row is None or not row.is_active or not row.password_hash:
            _matches(_nobodys(), password)
            return Attempted()
        if _matches(row.password_hash, password):
            self._welcome(row, password)
            return Attempted(who=SignedIn(operator_id=OperatorId(row.id), name=row.name, role=row.role))
        return self._failed(row, now)

    @needs(Deed.EDIT_STAFF)
    def unlock(self, operator_id: str) -> None:
        """Let an operator try again at once; NotFound."""
        row = self._operator(operator_id)
        row.failed_sign_ins, row.locked_until = 0, None
        self._session.flush()

    def _welcome(self, row: Operator, password: str) -> None:
        row.failed_sign_ins, row.locked_until = 0, None
        if _hasher().check_needs_rehash(row.password_hash):
            row.password_hash = _hasher().hash(password)
        self._session.flush()

    def _failed(self, row: Operator, now: datetime) -> Attempted:
        row.failed_sign_ins += 1
        left = MOST_FAILURES - row.failed_sign_ins
        if left <= 0:
            row.failed_sign_ins, row.locked_until = 0, now + LOCKED_FOR
        self._session.flush()
        return Attempted(locked_until=row.locked_until if left <= 0 else None, left=max(left, 0))

    def _operator(self, operator_id: str) -> Operator:
        row = self._session.get(Operator, operator_id)
        if row is None:
            raise NotFound("operator_not_found", id=operator_id)
        return row


def password_problems(password: str, name: str = "", email: str = "") -> tuple[Problem, ...]:
    """Return why a password is none: too short, too long, or the first one everybody would try."""
    found = []
    if len(password) < LEAST_LENGTH:
        found.append(
            Problem(code="password_too_short", place="password", details={"least": str(LEAST_LENGTH)})
        )
    if len(password) > MOST_LENGTH:
        found.append(Problem(code="too_long", place="password"))
    plain = password.casefold()
    own = {
        part for part in (name.casefold().replace(" ", ""), email.casefold(), email.partition("@")[0]) if part
    }
    if plain in _COMMON or plain in own or (password and len(set(plain)) < 4):
        found.append(Problem(code="password_too_easy", place="password"))
    return tuple(found)


def _matches(hashed: str, password: str) -> bool:
    try:
        return _hasher().verify(hashed, password[: MOST_LENGTH + 1])
    except (VerifyMismatchError, VerificationError, InvalidHashError):
        return False


@lru_cache(maxsize=1)
def _hasher() -> PasswordHasher:
    return PasswordHasher()  # Argon2id with the parameters of RFC 9106, low on memory


@lru_cache(maxsize=1)
def _nobodys() -> str:
    """Return a hash that no password matches, to take as long for nobody as for somebody."""
    return _hasher().hash("nobody’s own password")
