# SPDX-License-Identifier: LicenseRef-Desk
"""Collects Python's garbage on the window's thread only.

A widget in a cycle that happens to be collected while a store thread runs is destroyed on that thread, and Qt
takes the whole process with it. So the automatic collector is switched off and its work is done by a timer.
"""

import gc

from PySide6.QtCore import QObject, QTimer

from desk import clock

LOOK_MS = 100
SETTLED_S = 5.0
"""What is made in the first seconds, the program itself, stays for good and is never looked through."""
YOUNG = 2_000
"""So many new objects are looked through at once."""
MIDDLE = 50
"""So many looks at the young lead to one at the middle generation."""
OLD_S = 60.0
"""All objects are looked through at most so often: it takes long where many rows are shown."""
MANY = 100_000
"""So many objects, such as the rows of a list scrolled far, are set aside unseen: 450,000 took 57 ms."""
LONG_S = 0.02
"""A look through all that takes longer is the last at what it found alive: the window may stand still for 50 ms."""


class Garbage(QObject):
    """Collects while it lives; `release` gives the work back to whoever did it before."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._was_automatic = gc.isenabled()
        gc.disable()
        self._looks = 0
        self._begun = self._last_full = clock.monotonic()
        self._tick = QTimer(self, interval=LOOK_MS)
        self._tick.timeout.connect(self.look)
        self._tick.start()

    def look(self) -> None:
        """Collect as much as has come due; nothing while the program is still coming up."""
        if clock.monotonic() - self._begun < SETTLED_S:
            gc.freeze()
            return
        if gc.get_count()[0] < YOUNG:
            return
        self._looks += 1
        if self._looks % MIDDLE:
            gc.collect(0)
        elif clock.monotonic() - self._last_full < OLD_S:
            gc.collect(1)
        else:
            self._look_through_all()

    def release(self) -> None:
        """Collect no more; Python does so by itself again only where it did before, so never after a window."""
        self._tick.stop()
        gc.unfreeze()
        if self._was_automatic:
            gc.enable()

    def _look_through_all(self) -> None:
        begun = clock.monotonic()
        if len(gc.get_objects()) > MANY:
            gc.freeze()
        gc.collect()
        self._last_full = clock.monotonic()
        if self._last_full - begun > LONG_S:
            gc.freeze()
