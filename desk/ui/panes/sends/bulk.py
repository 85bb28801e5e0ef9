# SPDX-License-Identifier: LicenseRef-Desk
"""Decides which of many sends a deed is for, and why the others are left out; pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from desk.models.vocabulary import DeliveryState, Reason
from desk.services.delivery import DeliveryRow

if TYPE_CHECKING:
    from desk.services.delivery import Outlook


class DeedKind(StrEnum):
    """What is done to sends."""

    RESEND = "resend"
    RESEND_NEWEST = "resend_newest"
    APPROVE = "approve"
    CANCEL = "cancel"
    ARRIVED = "arrived"
    NOT_ARRIVED = "not_arrived"


class LeftOut(StrEnum):
    """Why a send is left out, where it is not for one of the vocabulary's reasons."""

    WAITING = "waiting"
    IN_DOUBT = "in_doubt"
    OVER = "over"
    NOT_ASKED = "not_asked"
    TOO_MANY = "too_many"
    GONE = "gone"


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What a deed would do. going: what it is for. left: (why, those left out) in the order of the list.

    repeated: how many of `going` have reached the customer already.
    """

    kind: DeedKind
    going: tuple[DeliveryRow, ...] = ()
    left: tuple[tuple[LeftOut | Reason, tuple[DeliveryRow, ...]], ...] = ()
    repeated: int = 0

    @property
    def left_count(self) -> int:
        """How many are left out."""
        return sum(len(rows) for _why, rows in self.left)


WhyNot = Callable[[DeliveryRow], LeftOut | Reason | None]
"""Why a deed is not for a send; None: it is."""

_ARRIVED = frozenset({DeliveryState.SENT, DeliveryState.DELIVERED})
_CAN_STOP = frozenset({DeliveryState.QUEUED, DeliveryState.SENDING})


def plan_resend(rows: Sequence[DeliveryRow], outlooks: Mapping[str, Outlook], kind: DeedKind) -> Plan:
    """Return what sending again would do. outlooks: of those that were looked at."""
    plan = _plan(kind, rows, lambda row: _why_not_again(row, outlooks))
    repeated = sum(row.state in _ARRIVED or outlooks[row.id].has_arrived_again for row in plan.going)
    return Plan(kind=kind, going=plan.going, left=plan.left, repeated=repeated)


def plan_cancel(rows: Sequence[DeliveryRow]) -> Plan:
    """Return what calling off would do."""
    return _plan(DeedKind.CANCEL, rows, _why_not_off)


def plan_approve(rows: Sequence[DeliveryRow]) -> Plan:
    """Return what approving would do."""
    return _plan(DeedKind.APPROVE, rows, _why_not_approved)


def awaits(row: DeliveryRow) -> bool:
    """Whether a send waits for a person's word."""
    return row.state is DeliveryState.QUEUED and row.reason is Reason.AWAITING_APPROVAL


def can_stop(row: DeliveryRow) -> bool:
    """Whether a send can still be called off."""
    return row.state in _CAN_STOP


def _plan(kind: DeedKind, rows: Sequence[DeliveryRow], why_not: WhyNot) -> Plan:
    going: list[DeliveryRow] = []
    left: dict[LeftOut | Reason, list[DeliveryRow]] = {}
    for row in rows:
        why = why_not(row)
        if why is None:
            going.append(row)
        else:
            left.setdefault(why, []).append(row)
    return Plan(kind=kind, going=tuple(going), left=tuple((why, tuple(some)) for why, some in left.items()))


def _why_not_again(row: DeliveryRow, outlooks: Mapping[str, Outlook]) -> LeftOut | Reason | None:
    outlook = outlooks.get(row.id)
    if outlook is None:
        return LeftOut.TOO_MANY
    if outlook.is_open:
        return LeftOut.IN_DOUBT if row.state is DeliveryState.UNCONFIRMED else LeftOut.WAITING
    return outlook.reason


def _why_not_off(row: DeliveryRow) -> LeftOut | None:
    if can_stop(row):
        return None
    return LeftOut.IN_DOUBT if row.state is DeliveryState.UNCONFIRMED else LeftOut.OVER


def _why_not_approved(row: DeliveryRow) -> LeftOut | None:
    return None if awaits(row) else LeftOut.NOT_ASKED
