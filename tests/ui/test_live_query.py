# SPDX-License-Identifier: LicenseRef-Desk
"""Live queries: read again after a change, once for a burst, and never show a stale answer."""

import asyncio
from dataclasses import dataclass
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QObject

from desk.errors import Unavailable
from desk.services.store import Change, Changes
from desk.ui import live_query
from desk.ui.live_query import LiveQuery, PagedQuery
from desk.ui.rows_model import Column, RowsModel
from tests.ui.frame import until


class SlowDatabase:
    """Answers when it is told to."""

    def __init__(self):
        self.changes = Changes()
        self.reads = 0
        self.gate = asyncio.Event()
        self.gate.set()
        self.failure = None

    async def read(self, work):
        self.reads += 1
        await self.gate.wait()
        if self.failure is not None:
            raise self.failure
        return work(None)


@pytest.fixture(autouse=True)
def quick_folding(monkeypatch):
    monkeypatch.setattr(live_query, "FOLD_MS", 5)


class Stage:
    """A query and what it said."""

    def __init__(self, answers):
        self.desk = SimpleNamespace(db=SlowDatabase())
        self.owner = QObject()
        self.said, self.troubles = [], []
        self.query = LiveQuery(self.desk, lambda _session: answers(), {Change.RULES}, self.owner)
        self.query.rows_changed.connect(self.said.append)
        self.query.error_changed.connect(self.troubles.append)

    def change(self, *topics):
        self.desk.db.changes.announce(topics or (Change.RULES,))


def test_it_reads_by_itself_and_after_a_change(qt_run):
    rows = [(1,)]

    async def main():
        stage = Stage(lambda: rows[0])
        await until(lambda: stage.said == [(1,)])
        rows[0] = (1, 2)
        stage.change()
        await until(lambda: stage.said == [(1,), (1, 2)])

    qt_run(main())


def test_other_topics_do_not_matter(qt_run):
    async def main():
        stage = Stage(lambda: ())
        await until(lambda: stage.said)
        stage.change(Change.CUSTOMERS)
        await asyncio.sleep(0.05)
        assert stage.desk.db.reads == 1

    qt_run(main())


def test_a_burst_is_read_once(qt_run):
    async def main():
        stage = Stage(lambda: ())
        await until(lambda: stage.said)
        for _ in range(50):
            stage.change()
        await asyncio.sleep(0.1)
        assert stage.desk.db.reads == 2

    qt_run(main())


def test_a_change_that_rests_when_the_loop_has_ended_is_read_by_nobody(qt_run, qtbot):
    stages = []

    async def main():
        stages.append(Stage(lambda: ()))
        await until(lambda: stages[0].said)
        stages[0].change()
        await asyncio.sleep(0)  # heard, and not yet at rest

    qt_run(main())
    qtbot.wait(50)
    assert stages[0].desk.db.reads == 1


def test_while_changes_follow_each_other_not_every_one_is_read(qt_run, monkeypatch):
    monkeypatch.setattr(live_query, "BUSY_FOLD_MS", 60_000)

    async def main():
        stage = Stage(lambda: ())
        await until(lambda: stage.said)
        stage.change()
        await until(lambda: len(stage.said) == 2)
        pause = stage.query._ears._pause
        stage.change()
        await until(pause.isActive)
        assert pause.interval() > 30_000
        stage.query._ears._last -= 60
        pause.stop()
        stage.change()
        await until(lambda: len(stage.said) == 3)

    qt_run(main())


def test_changes_come_from_any_thread(qt_run):
    async def main():
        stage = Stage(lambda: ())
        await until(lambda: stage.said)
        await asyncio.to_thread(stage.change)
        await until(lambda: len(stage.said) == 2)

    qt_run(main())


def test_a_change_while_reading_is_read_afterwards(qt_run):
    async def main():
        stage = Stage(lambda: stage.desk.db.reads)
        stage.desk.db.gate.clear()
        await until(lambda: stage.desk.db.reads == 1)
        stage.query.refresh()
        stage.query.refresh()
        assert stage.desk.db.reads == 1
        stage.desk.db.gate.set()
        await until(lambda: stage.said == [2, 2] or len(stage.said) == 2)
        assert stage.desk.db.reads == 2

    qt_run(main())


def test_a_stale_answer_is_dropped(qt_run):
    async def main():
        stage = Stage(lambda: "old")
        stage.desk.db.gate.clear()
        await until(lambda: stage.desk.db.reads == 1)
        stage.query.use(lambda _session: "new")
        stage.desk.db.gate.set()
        await until(lambda: stage.said)
        assert stage.said == ["new"]

    qt_run(main())


def test_a_failure_is_told_and_taken_back(qt_run):
    async def main():
        stage = Stage(lambda: ())
        stage.desk.db.failure = Unavailable("database_away")
        await until(lambda: stage.troubles)
        assert stage.troubles[0].code == "database_away"
        stage.desk.db.failure = None
        stage.change()
        await until(lambda: stage.said)
        assert stage.troubles[1:] == [None]

    qt_run(main())


def test_a_hidden_view_reads_when_it_is_shown_again(qt_run):
    async def main():
        stage = Stage(lambda: ())
        await until(lambda: stage.said)
        stage.query.pause()
        stage.change()
        await asyncio.sleep(0.05)
        assert stage.desk.db.reads == 1
        stage.query.resume()
        await until(lambda: stage.desk.db.reads == 2)
        stage.query.pause()
        stage.query.resume()
        await asyncio.sleep(0.02)
        assert stage.desk.db.reads == 2

    qt_run(main())


def test_nothing_is_left_behind_when_the_view_goes(qt_run):
    async def main():
        stage = Stage(lambda: ())
        await until(lambda: stage.said)
        changes = stage.desk.db.changes
        stage.owner.deleteLater()
        await until(lambda: not changes._listeners)
        stage.change()

    qt_run(main())


@dataclass(frozen=True)
class Line:
    id: int
    text: str = ""


class LongList:
    """Ten thousand lines, newest first, read by key."""

    def __init__(self, count=1000):
        self.lines = {one: Line(one) for one in range(count)}
        self.asked = []

    def page(self, _session, after, limit):
        self.asked.append((after and after.id, limit))
        order = sorted(self.lines, reverse=True)
        wanted = [one for one in order if after is None or one < after.id]
        return [self.lines[one] for one in wanted[:limit]]


def paged(owner, lines):
    desk = SimpleNamespace(db=SlowDatabase())
    model = RowsModel(
        (Column(name="text", header="Text", text=lambda line: line.text),), lambda line: line.id, owner
    )
    return desk, model, PagedQuery(desk, lines.page, {Change.RULES}, model, owner)


def test_a_long_list_comes_page_by_page(qt_run):
    lines = LongList(450)

    async def main():
        owner = QObject()
        _desk, model, _query = paged(owner, lines)
        await until(lambda: model.rowCount() == 200)
        model.fetchMore(model.index(-1, -1))
        await until(lambda: model.rowCount() == 400)
        model.fetchMore(model.index(-1, -1))
        await until(lambda: model.rowCount() == 450)
        assert model.is_complete
        assert lines.asked == [(None, 200), (250, 200), (50, 200)]

    qt_run(main())


def test_a_change_patches_head_and_what_is_on_screen(qt_run, monkeypatch):
    monkeypatch.setattr(live_query, "HEAD", 200)
    lines = LongList(1000)

    async def main():
        owner = QObject()
        desk, model, query = paged(owner, lines)
        for wanted in (200, 400, 600):
            await until(lambda wanted=wanted: model.rowCount() == wanted)
            model.fetchMore(model.index(-1, -1))
        await until(lambda: model.rowCount() == 800)
        query.visible = lambda: (500, 520)
        far = model.rows[510].id
        lines.lines[1000] = Line(1000, "new")
        lines.lines[far] = Line(far, "changed")
        desk.db.changes.announce((Change.RULES,))
        await until(lambda: model.rows[0].id == 1000)
        await until(lambda: model.row_at(model.index_of(far)).text == "changed")
        assert model.rowCount() == 801

    qt_run(main())


def test_another_filter_starts_from_the_top(qt_run):
    lines, others = LongList(300), LongList(5)

    async def main():
        owner = QObject()
        _desk, model, query = paged(owner, lines)
        await until(lambda: model.rowCount() == 200)
        query.use(others.page)
        await until(lambda: model.rowCount() == 5)
        assert model.is_complete

    qt_run(main())


def test_a_page_that_fails_can_be_asked_for_again(qt_run):
    troubles = []

    async def main():
        owner = QObject()
        desk, model, query = paged(owner, LongList(300))
        query.error_changed.connect(troubles.append)
        await until(lambda: model.rowCount() == 200)
        desk.db.failure = Unavailable("database_busy")
        model.fetchMore(model.index(-1, -1))
        await until(lambda: any(troubles))
        assert model.canFetchMore(model.index(-1, -1))

    qt_run(main())


def test_what_can_wait_is_read_when_it_is_told_to(qt_run):
    async def main():
        desk, owner, said = SimpleNamespace(db=SlowDatabase()), QObject(), []
        query = LiveQuery(desk, lambda _session: "all", {Change.RULES}, owner, is_paused=True)
        query.rows_changed.connect(said.append)
        await asyncio.sleep(0.02)
        assert desk.db.reads == 0
        query.resume()
        await until(lambda: said == ["all"])

    qt_run(main())


def test_the_first_rows_are_not_read_twice_at_once(qt_run):
    async def main():
        owner = QObject()
        desk, model, query = paged(owner, LongList(3))
        desk.db.gate.clear()
        await until(lambda: desk.db.reads == 1)
        query.refresh()
        await asyncio.sleep(0.02)
        assert desk.db.reads == 1
        desk.db.gate.set()
        await until(lambda: model.rowCount() == 3)
        await until(lambda: desk.db.reads == 2)

    qt_run(main())
