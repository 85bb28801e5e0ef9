# SPDX-License-Identifier: LicenseRef-Desk
"""The latest decisions: the negative ones too, each with its kept reasons."""

from tests.ui.frame import until
from tests.ui.panes.rules.stage import click


async def shown(stage):
    """Show the dock of decisions."""
    dock = next(dock for dock in stage.page.docks() if dock.objectName() == "decisions")
    dock.show()
    return stage.page.decisions


def test_decisions_are_listed_with_why(shop, on_stage):
    shop.make_ready(shop.order())
    shop.make_ready(shop.order(shop.nadia))

    async def scene(stage):
        await stage.open(shop.ready)
        panel = await shown(stage)
        await until(lambda: panel.rows.rowCount() == 2)
        said = [[column.text(row) for column in panel.rows.columns][1:] for row in panel.rows.rows]
        assert said == [
            ["Nadia Ferrand", "Do not send", "Not subscribed"],
            ["Sophie Bernard", "Send", ""],
        ]
        assert "Not subscribed" in panel.title.text()
        panel.table.selectRow(1)
        assert panel.title.text() == "Sophie Bernard · Send"
        assert panel.trace.steps()[0].title == "Event recognised"
        click(panel.open)
        assert stage.trips == [("customers", {"customer_id": shop.sophie})]

    on_stage(scene)


def test_a_rule_that_never_fired_says_so(shop, on_stage):
    async def scene(stage):
        await stage.open(shop.birthday)
        panel = await shown(stage)
        await until(lambda: panel._stack.currentWidget() is panel.empty)
        assert panel.title.text() == ""

    on_stage(scene)
