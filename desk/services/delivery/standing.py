# SPDX-License-Identifier: LicenseRef-Desk
"""Decides which roll-up a history row shows for a delivery's fine state."""

from typing import assert_never

from desk.models.vocabulary import DeliveryState, Reason, Standing

_UNWANTED = frozenset({Reason.NO_CONSENT, Reason.SUPPRESSED})


def standing_of(state: DeliveryState, reason: Reason | None) -> Standing:  # noqa: PLR0911 - one a state
    """Return the roll-up; a queued row with a reason is held, without one planned."""
    match state:
        case DeliveryState.QUEUED:
            return Standing.HELD if reason else Standing.PLANNED
        case DeliveryState.SENDING | DeliveryState.HANDED_OVER:
            return Standing.PLANNED
        case DeliveryState.SENT | DeliveryState.DELIVERED:
            return Standing.SENT
        case DeliveryState.UNDELIVERABLE:
            return Standing.NOT_SUBSCRIBED if reason in _UNWANTED else Standing.FAILED
        case DeliveryState.BOUNCED | DeliveryState.FAILED:
            return Standing.FAILED
        case DeliveryState.UNCONFIRMED:
            return Standing.UNCONFIRMED
        case DeliveryState.CANCELLED:
            return Standing.CANCELLED
    assert_never(state)
