# SPDX-License-Identifier: LicenseRef-Desk
"""Reads and scrolls a history of a million deliveries: the first page, every filter, words, frames."""

import argparse
import asyncio
import itertools
import os
import tempfile
import time
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from benchmarks.ground import large, report
from desk import config
from desk.models.vocabulary import Channel, Standing
from desk.services.delivery import History, HistoryFilter
from desk.services.rules import Rulebook
from desk.services.shop import Locations
from desk.services.store import Database, open_database

FILE = large.FILE
GOALS = {
    "first_page_ms": "< 30", "filter_p95_ms": "< 100", "filter_max_ms": "", "word_p95_ms": "< 100",
    "frame_p50_ms": "", "frame_p95_ms": "< 8",
}  # fmt: skip
NOBODY = "0" * 32
STEPS = 300
ROWS_A_STEP = 3
"""One notch of a mouse wheel."""
FRAME_S = 1 / 60


def main() -> None:
    """Measure; the data are made once."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--runs", type=int, default=3)
    arguments.add_argument("--slowest", type=int, default=10, help="so many of the slowest filters are named")
    arguments.add_argument("--no-window", action="store_true")
    chosen = arguments.parse_args()
    large.large_shop(FILE)
    figures = queries(chosen.runs, chosen.slowest)
    if not chosen.no_window:
        figures |= frames(chosen.runs)
    report.write("history", figures, {}, GOALS)


def queries(runs: int, slowest: int) -> dict[str, float]:
    """Measure the first page, each filter alone and in pairs, and words; the best of `runs` each."""
    db = open_database(f"sqlite:///{FILE}")
    try:
        singles, words = _filters(db)
        first = min(_page_ms(db, HistoryFilter()) for _ in range(runs * 5))
        cases = dict(singles)
        cases |= _pairs(singles, singles)
        measured = {name: _best(db, values, runs) for name, values in cases.items()}
        worded = {name: _best(db, values, runs) for name, values in (words | _pairs(words, singles)).items()}
    finally:
        db.close()
    for name, took in sorted((measured | worded).items(), key=lambda one: -one[1])[:slowest]:
        report.line(f"  {took:8.1f} ms  {name}")
    both = [*measured.values(), *worded.values()]
    return {
        "first_page_ms": first,
        "filter_p95_ms": report.percentile(list(measured.values()), 0.95),
        "word_p95_ms": report.percentile(list(worded.values()), 0.95),
        "filter_max_ms": max(both),
    }


def _filters(db: Database) -> tuple[dict[str, dict[str, Any]], dict[str, dict[str, Any]]]:
    rules = db.read_now(lambda s: [row.id for row in Rulebook(s).page(limit=50)])
    places = db.read_now(lambda s: [place.id for place in Locations(s).all()])
    singles: dict[str, dict[str, Any]] = {
        "everything": {},
        **{f"standing {one}": {"standing": one} for one in Standing},
        **{f"channel {one}": {"channel": one} for one in (Channel.EMAIL, Channel.SMS, Channel.LETTER)},
        "a rule": {"rule_id": rules[3]},
        "a rule without sends": {"rule_id": NOBODY},
        "the large place": {"location_id": places[0]},
        "the small place": {"location_id": places[1]},
        "a place without sends": {"location_id": NOBODY},
        "the last month": {"since": datetime(2026, 10, 1, tzinfo=UTC)},
        "a week long ago": {
            "since": datetime(2025, 1, 1, tzinfo=UTC),
            "until": datetime(2025, 1, 8, tzinfo=UTC),
        },
        "an empty period": {"since": datetime(2027, 1, 1, tzinfo=UTC)},
        "waiting": {"waiting": True},
        "awaiting": {"awaiting": True},
        "unhandled": {"unhandled": True},
    }
    words = {
        "a word of everybody": {"text": "example"},
        "a frequent word": {"text": "sophie"},
        "a less frequent word": {"text": "bernard 1"},
        "a rare word": {"text": "client777@"},
        "no word": {"text": "zzzqq"},
        "the name of a rule": {"text": "Règle 3"},
        "a number": {"text": "1042"},
    }
    return singles, words


def _pairs(some: Mapping[str, Any], others: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """Return every pair of filters that do not ask for the same thing."""
    pairs = (
        itertools.combinations(some.items(), 2)
        if some is others
        else itertools.product(some.items(), others.items())
    )
    return {f"{a} + {b}": {**x, **y} for (a, x), (b, y) in pairs if not _meet(x, y)}


def _meet(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    states = {"standing", "waiting", "awaiting", "unhandled"}
    return bool(set(one) & set(other)) or (bool(set(one) & states) and bool(set(other) & states))


def _best(db: Database, values: Mapping[str, Any], runs: int) -> float:
    return min(_page_ms(db, HistoryFilter(**values)) for _ in range(runs))


def _page_ms(db: Database, wanted: HistoryFilter) -> float:
    begun = time.perf_counter()
    db.read_now(lambda session: History(session).page(wanted))
    return (time.perf_counter() - begun) * 1000


def frames(runs: int) -> dict[str, float]:
    """Scroll the table of the real window through its pages; the best of `runs`, in milliseconds a frame."""
    from desk.bootstrap import Desk
    from desk.ui.application import in_loop, make_application

    application = make_application()
    db = open_database(f"sqlite:///{FILE}")
    with tempfile.TemporaryDirectory() as home:
        desk = Desk(config=config.at(Path(home), db.url), db=db)
        found = [in_loop(application, _scroll(desk, Path(home))) for _ in range(runs)]
    db.close()
    best = min(found, key=lambda one: report.percentile(one, 0.95))
    return {
        "frame_p50_ms": report.median(best),
        "frame_p95_ms": report.percentile(best, 0.95),
        "frame_max_ms": max(best),
        "rows_scrolled": float(STEPS * ROWS_A_STEP),
    }


async def _scroll(desk: Any, home: Path) -> list[float]:
    """Return how long each frame took: moving, painting, and what kept the next one waiting."""
    from PySide6.QtCore import QCoreApplication, QEvent, QSize

    from desk.ui.docks import Places
    from desk.ui.panes.sends.filters import Period
    from desk.ui.window import Window

    window = Window(Places(home))
    window.resize(QSize(1440, 900))
    window.show()
    window.attach(desk)
    window.pages.navigate("sends")
    page: Any = window.pages.page
    page.model.choose_period(Period.ALL)
    table = page.listing.table
    await asyncio.sleep(1.0)
    took = []
    bar = table.verticalScrollBar()
    for _ in range(STEPS):
        begun = time.perf_counter()
        bar.setValue(bar.value() + ROWS_A_STEP * table.rowHeight(0))
        QCoreApplication.sendPostedEvents(window, QEvent.Type.UpdateRequest)
        painted = time.perf_counter()
        await asyncio.sleep(FRAME_S)
        late = time.perf_counter() - painted - FRAME_S
        took.append((painted - begun + max(late, 0.0)) * 1000)
    assert table.rowAt(0) > STEPS, "the table did not scroll"
    window.shut()
    await window.jobs.finish()
    window.deleteLater()
    return took


if __name__ == "__main__":
    main()
