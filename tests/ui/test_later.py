# SPDX-License-Identifier: LicenseRef-Desk
"""A place that is kept: its size does not change, and what fills it is made once."""

import asyncio

from PySide6.QtCore import QObject, QSize
from PySide6.QtWidgets import QWidget

from desk.ui.later import Later, Unhurried
from tests.ui.frame import until

HINT, LEAST = QSize(340, 480), QSize(316, 160)


class Filling(QWidget):
    """Slow to make, in the real window."""

    made = 0

    def __init__(self, parent):
        super().__init__(parent)
        Filling.made += 1
        self.setMinimumSize(LEAST)


def place():
    Filling.made = 0
    return Later(Filling, HINT, LEAST)


def test_the_place_is_as_large_as_what_will_fill_it(qapp):
    later = place()
    assert (later.sizeHint(), later.minimumSizeHint()) == (HINT, LEAST)
    later.get()
    assert (later.sizeHint(), later.minimumSizeHint()) == (LEAST, LEAST)  # as what fills it says now


def test_it_is_made_once_and_shown_at_once(qapp):
    later = place()
    later.show()
    assert later.made() is None
    filling = later.get()
    assert filling.isVisible()
    assert later.get() is filling is later.made()
    assert filling.parent() is later
    assert Filling.made == 1


def test_soon_makes_it_by_itself(qt_run):
    async def main():
        later = place()
        later.soon()
        later.soon()
        assert later.made() is None
        await until(lambda: later.made() is not None)
        later.soon()
        await asyncio.sleep(0.05)
        assert Filling.made == 1

    qt_run(main())


def test_who_wants_it_earlier_does_not_wait(qt_run):
    async def main():
        later = place()
        later.soon()
        later.get()
        await asyncio.sleep(0.05)
        assert Filling.made == 1

    qt_run(main())


def test_what_is_unhurried_is_done_once_sooner_or_later(qapp, qt_run):
    async def scene():
        done, owner = [], QObject()
        soon = Unhurried(lambda: done.append(1), 60_000, owner)
        soon.hurry()
        assert done == []  # nothing waits
        soon.start()
        soon.hurry()
        soon.hurry()
        assert done == [1]
        late = Unhurried(lambda: done.append(2), 1, owner)
        late.start()
        await until(lambda: done == [1, 2])

    qt_run(scene())
