# SPDX-License-Identifier: LicenseRef-Desk
"""PySide6 keeps its hands off None and True.

6.12.0 on Python 3.10 and 3.11 drops one reference of None for every call that returns nothing, and one of
True for every emit; the process dies within seconds. Whoever raises the version finds out here.
"""

import sys

from PySide6.QtCore import QObject, Signal

TIMES = 20
NOISE = 5
"""Other threads and caches may hold a few references more or fewer."""


class Bell(QObject):
    rung = Signal(bool)


def test_a_call_that_returns_nothing_leaves_none_alone(qapp):
    thing = QObject()
    before = sys.getrefcount(None)
    for _ in range(TIMES):
        thing.setObjectName("x")
    assert abs(sys.getrefcount(None) - before) < NOISE


def test_an_emit_leaves_true_alone(qapp):
    bell = Bell()
    bell.rung.connect(lambda _loud: None)
    before = sys.getrefcount(True)
    for _ in range(TIMES):
        bell.rung.emit(True)
    assert abs(sys.getrefcount(True) - before) < NOISE
