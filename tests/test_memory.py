# SPDX-License-Identifier: LicenseRef-Desk
import gc
import subprocess
import sys

import pytest

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


@pytest.mark.skipif(sys.platform != "linux", reason="another C library")
def test_the_library_is_told_all_even_what_follows_a_refusal(monkeypatch):
    told = []

    class Library:
        def mallopt(self, what, value):
            told.append((what, value))
            return 0

    monkeypatch.setattr(memory.ctypes, "CDLL", lambda _name: Library())
    assert not memory.give_back()
    assert len(told) == 3


HELD = """
import sys, psutil
from desk import memory
if sys.argv[1] == "tuned":
    assert memory.give_back()
first = bytearray(30_000_000)  # the C library learns from it that such pieces are usual, and keeps the next ones
del first
pieces = [bytearray(1_000_000) for _ in range(60)]
keeper = bytearray(2_000_000)
end = bytearray(100_000)
del pieces
print(psutil.Process().memory_info().rss)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="another C library")
def test_what_was_freed_goes_back_to_the_system():
    def held(how):
        told = subprocess.run([sys.executable, "-c", HELD, how], check=True, capture_output=True, text=True)
        return int(told.stdout)

    assert held("tuned") < held("plain") - 40_000_000
