# SPDX-License-Identifier: LicenseRef-Desk
"""Every fine state has a roll-up."""

from itertools import product

import pytest

from desk.models.vocabulary import DeliveryState, Reason, Standing
from desk.services.delivery.standing import standing_of


def test_every_state_and_reason_has_one():
    for state, reason in product(DeliveryState, [None, *Reason]):
        assert standing_of(state, reason) in Standing


@pytest.mark.parametrize(
    ("state", "reason", "standing"),
    [
        (DeliveryState.QUEUED, None, Standing.PLANNED),
        (DeliveryState.QUEUED, Reason.QUIET_HOURS, Standing.HELD),
        (DeliveryState.HANDED_OVER, None, Standing.PLANNED),
        (DeliveryState.SENT, None, Standing.SENT),
        (DeliveryState.DELIVERED, None, Standing.SENT),
        (DeliveryState.UNDELIVERABLE, Reason.NO_CONSENT, Standing.NOT_SUBSCRIBED),
        (DeliveryState.UNDELIVERABLE, Reason.SUPPRESSED, Standing.NOT_SUBSCRIBED),
        (DeliveryState.UNDELIVERABLE, Reason.NO_ADDRESS, Standing.FAILED),
        (DeliveryState.BOUNCED, None, Standing.FAILED),
        (DeliveryState.FAILED, None, Standing.FAILED),
        (DeliveryState.UNCONFIRMED, None, Standing.UNCONFIRMED),
        (DeliveryState.CANCELLED, Reason.STOPPED, Standing.CANCELLED),
    ],
)
def test_roll_up(state, reason, standing):
    assert standing_of(state, reason) is standing
