# SPDX-License-Identifier: LicenseRef-Desk
"""Somebody who types into a template of the sample shop, in the real window, and watches the preview."""

import asyncio
import sys
import tempfile
import time
from pathlib import Path

import psutil
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desk import config
from desk.bootstrap import Desk, open_sample
from desk.services.store import Session
from desk.services.templates import Library, TemplateFilter
from desk.translation import use_language
from desk.ui.application import SWITCH_S, make_application
from desk.ui.docks import Places
from desk.ui.garbage import Garbage
from desk.ui.loop import Loop
from desk.ui.panes.templates.page import TemplatesPage
from desk.ui.panes.templates.token_edit import TokenEdit
from desk.ui.theme import apply
from desk.ui.window import Window

EVENT = "order.ready"
TEXT = "Merci de votre confiance, nous restons joignables tous les jours. "
LINE = 100
"""After so many keys most of what was typed is taken away again."""
PAUSE_S = 0.06
"""Between two keys, beside the time that the preview takes: a quick typist."""
PATIENCE_S = 30.0
REST_S = 2.0


def sitting(edits: int, early: int) -> tuple[list[float], float, float]:
    """Return the milliseconds of each edit, and the megabytes of all processes after `early` edits and all."""
    sys.setswitchinterval(SWITCH_S)
    application = make_application()
    use_language("fr")
    apply(application, "light")
    with tempfile.TemporaryDirectory() as folder:
        desk = open_sample(config.at(Path(folder)))
        window = Window(Places(Path(folder)))
        garbage = Garbage(window)
        window.resize(1280, 800)
        window.show()
        with asyncio.Runner(loop_factory=lambda: Loop(application, already_running=False)) as runner:
            found = runner.run(Typist(window, desk).type(edits, early))
        garbage.release()
        desk.close()
    return found


class Typist:
    """One sitting at the page of templates."""

    def __init__(self, window: Window, desk: Desk) -> None:
        self.window, self.desk = window, desk
        self.painted = -1
        self.seen = asyncio.Event()

    async def type(self, edits: int, early: int) -> tuple[list[float], float, float]:
        page = await self.opened()
        field = list(page.editor.mail.blocks.fields())[1]
        field.setFocus()
        cursor = field.textCursor()
        cursor.movePosition(cursor.MoveOperation.End)
        field.setTextCursor(cursor)
        spans, early_mb = [], 0.0
        for number in range(edits):
            spans.append(await self.edit(page, field, number))
            await asyncio.sleep(PAUSE_S)
            if number + 1 == early:
                early_mb = whole_mb()
        late_mb = whole_mb()
        await page.preview_model.stop()
        self.window.pages.detach()
        await self.window.jobs.finish()
        return spans, early_mb, late_mb

    async def edit(self, page: TemplatesPage, field: TokenEdit, number: int) -> float:
        """Press one key; return the milliseconds until the preview of it is painted."""
        begun = time.perf_counter()
        if number % LINE == LINE - 1:
            cursor = field.textCursor()
            cursor.setPosition(cursor.position() - LINE * 2 // 3, cursor.MoveMode.KeepAnchor)
            field.setTextCursor(cursor)
            QTest.keyClick(field, Qt.Key.Key_Delete)
        else:
            QTest.keyClicks(field, TEXT[number % len(TEXT)])
        await self.until_painted(page.preview_model.revision)
        return (time.perf_counter() - begun) * 1000

    async def opened(self) -> TemplatesPage:
        """Show the page with a template, its preview painted."""
        self.window.attach(self.desk)
        self.window.pages.navigate("templates", template_id=self.desk.db.read_now(template))
        page = self.window.pages.page
        assert isinstance(page, TemplatesPage)
        page.preview.stage.view.painted.connect(self.on_painted)
        async with asyncio.timeout(PATIENCE_S):
            while page.preview_model.state.rendering is None:
                await asyncio.sleep(0.05)
        await self.until_painted(page.preview_model.revision)
        await asyncio.sleep(REST_S)
        return page

    async def until_painted(self, revision: int) -> None:
        """Wait until what was asked for last is on the screen."""
        async with asyncio.timeout(PATIENCE_S):
            while self.painted < revision:
                self.seen.clear()
                await self.seen.wait()

    def on_painted(self, revision: int) -> None:
        """Note what is on the screen."""
        self.painted = revision
        self.seen.set()


def template(session: Session) -> str:
    """Return the sample shop's template that is typed into."""
    return next(row.id for row in Library(session).page(TemplateFilter(event_kind=EVENT), limit=10))


def whole_mb() -> float:
    """Return the share of memory of this process and those it started."""
    me = psutil.Process()
    return sum(one.memory_full_info().pss for one in [me, *me.children(recursive=True)]) / 1e6
