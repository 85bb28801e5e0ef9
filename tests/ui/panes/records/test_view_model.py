# SPDX-License-Identifier: LicenseRef-Desk
"""The list is read page by page."""

from PySide6.QtCore import QObject, Qt
from PySide6.QtTest import QTest

from desk.services.shop import RecordDraft, Records
from desk.ui.panes.records.filters import DueSpan, Filters
from desk.ui.panes.records.view_model import RecordsModel
from tests.ui.frame import open_at, until


def test_long_lists_are_read_page_by_page(atelier, on_stage):
    def fill(session):
        keeper = Records(session)
        draft = None
        for _number in range(450):
            draft = draft or RecordDraft(kind="order", status="new", customer_id=atelier.sophie)
            keeper.create(draft)

    atelier.db.write_now(fill)

    async def scene(stage):
        await stage.ready(200)
        stage.table.setFocus()
        while stage.table.model().rowCount() < 450:
            before = stage.table.model().rowCount()
            QTest.keyClick(stage.table, Qt.Key.Key_End)
            await until(lambda seen=before: stage.table.model().rowCount() > seen)
        references = [int(row.reference) for row in stage.page.model.rows.rows]
        assert references == list(range(1450, 1000, -1))
        await until(lambda: "450 in this list" in stage.page.listing._footer.text())

    on_stage(scene)


def test_another_kind_keeps_words_and_place_and_forgets_the_rest(atelier, on_stage):
    atelier.order()

    async def scene(stage):
        await stage.ready(1)
        model = stage.page.model
        model.search("city")
        model.choose_status("ready")
        model.choose_due(DueSpan.WEEK)
        assert model.state.by_due
        model.show_kind("lead")
        assert model.state.filters == Filters(text="city")
        assert not model.state.by_due
        await until(lambda: model.state.figures is not None)
        assert model.rows.headerData(1, Qt.Orientation.Horizontal) == "Subject"
        model.look_up("order", "1001")
        await until(lambda: [row.reference for row in model.rows.rows] == ["1001"])
        model.show_customer(atelier.nadia, "Nadia Ferrand")
        model.search("")
        await until(lambda: model.rows.rowCount() == 0)
        model.clear()
        await until(lambda: model.rows.rowCount() == 1)

    on_stage(scene)


def test_an_unknown_kind_of_last_time_falls_back_to_orders(atelier, db, tmp_path, qt_run):
    async def scene():
        owner = QObject()
        model = RecordsModel(open_at(db, tmp_path), owner, "spaceship")
        await until(lambda: model.state.figures is not None)
        assert model.state.kind.name == "order"

    qt_run(scene())
