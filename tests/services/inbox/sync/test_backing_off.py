# SPDX-License-Identifier: LicenseRef-Desk
"""What a failure means, and when it is tried again."""

import pytest

from desk.errors import Misconfigured, Unavailable
from desk.services.inbox.sync.backing_off import HOURLY_S, LOCKED, LOCKED_S, PAUSES_S, REFUSALS, verdict


@pytest.mark.parametrize("code", sorted(REFUSALS))
def test_after_a_refusal_only_the_owner_helps(code):
    found = verdict(Misconfigured(code), 0, 0.5)
    assert (found.health, found.pause_s) == ("refused", None)


@pytest.mark.parametrize("code", sorted(LOCKED))
def test_locked_passwords_are_looked_for_again_soon(code):
    found = verdict(Misconfigured(code), 7, 0.5)
    assert (found.health, found.code, found.pause_s) == ("failing", code, LOCKED_S)


def test_the_rest_is_tried_again_more_and_more_seldom():
    assert verdict(Misconfigured("certificate_refused"), 0, 0.0).pause_s == HOURLY_S
    pauses = [verdict(Unavailable("connection_lost"), count, 0.0).pause_s for count in range(12)]
    assert pauses == sorted(pauses)
    assert (pauses[0], pauses[-1]) == (PAUSES_S[0], PAUSES_S[-1])
