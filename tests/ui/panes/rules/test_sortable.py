# SPDX-License-Identifier: LicenseRef-Desk
"""Rows are reordered by keyboard and by mouse."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.ui.frame import until


def test_alt_and_arrows_reorder_conditions_and_channels(shop, on_stage):
    async def scene(stage):
        await stage.open(shop.ready)
        for path in ("brand", "model"):
            stage.editor.conditions.root._foot.pressed.emit("add")
            stage.pick(f"conditions.items.{len(stage.spec.conditions.items) - 1}.path", path)
        QTest.keyClick(stage.pill("conditions.items.1.path"), Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
        assert [item.path for item in stage.spec.conditions.items] == ["order.model", "order.brand"]
        await until(lambda: stage.has_keyboard(stage.pill("conditions.items.0.path")))
        leg = stage.editor.send._legs[0]
        leg.setFocus()
        QTest.keyClick(leg, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
        assert [leg.channel.value for leg in stage.spec.legs] == ["sms", "email"]
        assert stage.has_keyboard(stage.editor.send._legs[1])

    on_stage(scene)


def test_a_condition_is_dragged_by_its_grip(shop, on_stage):
    async def scene(stage):
        await stage.open(shop.ready)
        for path in ("brand", "model"):
            stage.editor.conditions.root._foot.pressed.emit("add")
            stage.pick(f"conditions.items.{len(stage.spec.conditions.items) - 1}.path", path)
        first, second = stage.editor.conditions.root._rows
        QTest.mousePress(first.grip, Qt.MouseButton.LeftButton)
        QTest.mouseMove(first.grip, first.grip.mapFromGlobal(second.mapToGlobal(second.rect().bottomLeft())))
        QTest.mouseRelease(
            first.grip,
            Qt.MouseButton.LeftButton,
            pos=first.grip.mapFromGlobal(second.mapToGlobal(second.rect().bottomLeft())),
        )
        assert [item.path for item in stage.spec.conditions.items] == ["order.model", "order.brand"]

    on_stage(scene)
