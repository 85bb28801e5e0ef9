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


class Garbage(QObject):
    """Collects while it lives; `release` gives the work back to Python."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
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
            gc.collect()
            self._last_full = clock.monotonic()

    def release(self) -> None:
        """Let Python collect by itself again, and everything."""
        self._tick.stop()
        gc.unfreeze()
        gc.enable()
