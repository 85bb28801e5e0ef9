# SPDX-License-Identifier: LicenseRef-Desk
"""Types 500 keys into a template and times each until its preview is painted, through the real window and worker."""

import argparse
import asyncio
import os
import sys
import tempfile
import time
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
if hasattr(os, "geteuid") and os.geteuid() == 0:
    os.environ.setdefault("QTWEBENGINE_DISABLE_SANDBOX", "1")

import psutil
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from benchmarks.ground import report
from desk import clock, config
from desk.bootstrap import open_sample
from desk.services.store import Session
from desk.services.templates import Library, TemplateFilter
from desk.translation import use_language
from desk.ui.application import SWITCH_S, make_application
from desk.ui.docks import Places
from desk.ui.garbage import Garbage
from desk.ui.theme import apply
from desk.ui.window import Window

GOALS = {"p50_ms": "≤ 60", "p95_ms": "≤ 100", "memory_ratio": "≤ 1.3"}
EARLY = 50
EVENT = "order.ready"
TEXT = "Merci de votre confiance, nous restons joignables tous les jours. "
PAUSE_S = 0.06
"""Between two keys, beside the time that the preview takes: a quick typist."""
PATIENCE_S = 30.0


def main() -> None:
    """Measure Desk; peers render elsewhere and paint nothing."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--edits", type=int, default=500)
    chosen = arguments.parse_args()
    import qasync

    sys.setswitchinterval(SWITCH_S)
    application = make_application()
    use_language("fr")
    apply(application, "light")
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        desk = open_sample(config.at(home))
        window = Window(Places(home))
        garbage = Garbage(window)
        window.resize(1280, 800)
        window.show()
        with asyncio.Runner(loop_factory=lambda: qasync.QEventLoop(application, already_running=False)) as runner:
            spans, early, late = runner.run(Typing(window, desk).run(chosen.edits))
        garbage.release()
        desk.close()
    figures = {
        "p50_ms": report.percentile(spans, 0.5),
        "p95_ms": report.percentile(spans, 0.95),
        "memory_ratio": late / early,
        "memory_mb": late,
    }
    report.write("preview", figures, {}, GOALS)


class Typing:
    """One sitting at the page of templates."""

    def __init__(self, window, desk):
        self.window, self.desk = window, desk
        self.painted = -1
        self.seen = asyncio.Event()

    async def run(self, edits):
        """Return the spans in ms, and the megabytes of all processes after EARLY edits and at the end."""
        page = await self.opened()
        field = list(page.editor.mail.blocks.fields())[1]
        field.setFocus()
        cursor = field.textCursor()
        cursor.movePosition(cursor.MoveOperation.End)
        field.setTextCursor(cursor)
        spans, early = [], 0.0
        for number in range(edits):
            spans.append(await self.key(page, field, number))
            await asyncio.sleep(PAUSE_S)
            if number + 1 == EARLY:
                early = whole_mb()
        late = whole_mb()
        await self.close(page)
        return spans, early, late

    async def key(self, page, field, number):
        """Press one key; return the milliseconds until its preview is painted."""
        begun = time.perf_counter()
        if number % 100 == 99:
            cursor = field.textCursor()
            cursor.setPosition(cursor.position() - 60, cursor.MoveMode.KeepAnchor)
            field.setTextCursor(cursor)
            QTest.keyClick(field, Qt.Key.Key_Delete)
        else:
            QTest.keyClicks(field, TEXT[number % len(TEXT)])
        await self.until_painted(page.preview_model.revision)
        return (time.perf_counter() - begun) * 1000

    async def opened(self):
        """Show the page with a template, its preview painted."""
        self.window.attach(self.desk)
        self.window.pages.navigate("templates", template_id=self.desk.db.read_now(template))
        page = self.window.pages.page
        page.preview.stage.view.painted.connect(self.on_painted)
        async with asyncio.timeout(PATIENCE_S):
            while page.preview_model.state.rendering is None:
                await asyncio.sleep(0.05)
        await self.until_painted(page.preview_model.revision)
        await asyncio.sleep(2)
        return page

    async def until_painted(self, revision):
        """Wait until what was asked for last is on the screen."""
        async with asyncio.timeout(PATIENCE_S):
            while self.painted < revision:
                self.seen.clear()
                await self.seen.wait()

    def on_painted(self, revision):
        """Note what is on the screen."""
        self.painted = revision
        self.seen.set()

    async def close(self, page):
        """End the worker and let the page go."""
        await page.preview_model.stop()
        self.window.pages.detach()
        await self.window.jobs.finish()


def template(session: Session) -> str:
    """Return the sample shop's template that is measured."""
    return next(row.id for row in Library(session).page(TemplateFilter(event_kind=EVENT), limit=10))


def whole_mb() -> float:
    """Return the share of memory of this process and those it started."""
    me = psutil.Process()
    return sum(one.memory_full_info().pss for one in [me, *me.children(recursive=True)]) / 1e6


if __name__ == "__main__":
    main()
