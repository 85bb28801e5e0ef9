# SPDX-License-Identifier: LicenseRef-Desk
import csv

from desk.errors import Unavailable
from desk.models.vocabulary import Role
from desk.services.delivery import History
from desk.services.shop import Rights
from desk.ui.panes.sends import exporting
from desk.ui.panes.sends.filters import Filters, Shown
from tests.ui.frame import until


def read(file):
    with file.open(encoding="utf-8-sig", newline="") as opened:
        return list(csv.reader(opened, delimiter=";"))


def test_the_file_holds_what_the_list_shows_page_by_page(atelier, on_stage, tmp_path, monkeypatch):
    monkeypatch.setattr(exporting, "PAGE", 3)
    for _ in range(7):
        atelier.failed()
    atelier.sent()
    file = tmp_path / "out.csv"

    async def scene(stage):
        await stage.ready(8)
        stage.page.model.choose(Shown.FAILED)
        await stage.shows(7)
        await until(lambda: stage.page.model.state.total == 7)
        done, shares = [], []
        stage.page.export.finished.connect(done.append)
        progress = stage.page.export.begin(stage.page.model.state, file)
        progress.changed.connect(lambda: shares.append(progress.share))
        await until(lambda: done)
        assert (done[0].rows, done[0].file) == (7, file)
        assert shares == [3 / 7, 6 / 7]
        assert stage.jobs.progress() == ()

    on_stage(scene)
    table = read(file)
    assert ["State", "Failed"] in table
    start = next(at for at, cells in enumerate(table) if cells[:1] == ["Date"])
    ids = [cells[-1] for cells in table[start + 1 :]]
    assert len(ids) == 7
    assert ids == sorted(ids, reverse=True)
    assert list(tmp_path.glob("*.part")) == []


def test_an_export_that_is_cancelled_leaves_no_file(atelier, on_stage, tmp_path, monkeypatch):
    monkeypatch.setattr(exporting, "PAGE", 1)
    for _ in range(5):
        atelier.sent()
    file = tmp_path / "out.csv"

    async def scene(stage):
        await stage.ready(5)
        progress = stage.page.export.begin(stage.page.model.state, file)
        await until(lambda: progress.share)
        progress.cancel()
        await until(lambda: stage.jobs.progress() == ())

    on_stage(scene)
    assert list(tmp_path.glob("out*")) == []


def test_a_folder_that_cannot_be_written_is_said(atelier, on_stage, tmp_path):
    async def scene(stage):
        await stage.ready(0)
        stage.page.export.begin(stage.page.model.state, tmp_path / "nowhere" / "out.csv")
        await until(lambda: stage.failures)
        assert isinstance(stage.failures[0], Unavailable)
        stage.failures.clear()

    on_stage(scene)


def test_who_may_not_export_gets_no_file(atelier, on_stage, tmp_path, monkeypatch):
    atelier.sent()
    monkeypatch.setattr(Rights, "role", lambda _self, _by=None: Role.AGENT)

    async def scene(stage):
        await stage.ready(1)
        stage.page.export.begin(stage.page.model.state, tmp_path / "out.csv")
        await until(lambda: stage.failures)
        assert stage.failures[0].problems[0].code == "not_allowed"
        stage.failures.clear()

    on_stage(scene)
    assert list(tmp_path.glob("out*")) == []


def test_a_reading_that_fails_leaves_no_half_file(atelier, on_stage, tmp_path, monkeypatch):
    atelier.sent()

    def broken(*_asked):
        raise Unavailable("database_away")

    async def scene(stage):
        await stage.ready(1)
        monkeypatch.setattr(History, "page", broken)
        stage.page.export.begin(stage.page.model.state, tmp_path / "out.csv")
        await until(lambda: stage.failures)
        stage.failures.clear()

    on_stage(scene)
    assert list(tmp_path.glob("out*")) == []
    assert Filters().is_counted
