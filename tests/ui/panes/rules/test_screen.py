# SPDX-License-Identifier: LicenseRef-Desk
"""The middle of the page, also when there is nothing."""

from tests.ui.frame import until


def test_a_shop_without_rules_begins_with_an_example(shop, on_stage):
    for rule in (shop.ready, shop.reminder, shop.birthday):
        shop.delete_elsewhere(rule)

    async def scene(stage):
        await until(lambda: stage.page.rules.state.every == ())
        screen = stage.page.screen_
        assert screen._stack.currentWidget() is screen.empty
        assert screen.empty._title.text() == "No rule."
        screen.empty.verb_requested.emit()
        assert stage.popup().isVisible()
        stage.close_popup()

    on_stage(scene)
