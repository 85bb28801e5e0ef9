# SPDX-License-Identifier: LicenseRef-Desk
"""Random steps of another program and of Desk on one mailbox: both sides agree again and again."""

import pytest

from tests.services.inbox.sync.walk import Walk


@pytest.mark.parametrize("seed", [1, 2])
def test_a_short_walk(box, seed):
    walk = Walk(box, seed)
    for number in range(40):
        walk.step()
        if number % 13 == 12:
            walk.check()
    walk.check()


@pytest.mark.soak
@pytest.mark.timeout(7200)
@pytest.mark.parametrize("seed", [11, 12])
def test_two_thousand_steps(box, seed):
    walk = Walk(box, seed)
    for number in range(1, 2001):
        walk.step()
        if number % 50 == 0:
            walk.check()
    walk.check()
    print(f"2,000 steps, {len(walk.names)} mails: no difference")
