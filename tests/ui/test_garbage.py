# SPDX-License-Identifier: LicenseRef-Desk
"""Widgets die on the window's thread only."""

import gc
import threading
import weakref

import pytest
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


def test_a_qobject_in_a_cycle_dies_on_the_windows_thread(qapp, monkeypatch):
    monkeypatch.setattr(garbage, "SETTLED_S", 0.0)
    collector = Garbage()
    died_on = []
    thing = QObject()
    thing.itself = thing
    weakref.finalize(thing, lambda: died_on.append(threading.current_thread()))
    del thing
    worker = threading.Thread(target=lambda: [busy() for _ in range(20)])
    worker.start()
    worker.join()
    assert died_on == []
    kept = busy()
    collector.look()
    assert died_on == [threading.main_thread()]
    assert kept
    collector.release()


@pytest.mark.parametrize("was_automatic", [True, False])
def test_the_work_is_given_back_to_whoever_did_it(qapp, was_automatic):
    if was_automatic:
        gc.enable()
    collector = Garbage()
    assert not gc.isenabled()
    collector.release()
    assert gc.isenabled() is was_automatic
    gc.disable()


def test_a_long_list_is_set_aside_unseen(qapp, monkeypatch):
    collector = Garbage()
    rows = [[] for _ in range(200)]
    gc.collect()
    monkeypatch.setattr(garbage, "SETTLED_S", 0.0)
    monkeypatch.setattr(garbage, "MANY", 100)
    monkeypatch.setattr(garbage, "OLD_S", 0.0)
    monkeypatch.setattr(garbage, "LONG_S", 60.0)
    monkeypatch.setattr(garbage, "MIDDLE", 1)
    before = gc.get_freeze_count()
    kept = busy()
    collector.look()
    assert gc.get_freeze_count() >= before + len(rows) + len(kept)
    collector.release()


@pytest.mark.parametrize("lasts_s", [garbage.LONG_S / 2, garbage.LONG_S * 2])
def test_what_takes_long_to_look_through_is_not_looked_through_again(qapp, monkeypatch, lasts_s):
    now = [0.0]

    def collect(*generation):
        now[0] += 0 if generation else lasts_s

    frozen = []
    monkeypatch.setattr(garbage.gc, "collect", collect)
    monkeypatch.setattr(garbage.gc, "freeze", lambda: frozen.append(now[0]))
    monkeypatch.setattr(garbage.gc, "get_count", lambda: (garbage.YOUNG, 0, 0))
    monkeypatch.setattr(garbage, "MANY", 10**9)
    monkeypatch.setattr(clock, "monotonic", lambda: now[0])
    collector = Garbage()
    now[0] = garbage.OLD_S
    for _ in range(garbage.MIDDLE):
        collector.look()
    assert bool(frozen) is (lasts_s > garbage.LONG_S)
    collector.release()


def test_older_generations_are_looked_at_seldom(qapp, monkeypatch):
    asked = []
    monkeypatch.setattr(garbage.gc, "collect", lambda *generation: asked.append(generation))
    monkeypatch.setattr(garbage.gc, "get_count", lambda: (garbage.YOUNG, 0, 0))
    monkeypatch.setattr(garbage, "MANY", 10**9)
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
