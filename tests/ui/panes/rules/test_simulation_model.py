# SPDX-License-Identifier: LicenseRef-Desk
"""What the simulation asks for, and when it does not ask."""

from tests.ui.frame import until


async def verdict(stage, title):
    """Wait for a verdict."""
    panel = stage.page.simulation
    await until(lambda: panel.verdict.title.text() == title and not panel.verdict.isHidden())
    return panel


def test_while_its_dock_is_hidden_nothing_is_read(shop, on_stage):
    shop.order()

    async def scene(stage):
        await stage.open(shop.ready)
        await verdict(stage, "Would be sent at once")
        dock = next(dock for dock in stage.page.docks() if dock.objectName() == "simulation")
        dock.hide()
        await stage.open(shop.reminder)
        model = stage.page.simulation_model
        assert model._answer._is_paused
        dock.show()
        await until(
            lambda: model.state.imagined is not None and model.state.event_kind == "order.due_reminder"
        )

    on_stage(scene)
