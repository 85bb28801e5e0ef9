# SPDX-License-Identifier: LicenseRef-Desk
"""The head of the editor: its name is edited in place, undo says what it takes back."""

from PySide6.QtTest import QTest

from tests.ui.frame import until
from tests.ui.panes.rules.stage import click


def test_typing_a_delay_is_one_step_of_undo_with_a_name(shop, on_stage):
    async def scene(stage):
        await stage.open(shop.ready)
        form = stage.form("timing")
        form.later.click()
        form.span.count.selectAll()
        QTest.keyClicks(form.span.count, "45")
        form.span.unit.setCurrentIndex(form.span.unit.findData("minutes"))
        assert stage.pill("timing").text() == "45 minutes later"
        stage.close_popup()
        assert stage.spec.timing.delay_minutes == 45
        assert stage.model.history.stack.count() == 1
        assert stage.editor.header.undo.toolTip() == "Undo “Change the delay”"
        click(stage.editor.header.undo)
        assert stage.spec.timing.delay_minutes == 0
        click(stage.editor.header.redo)
        assert stage.spec.timing.delay_minutes == 45

    on_stage(scene)


def test_the_name_is_changed_where_it_stands(shop, on_stage):
    async def scene(stage):
        await stage.open(shop.ready)
        name = stage.editor.header.name
        name.selectAll()
        QTest.keyClicks(name, "Tell them it is ready")
        assert stage.model.history.stack.count() == 1
        click(stage.editor.header.save)
        await until(lambda: shop.rule(shop.ready).name == "Tell them it is ready")
        await until(lambda: stage.list.cards.current_row().row.name == "Tell them it is ready")

    on_stage(scene)
