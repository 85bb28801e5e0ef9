# SPDX-License-Identifier: LicenseRef-Desk
"""The table: columns that fit, an order by date, a place that is remembered."""

from dataclasses import replace
from datetime import timedelta

from PySide6.QtCore import QByteArray, QPoint, Qt
from PySide6.QtTest import QTest

from desk.ui.panes.records import rows
from tests.ui.frame import until
from tests.ui.panes.records.stage import NOW


def test_columns_fill_the_table_and_follow_its_size(atelier, on_stage):
    atelier.order()

    async def scene(stage):
        await stage.ready(1)
        header = stage.table.horizontalHeader()
        assert header.length() == stage.table.viewport().width()
        before = stage.table.columnWidth(1)
        stage.window.resize(1800, 800)
        await until(lambda: stage.table.columnWidth(1) > before)
        assert header.length() == stage.table.viewport().width()

    on_stage(scene)


def test_widths_that_were_chosen_are_kept(atelier, on_stage):
    atelier.order()

    async def scene(stage):
        await stage.ready(1)
        header = stage.table.horizontalHeader()
        edge = header.sectionViewportPosition(1) + header.sectionSize(1) - 1
        spot = QPoint(edge, header.height() // 2)
        QTest.mousePress(header.viewport(), Qt.MouseButton.LeftButton, pos=spot)
        QTest.mouseMove(header.viewport(), spot + QPoint(20, 0))
        QTest.mouseMove(header.viewport(), spot + QPoint(60, 0))
        QTest.mouseRelease(header.viewport(), Qt.MouseButton.LeftButton, pos=spot + QPoint(60, 0))
        chosen = stage.table.columnWidth(1)
        kept = stage.places.state("records.table")
        assert not kept.isEmpty()
        stage.window.resize(1800, 800)
        assert stage.table.columnWidth(1) == chosen
        stage.table.recall(QByteArray(b"damaged"))
        stage.window.resize(1500, 800)
        assert stage.table.horizontalHeader().length() == stage.table.viewport().width()

    on_stage(scene)


def test_a_click_on_the_date_sorts_by_it_and_on_the_number_newest_first(atelier, on_stage):
    late, soon = (
        atelier.order(due_at=NOW + timedelta(days=5)),
        atelier.order(due_at=NOW + timedelta(days=1)),
    )
    never = atelier.order()

    async def scene(stage):
        await stage.ready(3)
        header = stage.table.horizontalHeader()

        def click(name):
            section = list(rows.WIDTHS).index(name)
            spot = QPoint(header.sectionViewportPosition(section) + 20, header.height() // 2)
            QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=spot)

        def shown():
            return [row.id for row in stage.page.model.rows.rows]

        click(rows.DUE)
        await until(lambda: shown() == [soon, late])
        assert header.sortIndicatorSection() == list(rows.WIDTHS).index(rows.DUE)
        click(rows.TITLE)  # by words there is no order
        assert header.sortIndicatorSection() == list(rows.WIDTHS).index(rows.DUE)
        click(rows.REFERENCE)
        await until(lambda: shown() == [never, soon, late])

    on_stage(scene)


def test_where_a_record_belongs_is_shown_in_a_shop_of_several_sites_only(atelier, on_stage):
    atelier.order()

    async def scene(stage):
        await stage.ready(1)
        table = stage.table
        at = [one.name for one in table.model().columns].index(rows.PLACE)
        has_many = len(stage.page.model.state.shop.places) > 1
        assert table.isColumnHidden(at) is not has_many
        state = stage.page.model.state
        one_more = (state.shop.places * 2)[: 1 if has_many else 2]
        stage.page.model.state = replace(state, shop=replace(state.shop, places=one_more))
        stage.page.model.changed.emit()
        assert table.isColumnHidden(at) is has_many
        assert table.horizontalHeader().length() == table.viewport().width()

    on_stage(scene)
