# SPDX-License-Identifier: LicenseRef-Desk
"""IF: conditions and groups made by keyboard, and kept."""

from PySide6.QtTest import QTest

from desk.services.rules import Comparison, GroupMode
from tests.ui.frame import until


def test_a_condition_added_by_keyboard_is_kept_by_ctrl_s(shop, on_stage):
    async def scene(stage):
        await stage.open(shop.ready)
        stage.editor.conditions.root._foot._parts[1].click()
        stage.pick("conditions.items.0.path", "total")
        stage.pick("conditions.items.0.comparison", "")
        form = stage.form("conditions.items.0.value")
        form.spin.selectAll()
        QTest.keyClicks(form.spin, "20")
        stage.close_popup()
        assert stage.state.is_dirty
        assert not stage.editor.header._unsaved.isHidden()
        stage.run("save")
        await until(lambda: shop.rule(shop.ready).version == 2)
        await until(lambda: not stage.state.is_dirty)

    on_stage(scene)
    (condition,) = shop.spec(shop.ready).conditions.items
    assert (condition.path, condition.comparison) == ("order.total", Comparison.AT_LEAST)
    assert condition.value == "20.00"


def test_a_group_of_conditions_is_kept(shop, on_stage):
    async def scene(stage):
        await stage.open(shop.ready)
        verbs = stage.editor.conditions.root._foot._parts
        verbs[-1].click()
        stage.pick("conditions.items.0.items.0.path", "language")
        stage.pick("conditions.items.0.items.0.value", "french")
        stage.run("save")
        await until(lambda: shop.rule(shop.ready).version == 2)

    on_stage(scene)
    (group,) = shop.spec(shop.ready).conditions.items
    assert group.mode is GroupMode.ANY
    assert group.items[0].path == "customer.language"
    assert group.items[0].value == "fr"
