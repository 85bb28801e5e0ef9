# SPDX-License-Identifier: LicenseRef-Desk
"""The commands of the page, as menus, keys and palette offer them."""

from tests.ui.frame import until


def test_keys_are_those_people_expect(shop, on_stage):
    async def scene(stage):
        await stage.ready()
        keys = {one.name: one.shortcut for one in stage.commands.all() if one.shortcut}
        assert keys == {"rules.new": "Ctrl+N", "rules.save": "Ctrl+S"}
        docks = {
            dock.objectName(): dock.toggleViewAction().shortcut().toString() for dock in stage.page.docks()
        }
        assert docks == {"rules_list": "", "simulation": "F7", "decisions": "F4"}

    on_stage(scene)


def test_commands_act_on_the_rule_that_is_open_or_selected(shop, on_stage):
    async def scene(stage):
        await stage.open(shop.ready)
        stage.run("pause")
        await until(lambda: not shop.is_active(shop.ready))
        await until(lambda: not stage.state.is_busy)
        stage.run("activate")
        await until(lambda: shop.is_active(shop.ready))
        stage.run("duplicate")
        await until(lambda: "Order ready (copy)" in shop.rules())

    on_stage(scene)
