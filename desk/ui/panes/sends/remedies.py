# SPDX-License-Identifier: LicenseRef-Desk
"""Decides what can be done about a send, and which of it would work now; pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from desk.models.vocabulary import AttemptOutcome, DeliveryState, Reason
from desk.ui.panes.sends.bulk import awaits, can_stop

if TYPE_CHECKING:
    from desk.services.delivery import DeliveryDetail, DeliveryRow, Outlook


class Remedy(StrEnum):
    """One thing to do."""

    APPROVE = "approve"
    DECLINE = "decline"
    CANCEL = "cancel"
    ARRIVED = "arrived"
    NOT_ARRIVED = "not_arrived"
    CONSENT = "consent"
    EXCLUSION = "exclusion"
    ADDRESS = "address"
    ACCOUNTS = "accounts"
    TEMPLATE = "template"
    RULE = "rule"
    RESEND = "resend"
    RESEND_NEWEST = "resend_newest"
    CUSTOMER = "customer"


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A remedy and whether it would work. blocked: the reason for which it would not."""

    remedy: Remedy
    is_enabled: bool = True
    blocked: Reason | None = None


_BY_REASON = {
    Reason.NO_CONSENT: Remedy.CONSENT,
    Reason.SUPPRESSED: Remedy.EXCLUSION,
    Reason.NO_ADDRESS: Remedy.ADDRESS,
    Reason.NO_SENDER: Remedy.ACCOUNTS,
    Reason.PROVIDER_DOWN: Remedy.ACCOUNTS,
    Reason.RENDER_ERROR: Remedy.TEMPLATE,
    Reason.RULE_PAUSED: Remedy.RULE,
    Reason.CONDITION_FALSE: Remedy.RULE,
}
_ADDRESS_CODES = ("5.1.", "550", "551", "553")
"""Begin the codes with which a server says that the address is wrong."""
_ACCOUNT_CODES = ("530", "534", "535", "538", "5.7.", "401", "402", "403")
"""Begin the codes with which it says that the account is."""
_OVER = frozenset({DeliveryState.SENT, DeliveryState.DELIVERED})


def offers(detail: DeliveryDetail, outlook: Outlook) -> tuple[Offer, ...]:
    """Return what can be done, the likeliest first; the customer's card always comes last."""
    found = dict.fromkeys(_likely(detail, outlook))
    enabled = tuple(Offer(remedy=remedy) for remedy in found)
    return (*enabled, *_again(detail, outlook), Offer(remedy=Remedy.CUSTOMER))


def _likely(detail: DeliveryDetail, outlook: Outlook) -> Iterator[Remedy]:
    row = detail.row
    if awaits(row):
        yield Remedy.APPROVE
        yield Remedy.DECLINE
    elif row.state is DeliveryState.UNCONFIRMED:
        yield Remedy.ARRIVED
        yield Remedy.NOT_ARRIVED
    elif can_stop(row):
        yield Remedy.CANCEL
    for reason in (row.reason, outlook.reason):
        if reason in _BY_REASON and row.state not in _OVER and not _is_of_rules(row, _BY_REASON[reason]):
            yield _BY_REASON[reason]
    if row.state in {DeliveryState.FAILED, DeliveryState.BOUNCED, DeliveryState.QUEUED}:
        yield from _by_answer(detail)


def _is_of_rules(row: DeliveryRow, remedy: Remedy) -> bool:
    """Whether a remedy is about a rule, and somebody wrote this by hand."""
    return row.is_written and remedy in {Remedy.RULE, Remedy.TEMPLATE}


def _by_answer(detail: DeliveryDetail) -> Iterator[Remedy]:
    """Yield what the provider's last answer asks for."""
    last = detail.attempts[-1] if detail.attempts else None
    if last is None or last.outcome is AttemptOutcome.ACCEPTED:
        return
    words = f"{last.code} {last.reply}"
    if any(code in words for code in _ACCOUNT_CODES):
        yield Remedy.ACCOUNTS
    elif last.outcome is AttemptOutcome.PERMANENT and any(code in words for code in _ADDRESS_CODES):
        yield Remedy.ADDRESS


def _again(detail: DeliveryDetail, outlook: Outlook) -> Iterator[Offer]:
    if outlook.is_open:
        return
    yield Offer(remedy=Remedy.RESEND, is_enabled=outlook.would_leave, blocked=outlook.reason)
    if detail.newest_version > detail.template_version:
        yield Offer(remedy=Remedy.RESEND_NEWEST, is_enabled=outlook.would_leave, blocked=outlook.reason)
