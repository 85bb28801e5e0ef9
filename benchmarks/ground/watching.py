# SPDX-License-Identifier: LicenseRef-Desk
"""Starts the real window with its real service, and reads what the watch on its loop found."""

import os
import subprocess
import sys
import time
from pathlib import Path

FIGURES = "max_ms", "of_it_no_cpu_ms", "p99_ms", "ticks"
STARTED_S = 60
OVER_S = 180


class WatchedWindow:
    """The window over the data in `folder`, on `page`; its loop is watched for `seconds` once it has calmed down."""

    def __init__(self, folder: Path, page: str, seconds: float) -> None:
        self._go = folder / "go"
        environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "DESK_HOME": str(folder)}
        environment["QTWEBENGINE_DISABLE_SANDBOX"] = "1"
        command = [sys.executable, "-m", "benchmarks.ground.watched", str(seconds), str(self._go), page]
        self._process = subprocess.Popen(
            command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )

    def begin(self) -> None:
        """Wait until the watch begins."""
        end = time.monotonic() + STARTED_S
        while not self._go.exists() and self._process.poll() is None and time.monotonic() < end:
            time.sleep(0.01)

    def figures(self) -> dict[str, float]:
        """Wait until the watch is over; return the gaps of the loop by the names of FIGURES, in milliseconds."""
        out, error = self._process.communicate(timeout=OVER_S)
        if not out.strip():
            raise RuntimeError(error[-2000:])
        return dict(zip(FIGURES, map(float, out.split()[-len(FIGURES) :]), strict=True))
