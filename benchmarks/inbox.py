# SPDX-License-Identifier: LicenseRef-Desk
"""Reads an inbox of 100,000 conversations in the real window: first paint, frames, filters, opening; a first sync."""

import argparse
import asyncio
import os
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QTWEBENGINE_DISABLE_SANDBOX", "1")

from benchmarks.ground import first_sync, large_inbox, report
from desk import config
from desk.models.vocabulary import ConversationState
from desk.services.inbox import Inbox
from desk.services.store import open_database

GOALS = {
    "first_paint_ms": "< 50",
    "frame_p95_ms": "< 8",
    "filter_p95_ms": "< 100",
    "open_ms": "< 150",
    "stall_max_ms": "< 50",
}
STEPS = 300
FRAME_S = 1 / 60
WARM_UPS = 3
PATIENCE_S = 20.0
GLANCE_S = 0.001


def main() -> None:
    """Measure; the data are made once."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--runs", type=int, default=3)
    arguments.add_argument("--slowest", type=int, default=6, help="so many of the slowest filters are named")
    arguments.add_argument("--mails", type=int, default=5_000, help="of the first sync")
    arguments.add_argument("--seconds", type=float, default=12, help="so long the first sync is watched")
    chosen = arguments.parse_args()
    url = large_inbox.large_inbox()
    from desk.bootstrap import Desk
    from desk.ui.application import SWITCH_S, in_loop, make_application

    sys.setswitchinterval(SWITCH_S)
    application = make_application()
    db = open_database(url)
    _watch()
    with tempfile.TemporaryDirectory() as home:
        desk = Desk(config=config.at(Path(home), url), db=db)
        found = [in_loop(application, _sit(desk, Path(home), chosen.slowest)) for _ in range(chosen.runs)]
    db.close()
    figures = {name: min(run[name] for run in found) for name in found[0]}
    gaps = first_sync.stall(chosen.mails, chosen.seconds)
    report.line(f"  {gaps['mails']:8,.0f} mails came in while the loop was watched")
    figures["stall_max_ms"] = gaps["max_ms"]
    figures["stall_no_cpu_ms"] = gaps["of_it_no_cpu_ms"]
    report.write("inbox", figures, {}, GOALS)


async def _sit(desk: Any, home: Path, slowest: int) -> dict[str, float]:
    """Sit in one window and do everything once."""
    from PySide6.QtCore import QSize

    from desk.ui.docks import Places
    from desk.ui.sitting import load_rest
    from desk.ui.window import Window

    places = Places(home)
    places.keep_text("page", "rules")
    window = Window(places)
    window.resize(QSize(1440, 900))
    window.show()
    window.attach(desk)
    await asyncio.to_thread(load_rest)  # as after every start
    await asyncio.sleep(1.0)
    figures = {"first_paint_ms": await _first_paint(window)}
    page: Any = window.pages.page
    await asyncio.sleep(1.5)
    frames = await _frames(window, page)
    figures |= {
        "frame_p50_ms": report.median(frames),
        "frame_p95_ms": report.percentile(frames, 0.95),
        "frame_max_ms": max(frames),
    }
    filters = await _filters(page)
    for name, took in sorted(filters.items(), key=lambda one: -one[1])[:slowest]:
        report.line(f"  {took:8.1f} ms  {name}")
    figures |= {
        "filter_p95_ms": report.percentile(list(filters.values()), 0.95),
        "filter_max_ms": max(filters.values()),
    }
    opened = await _open(page)
    figures |= {
        "open_ms": min(seen for seen, _ in opened[1:]),
        "open_first_ms": opened[0][0],
        "open_whole_ms": min(whole for _, whole in opened[1:]),
    }
    window.shut()
    await window.jobs.finish()
    window.deleteLater()
    return figures


PAINTED: list[float] = []
"""When cards were painted."""


def _watch() -> None:
    """Note from now on when a card is painted; never taken back, for Qt keeps hold of what it once found."""
    from desk.ui.panes.messages.card_delegate import ConversationDelegate

    paint = ConversationDelegate.paint

    def noted(self: Any, *arguments: Any) -> None:
        paint(self, *arguments)
        PAINTED.append(time.perf_counter())

    ConversationDelegate.paint = noted  # type: ignore[method-assign]


async def _first_paint(window: Any) -> float:
    """Return how long after the page was asked for its first cards were painted, in milliseconds."""
    PAINTED.clear()
    begun = time.perf_counter()
    window.pages.navigate("messages")
    built = time.perf_counter()
    await _until(lambda: bool(PAINTED))
    report.line(f"  {(built - begun) * 1000:8.1f} ms  of it building the page")
    return (PAINTED[0] - begun) * 1000


async def _frames(window: Any, page: Any) -> list[float]:
    """Return how long each frame of scrolling took: moving, painting, and what kept the next one waiting."""
    from PySide6.QtCore import QCoreApplication, QEvent

    cards = page.list.cards
    bar = cards.verticalScrollBar()
    PAINTED.clear()
    took = []
    for _ in range(STEPS):
        begun = time.perf_counter()
        bar.setValue(bar.value() + 3 * cards.sizeHintForRow(0))
        QCoreApplication.sendPostedEvents(window, QEvent.Type.UpdateRequest)
        painted = time.perf_counter()
        await asyncio.sleep(FRAME_S)
        late = time.perf_counter() - painted - FRAME_S
        took.append((painted - begun + max(late, 0.0)) * 1000)
    assert cards.visible_rows()[0] > STEPS, "the list did not scroll"
    return took


def _cases() -> Mapping[str, dict[str, Any]]:
    single: dict[str, dict[str, Any]] = {
        "unread": {"is_unread": True},
        "followed": {"is_flagged": True},
        "mine": {"is_mine": True},
        "e-mail": {"channel": "email"},
        "SMS": {"channel": "sms"},
        "customer last": {"last_author": "customer"},
        "us last": {"last_author": "operator"},
        "attachment": {"has_attachment": True},
        "waiting": {"waiting_h": 24},
        "tag": {"tag": "urgent"},
        "French": {"language": "fr"},
        "archived": {"state": ConversationState.ARCHIVED},
        "a frequent word": {"words": "vélo"},
        "two words": {"words": "facture garantie"},
        "a beginning": {"words": "rép"},
        "a name": {"words": "client 777"},
        "a number": {"words": "99312"},
        "no word": {"words": "zzzqq"},
    }
    unread = {
        f"unread + {name}": {"is_unread": True, **one} for name, one in single.items() if name != "unread"
    }
    return single | unread


async def _filters(page: Any) -> dict[str, float]:
    """Return name → how long after a filter was chosen its rows were there, in milliseconds."""
    model = page.model
    took = {}
    for name, changes in _cases().items():
        model.clear()
        model.narrow(state=ConversationState.IN_PROGRESS)
        await _until(lambda: not model.state.is_loading)
        begun = time.perf_counter()
        model.narrow(**changes)
        await _until(lambda: not model.state.is_loading)
        took[name] = (time.perf_counter() - begun) * 1000
    model.clear()
    model.narrow(state=ConversationState.IN_PROGRESS)
    return took


async def _open(page: Any) -> list[tuple[float, float]]:
    """Return how long opening the fifty mails took, in milliseconds; the first makes the view.

    Each time until what fits the screen was painted, and until the others, out of sight, were whole too.
    """
    from desk.ui.panes.messages.cleaned import CLEANED

    fifty = await page.context.desk.db.read(_fifty)
    other = await page.context.desk.db.read(_any)
    painted: list[float] = []
    page.conversation.view.painted.connect(lambda: painted.append(time.perf_counter()))
    took = []
    for _ in range(WARM_UPS + 3):
        CLEANED.forget()
        painted.clear()
        begun = time.perf_counter()
        page.open(fifty)
        await _until(lambda: bool(painted))
        seen = painted[0]
        await _until(lambda: not page.thread_model.state.thread.is_partial)
        painted.clear()
        await _until(lambda: bool(painted))
        took.append(((seen - begun) * 1000, (painted[0] - begun) * 1000))
        await asyncio.sleep(0.4)
        painted.clear()
        page.open(other)
        await _until(lambda: bool(painted))
        await asyncio.sleep(0.4)
    return took


def _fifty(session: Any) -> str:
    from desk.services.inbox import ConversationFilter

    [row] = Inbox(session).page(ConversationFilter(), None, 1)
    assert row.subject == large_inbox.LONG
    return row.id


def _any(session: Any) -> str:
    from desk.services.inbox import ConversationFilter

    return Inbox(session).page(ConversationFilter(), None, 5)[-1].id


async def _until(true: Any) -> None:
    """Wait as the window does: one that looks again and again would keep the readers' threads from their turn."""
    async with asyncio.timeout(PATIENCE_S):
        while not true():
            await asyncio.sleep(GLANCE_S)


if __name__ == "__main__":
    main()
