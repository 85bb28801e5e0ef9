# SPDX-License-Identifier: LicenseRef-Desk
"""Writes what a benchmark found: a table for people, build/bench/NAME.json for tools."""

import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

OUT = Path("build/bench")
Figures = Mapping[str, float]


def write(
    name: str, figures: Figures, peers: Mapping[str, Figures], goals: Mapping[str, str] | None = None
) -> None:
    """Print the figures beside their goals, and keep them."""
    OUT.mkdir(parents=True, exist_ok=True)
    found = {"name": name, "figures": dict(figures), "peers": {peer: dict(f) for peer, f in peers.items()}}
    (OUT / f"{name}.json").write_text(json.dumps(found, indent=2) + "\n", "utf-8")
    for figure, value in figures.items():
        goal = (goals or {}).get(figure, "")
        line(f"{name:<10} {figure:<22} {value:>12,.3f}   {goal}")
    for peer, theirs in peers.items():
        for figure, value in theirs.items():
            line(f"{'':<10} {peer:<36} {figure:<22} {value:>12,.3f}")


def line(text: str) -> None:
    """Write one line at once."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def percentile(values: Sequence[float], share: float) -> float:
    """Return the value below which `share` of `values` lie."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def median(values: Sequence[float]) -> float:
    """Return the middle value."""
    return percentile(values, 0.5)
