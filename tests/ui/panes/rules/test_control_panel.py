# SPDX-License-Identifier: LicenseRef-Desk
"""The control panel: every notification type, configured or not, what it has done; and ways in."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desk.services.events import event_types
from desk.ui.panes.rules.list_panel import CONTROL, LIST
from tests.ui.frame import until
from tests.ui.panes.rules.stage import click


async def shown(stage):
    """Show the control panel."""
    await stage.ready()
    stage.list.modes.setCurrentIndex(1)
    return stage.page.screen_.control


def test_docks_about_one_rule_give_way_and_come_back(shop, on_stage):
    async def scene(stage):
        await stage.ready()
        simulation = next(dock for dock in stage.page.docks() if dock.objectName() == "simulation")
        stage.list.modes.setCurrentIndex(1)
        assert simulation.isHidden()
        stage.page._show_mode(LIST)
        assert not simulation.isHidden()
        stage.page._show_mode(CONTROL)

    on_stage(scene)


def test_filters_narrow_the_table(shop, on_stage):
    async def scene(stage):
        control = await shown(stage)
        click(control._by_show["active"])
        assert control.rows.rowCount() == 2
        click(control._by_show["missing"])
        assert control.rows.rowCount() == len(event_types()) - 3
        click(control._by_show["all"])
        QTest.keyClicks(control.search, "birthday")
        await until(lambda: control.rows.rowCount() == 1)
        QTest.keyClicks(control.search, "xyz")
        await until(lambda: control.rows.rowCount() == 0)
        control.empty.verb_requested.emit()
        assert control.rows.rowCount() == len(event_types())

    on_stage(scene)


def test_enter_opens_the_rule_or_makes_the_ready_one(shop, on_stage):
    async def scene(stage):
        control = await shown(stage)
        control.table.setCurrentIndex(control.rows.index_of(("order.ready", shop.ready)))
        QTest.keyClick(control.table, Qt.Key.Key_Return)
        await until(lambda: stage.state.card is not None and stage.state.card.id == shop.ready)
        assert stage.list.modes.current() == LIST
        stage.list.modes.setCurrentIndex(1)
        control.table.setCurrentIndex(control.rows.index_of(("order.collected", "")))
        QTest.keyClick(control.table, Qt.Key.Key_Return)
        await until(lambda: "Order collected" in shop.rules())
        await until(lambda: stage.state.card is not None and stage.state.card.name == "Order collected")

    on_stage(scene)
    assert shop.rules()["Order collected"].catalogue_key == "order.collected"
