# SPDX-License-Identifier: LicenseRef-Desk
"""Opens the real window on the sends and prints the gaps of its loop. Arguments: SECONDS, a file that starts it."""

import os
import sys
import time
from pathlib import Path

TICK_MS = 1
CALM_S = 3.0
"""After the window stands so long is waited: opening pages is not what is measured."""


def main() -> None:
    """Run the program as `desk` does, with a watch on its loop."""
    seconds, go = float(sys.argv[1]), Path(sys.argv[2])
    sys.argv = ["desk"]
    from PySide6.QtCore import QTimer

    from desk.ui.window import Window

    attached = Window.attach

    def attach(self: Window, *arguments: object) -> None:
        attached(self, *arguments)
        self.pages.navigate("sends")
        watch = QTimer(self)
        gaps: list[float] = []
        last = [0.0]

        def tick() -> None:
            now = time.perf_counter()
            gaps.append((now - last[0]) * 1000)
            last[0] = now

        def begin() -> None:
            last[0] = time.perf_counter()
            go.touch()
            watch.timeout.connect(tick)
            watch.start(TICK_MS)
            QTimer.singleShot(int(seconds * 1000), end)

        def end() -> None:
            ordered = sorted(gaps)
            sys.stdout.write(f"{ordered[-1]:.2f} {ordered[int(len(ordered) * 0.99)]:.2f} {len(gaps)}\n")
            sys.stdout.flush()
            self.close()
            QTimer.singleShot(3000, lambda: os._exit(0))

        QTimer.singleShot(int(CALM_S * 1000), begin)

    Window.attach = attach  # type: ignore[method-assign]
    from desk.cli import main as desk

    sys.exit(desk([]))


if __name__ == "__main__":
    main()
