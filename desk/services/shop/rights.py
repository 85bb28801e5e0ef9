# SPDX-License-Identifier: LicenseRef-Desk
"""Keeps people to what their role may: the guard of every keeper that somebody at a window can reach."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Concatenate, ParamSpec, Protocol, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from desk.errors import Problem, Refused
from desk.models import Operator
from desk.models.vocabulary import Role
from desk.services.shop.roles import Deed, least_role, may
from desk.services.shop.seat import SEAT

_DOING = "desk_deed"
"""The mark of a session in which somebody does what they may: whatever belongs to it is theirs to do."""

P = ParamSpec("P")
R = TypeVar("R")


class _Keeper(Protocol):
    _session: Session


K = TypeVar("K", bound=_Keeper)


class Rights:
    """Who may do what.

    Roles count once an owner has a password: before that nobody could be told from anybody, and nobody could
    let the others in again. Where nobody has taken the seat and nobody is named (the service, the command
    line), everything may be done.
    """

    def __init__(self, session: Session) -> None:
        self._session = session

    def role(self, by: str | None = None) -> Role | None:
        """Return the role that counts of `by`, or of whoever sits at this window; None: everything may be done.

        Who is not there any more may what the least role may.
        """
        who = by or SEAT.operator_id
        if not who or not self._count():
            return None
        query = select(Operator.role).where(Operator.id == who, Operator.is_active)
        return self._session.scalar(query) or Role.VIEWER

    def forbidden(self, by: str | None = None) -> frozenset[Deed]:
        """Return everything that they may not do."""
        role = self.role(by)
        return frozenset() if role is None else frozenset(deed for deed in Deed if not may(role, deed))

    def is_me(self, operator_id: str) -> bool:
        """Whether it is they who sit at this window."""
        return operator_id == SEAT.operator_id

    def demand(self, deed: Deed, by: str | None = None) -> None:
        """Go on only if they may; Refused("not_allowed"), with the deed and the role that may."""
        if _DOING in self._session.info:
            return
        role = self.role(by)
        if role is not None and not may(role, deed):
            details = {"deed": str(deed), "role": str(least_role(deed))}
            raise Refused(Problem(code="not_allowed", details=details))

    def _count(self) -> bool:
        """Whether roles count in this shop."""
        owners = Operator.role == Role.OWNER, Operator.is_active, Operator.password_hash != ""
        return self._session.execute(select(Operator.id).where(*owners).limit(1)).first() is not None


def needs(
    deed: Deed,
) -> Callable[[Callable[Concatenate[K, P], R]], Callable[Concatenate[K, P], R]]:
    """Make a keeper's method ask first; `by` among its named arguments says who, else who sits at this window.

    What it calls of other keepers is part of the same deed, and is not asked again.
    """

    def guarded(method: Callable[Concatenate[K, P], R]) -> Callable[Concatenate[K, P], R]:
        @wraps(method)
        def asked(keeper: K, /, *args: P.args, **kwargs: P.kwargs) -> R:
            session = keeper._session  # noqa: SLF001 - every keeper has one
            by = kwargs.get("by")
            Rights(session).demand(deed, by if isinstance(by, str) else None)
            with doing(session):
                return method(keeper, *args, **kwargs)

        return asked

    return guarded


@contextmanager
def doing(session: Session) -> Iterator[None]:
    """Let everything in here belong to the deed that was just allowed."""
    is_first = _DOING not in session.info
    session.info[_DOING] = True
    try:
        yield
    finally:
        if is_first:
            session.info.pop(_DOING, None)
