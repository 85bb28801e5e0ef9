# SPDX-License-Identifier: LicenseRef-Desk
"""Opens the window on a shop with 100,000 customers and a million deliveries: until it and its rows are there."""

import argparse
import os
import subprocess
import sys
import time
from collections.abc import Sequence

from benchmarks.ground import large, report

OURS = ("-m", "benchmarks.ground.started")
BARE = ("-m", "benchmarks.peers.bare_window")
GOALS = {"window_ms": "≤ 400", "rows_ms": "≤ 800"}


def main() -> None:
    """Measure Desk and the bare window in one run."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--runs", type=int, default=7)
    chosen = arguments.parse_args()
    large.large_shop()
    environment = {
        **os.environ,
        "QT_QPA_PLATFORM": "offscreen",
        "DESK_HOME": str(large.FILE.parent.absolute()),
    }
    environment["QTWEBENGINE_DISABLE_SANDBOX"] = "1"
    # As installed: compiled once, beside the checkout and not in it. The first run of each is not measured.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    environment["PYTHONPYCACHEPREFIX"] = str((report.OUT / "compiled").absolute())
    for program in (OURS, BARE):
        _opened(program, environment)
    ours = [_opened(OURS, environment) for _ in range(chosen.runs)]
    bare = [_opened(BARE, environment) for _ in range(chosen.runs)]
    figures = {
        "window_ms": report.median([run["window"] for run in ours]),
        "rows_ms": report.median([run["rows"] for run in ours]),
    }
    report.write(
        "start", figures, {"a bare window": {"window_ms": report.median([r["window"] for r in bare])}}, GOALS
    )


def _opened(program: Sequence[str], environment: dict[str, str]) -> dict[str, float]:
    command = [sys.executable, *program, str(time.time())]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=60)
    lines = [line.split() for line in done.stdout.splitlines()]
    found = {words[0]: float(words[1]) for words in reversed(lines) if len(words) == 2}
    if "window" not in found:
        raise RuntimeError(done.stderr[-2000:])
    return found


if __name__ == "__main__":
    main()
