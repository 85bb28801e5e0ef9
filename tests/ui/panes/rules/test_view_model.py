# SPDX-License-Identifier: LicenseRef-Desk
"""The rule that is open: activating it, and somebody else at work on it."""

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from tests.ui.frame import until
from tests.ui.panes.rules.stage import click


def _texts(dialog):
    return " ".join(label.text() for label in dialog.findChildren(QLabel))


def test_activating_saves_first_and_tells_how_many_are_near(shop, on_stage):
    async def scene(stage):
        await stage.open(shop.birthday)
        name = stage.editor.header.name
        QTest.keyClicks(name, "!")
        click(stage.editor.header.active)
        await until(lambda: stage.dialog() is not None)
        assert "1 customer could be concerned in the next 7 days." in _texts(stage.dialog())
        click(stage.dialog().yes)
        await until(lambda: shop.is_active(shop.birthday))
        await until(stage.editor.header.active.isChecked)
        assert "is active" in stage.said()[-1]

    on_stage(scene)
    assert "!" in shop.rule(shop.birthday).name


def test_somebody_elses_changes_are_shown_beside_ones_own(shop, on_stage):
    async def scene(stage):
        await stage.open(shop.ready)
        stage.pick("trigger.event_kind", "cancelled")
        shop.save_elsewhere(shop.ready, name="Theirs")
        await until(lambda: stage.state.theirs is not None)
        conflict = stage.editor.obstacles.conflict
        assert "Theirs" in conflict._theirs.text()
        assert "is cancelled" in conflict._mine.text()
        click(conflict.mine)
        assert conflict.isHidden()
        stage.run("save")
        await until(lambda: shop.rule(shop.ready).version == 3)

    on_stage(scene)
    kept = shop.rule(shop.ready)
    assert kept.name == "Order ready"
    assert kept.spec.trigger.event_kind == "order.cancelled"


def test_theirs_can_be_taken(shop, on_stage):
    async def scene(stage):
        await stage.open(shop.ready)
        stage.pick("trigger.event_kind", "cancelled")
        shop.save_elsewhere(shop.ready, name="Theirs")
        await until(lambda: stage.state.theirs is not None)
        click(stage.editor.obstacles.conflict.theirs)
        assert stage.state.draft.name == "Theirs"
        assert not stage.state.is_dirty

    on_stage(scene)


def test_without_unsaved_work_the_other_version_is_simply_shown(shop, on_stage):
    async def scene(stage):
        await stage.open(shop.ready)
        shop.save_elsewhere(shop.ready, name="Theirs")
        await until(lambda: stage.editor.header.name.text() == "Theirs")
        assert stage.state.theirs is None

    on_stage(scene)
