# SPDX-License-Identifier: LicenseRef-Desk
"""Types 500 keys into a template and times each until its preview is painted, through the real window and worker."""

import argparse
import os

from benchmarks.ground import report

GOALS = {"p50_ms": "≤ 60", "p95_ms": "≤ 100", "memory_ratio": "≤ 1.3"}


def main() -> None:
    """Measure Desk; peers render elsewhere and paint nothing."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--edits", type=int, default=500)
    arguments.add_argument("--early", type=int, default=50)
    chosen = arguments.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        os.environ.setdefault("QTWEBENGINE_DISABLE_SANDBOX", "1")
    from benchmarks.ground import typist  # not above: the rendering worker imports this file too

    spans, early, late = typist.sitting(chosen.edits, chosen.early)
    figures = {
        "p50_ms": report.percentile(spans, 0.5),
        "p95_ms": report.percentile(spans, 0.95),
        "memory_ratio": late / early,
        "memory_mb": late,
    }
    report.write("preview", figures, {}, GOALS)


if __name__ == "__main__":
    main()
