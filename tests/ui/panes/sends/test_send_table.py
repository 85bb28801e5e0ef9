# SPDX-License-Identifier: LicenseRef-Desk
from PySide6.QtWidgets import QMenu

from desk.ui.panes.sends import rows
from tests.ui.frame import until


def column(table, name):
    return [one.name for one in table.model().columns].index(name)


def test_optional_columns_are_hidden_until_somebody_wants_them(atelier, on_stage):
    atelier.failed()

    async def scene(stage):
        await stage.ready(1)
        table = stage.table
        assert all(table.isColumnHidden(column(table, name)) for name in rows.OPTIONAL)
        menu = QMenu(table)
        table.fill_columns(menu)
        wanted = menu.actions()[column(table, rows.ERROR) - 1]
        assert (wanted.text(), wanted.isChecked()) == ("Answer", False)
        wanted.trigger()
        assert not table.isColumnHidden(column(table, rows.ERROR))
        stage.listing.head.columns.click()
        table._on_layout()
        assert not stage.places.state("sends.table").isEmpty()

    on_stage(scene)


def test_columns_come_back_as_they_were_left(atelier, on_stage):
    async def scene(stage):
        await stage.ready(0)
        stage.table.setColumnWidth(column(stage.table, rows.RULE), 333)
        kept = stage.table.layout_state()
        stage.table.setColumnWidth(column(stage.table, rows.RULE), 100)
        stage.table.recall(kept)
        assert stage.table.columnWidth(column(stage.table, rows.RULE)) == 333
        stage.window.resize(1100, 700)
        assert stage.table.columnWidth(column(stage.table, rows.RULE)) == 333

    on_stage(scene)


def test_what_one_reads_stays_where_it_is_when_newer_rows_come_in(atelier, on_stage):
    for _ in range(30):
        atelier.send()

    async def scene(stage):
        await stage.ready(30)
        bar = stage.table.verticalScrollBar()
        bar.setValue(5 * stage.table.rowHeight(0))
        top = stage.page.model.rows.rows[stage.table.rowAt(0)].id
        atelier.send()
        await stage.shows(31)
        assert stage.page.model.rows.rows[stage.table.rowAt(0)].id == top
        bar.setValue(0)
        newest = atelier.send()
        await stage.shows(32)
        assert stage.page.model.rows.rows[stage.table.rowAt(0)].id == newest

    on_stage(scene)


def test_the_selection_is_counted_without_reading_it(atelier, on_stage):
    for _ in range(4):
        atelier.send()

    async def scene(stage):
        await stage.ready(4)
        stage.table.selectAll()
        assert stage.table.selection_size() == len(stage.table.selected_rows()) == 4
        first, last = stage.table.visible_rows()
        assert (first, last) == (0, 3)
        await until(lambda: stage.listing.footer.shown.text() == "4 selected of 4")

    on_stage(scene)
