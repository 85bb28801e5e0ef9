# SPDX-License-Identifier: LicenseRef-Desk
"""Opens the real window on a page and prints the gaps of its loop. Arguments: SECONDS, a file that starts it, PAGE."""

import os
import sys
import time
from pathlib import Path

TICK_MS = 1
CALM_S = 3.0
"""After the window stands so long is waited: opening pages is not what is measured."""


def main() -> None:
    """Run the program as `desk` does, with a watch on its loop."""
    seconds, go, page = float(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]
    sys.argv = ["desk"]
    from PySide6.QtCore import QTimer

    from desk.ui.window import Window

    attached = Window.attach

    def attach(self: Window, *arguments: object) -> None:
        attached(self, *arguments)
        self.pages.navigate(page)
        watch = QTimer(self)
        gaps: list[tuple[float, float]] = []
        last = [0.0, 0.0]

        def tick() -> None:
            now, starved = time.perf_counter(), _starved_ms()
            gaps.append(((now - last[0]) * 1000, starved - last[1]))
            last[:] = now, starved

        def begin() -> None:
            last[:] = time.perf_counter(), _starved_ms()
            go.touch()
            watch.timeout.connect(tick)
            watch.start(TICK_MS)
            QTimer.singleShot(int(seconds * 1000), end)

        def end() -> None:
            ordered = sorted(gaps)
            (longest, starved), p99 = ordered[-1], ordered[int(len(ordered) * 0.99)][0]
            sys.stdout.write(f"{longest:.2f} {starved:.2f} {p99:.2f} {len(gaps)}\n")
            sys.stdout.flush()
            self.close()
            QTimer.singleShot(3000, lambda: os._exit(0))

        QTimer.singleShot(int(CALM_S * 1000), begin)

    Window.attach = attach  # type: ignore[method-assign]
    from desk.cli import main as desk

    sys.exit(desk([]))


def _starved_ms() -> float:
    """Return how long this thread was ready and had no processor until now; 0 where the system does not tell."""
    try:
        return int(Path(f"/proc/self/task/{os.getpid()}/schedstat").read_text("ascii").split()[1]) / 1e6
    except OSError:
        return 0.0


if __name__ == "__main__":
    main()
