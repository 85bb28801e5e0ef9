# SPDX-License-Identifier: LicenseRef-Desk
"""The lines of the control panel."""

from desk.services.events import event_types


async def shown(stage):
    """Show the control panel."""
    await stage.ready()
    stage.list.modes.setCurrentIndex(1)
    return stage.page.screen_.control


def line(control, name):
    """Return what the table says of a notification: column → text."""
    model = control.rows
    texts = [
        {column.name: column.text(row) for column in model.columns}
        for row in model.rows
        if model.columns[0].text(row) == name
    ]
    return texts[0]


def test_every_type_has_a_line_with_its_totals(shop, on_stage):
    shop.make_ready(shop.order())
    shop.make_ready(shop.order(shop.nadia))

    async def scene(stage):
        control = await shown(stage)
        assert control.rows.rowCount() == len(event_types())
        found = line(control, "Order ready")
        assert (found["state"], found["channels"]) == ("Active", "Email, SMS")
        assert found["sent"] == "0"
        missing = line(control, "Order collected")
        assert (missing["state"], missing["sent"]) == ("Not set up", "")
        assert not control.table.isHidden()

    on_stage(scene)
