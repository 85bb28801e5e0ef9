# SPDX-License-Identifier: LicenseRef-Desk
import gc

from desk import memory


def test_what_is_loaded_is_looked_at_no_more_and_the_rest_still_is():
    before = gc.get_threshold()
    try:
        memory.keep_what_is_loaded()
        assert gc.get_freeze_count() > 1_000
        assert gc.get_threshold()[0] == memory.YOUNG
        knot = []
        knot.append(knot)
        del knot
        assert gc.collect() >= 1
    finally:
        gc.unfreeze()
        gc.set_threshold(*before)
