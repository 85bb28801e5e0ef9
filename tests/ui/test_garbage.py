# SPDX-License-Identifier: LicenseRef-Desk
"""Widgets die on the window's thread only."""

import gc
import threading
import weakref

from PySide6.QtCore import QObject

from desk import clock
from desk.ui import garbage
from desk.ui.garbage import Garbage


class Knot:
    """A cycle that only the collector undoes."""

    def __init__(self):
        self.itself = self


def busy():
    return [[] for _ in range(garbage.YOUNG + 500)]


def test_another_thread_never_collects(qapp, monkeypatch):
    monkeypatch.setattr(garbage, "SETTLED_S", 0.0)
    owner = QObject()
    collector = Garbage(owner)
    gone = weakref.ref(Knot())
    worker = threading.Thread(target=lambda: [busy() for _ in range(20)])
    worker.start()
    worker.join()
    assert gone() is not None
    kept = busy()
    collector.look()
    assert gone() is None
    assert kept
    collector.release()
    assert gc.isenabled()


def test_older_generations_are_looked_at_seldom(qapp, monkeypatch):
    asked = []
    monkeypatch.setattr(garbage.gc, "collect", lambda *generation: asked.append(generation))
    monkeypatch.setattr(garbage.gc, "get_count", lambda: (garbage.YOUNG, 0, 0))
    now = [0.0]
    monkeypatch.setattr(clock, "monotonic", lambda: now[0])
    collector = Garbage()
    now[0] = garbage.SETTLED_S
    for _ in range(garbage.MIDDLE):
        collector.look()
    now[0] = garbage.OLD_S + 1
    for _ in range(garbage.MIDDLE):
        collector.look()
    assert asked.count((1,)) == 1
    assert asked.count(()) == 1
    assert asked.count((0,)) == 2 * (garbage.MIDDLE - 1)
    monkeypatch.setattr(garbage.gc, "get_count", lambda: (0, 0, 0))
    collector.look()
    assert len(asked) == 2 * garbage.MIDDLE
    collector.release()


def test_what_comes_up_with_the_program_is_never_looked_through(qapp, monkeypatch):
    asked = []
    monkeypatch.setattr(garbage.gc, "collect", lambda *generation: asked.append(generation))
    now = [0.0]
    monkeypatch.setattr(clock, "monotonic", lambda: now[0])
    before = gc.get_freeze_count()
    collector = Garbage()
    kept = busy()
    collector.look()
    assert gc.get_freeze_count() >= before + len(kept)
    now[0] = garbage.SETTLED_S
    kept += busy()
    collector.look()
    assert asked == [(0,)]
    collector.release()
    assert gc.get_freeze_count() == 0
