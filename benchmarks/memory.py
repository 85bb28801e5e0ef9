# SPDX-License-Identifier: LicenseRef-Desk
"""Weighs the window with its helper processes: before the first HTML, and with a thread of fifty mails open."""

import argparse
import os
import subprocess
import sys
import tempfile

from benchmarks.ground import large_inbox, report

GOALS = {"window_mb": "< 250", "window_html_mb": "< 550"}


def main() -> None:
    """Measure; the data are made once."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--runs", type=int, default=3)
    chosen = arguments.parse_args()
    url = large_inbox.large_inbox()
    found = [_weighed(url) for _ in range(chosen.runs)]
    figures = {
        f"{name}_mb": report.median([run[name] for run in found]) for name in ("window", "window_html")
    }
    report.write("memory", figures, {}, GOALS)


def _weighed(url: str) -> dict[str, float]:
    with tempfile.TemporaryDirectory() as home:
        environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "DESK_HOME": home}
        environment["QTWEBENGINE_DISABLE_SANDBOX"] = "1"
        command = [sys.executable, "-m", "benchmarks.ground.weighed", url]
        done = subprocess.run(
            command, env=environment, capture_output=True, text=True, check=False, timeout=120
        )
    lines = [line.split() for line in done.stdout.splitlines()]
    found = {words[0]: float(words[1]) for words in lines if len(words) == 2}
    if "window_html" not in found:
        raise RuntimeError(done.stderr[-2000:])
    return found


if __name__ == "__main__":
    main()
