# SPDX-License-Identifier: LicenseRef-Desk
"""The page of rules as people use it: open, change, save, activate, leave; and somebody else at work."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from desk.models.vocabulary import RuleState
from desk.services.rules import Comparison, GroupMode
from tests.ui.frame import until
from tests.ui.panes.rules.stage import click


def test_an_active_rule_is_open_at_first_and_said_in_a_sentence(shop, on_stage):
    async def scene(stage):
        await stage.ready()
        assert stage.state.card.id == shop.reminder  # "Due soon" comes first by name, "Birthday" is paused
        assert stage.list.cards.current_row().id == shop.reminder
        text = stage.editor.summary.text()
        assert text.startswith("<b>When</b> an order is due soon (2 hours before “Due date”)")
        assert "<b>send</b> “Texts of order.due_reminder” to the customer by email" in text

    on_stage(scene)


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


def test_another_event_changes_the_sentence_and_keeps_what_fits(shop, on_stage):
    async def scene(stage):
        await stage.open(shop.ready)
        stage.pick("trigger.event_kind", "not collected")
        assert stage.spec.trigger.event_kind == "order.uncollected"
        assert "is not collected" in stage.editor.summary.text()
        stage.pick("trigger.subject", "appointment")
        assert stage.spec.trigger.event_kind == "appointment.created"
        stage.page.undo()
        stage.page.undo()
        assert stage.spec == shop.spec(shop.ready)
        assert not stage.state.is_dirty

    on_stage(scene)


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


def test_leaving_unsaved_work_asks_and_saves(shop, on_stage):
    async def scene(stage):
        await stage.open(shop.ready)
        stage.pick("trigger.event_kind", "cancelled")
        stage.page.open_rule(shop.birthday)
        assert stage.dialog().windowTitle() == "Save the changes to “Order ready”?"
        click(stage.dialog().yes)
        await until(lambda: stage.state.card is not None and stage.state.card.id == shop.birthday)

    on_stage(scene)
    assert shop.spec(shop.ready).trigger.event_kind == "order.cancelled"


def test_leaving_unsaved_work_may_lose_it_or_stay(shop, on_stage):
    async def scene(stage):
        await stage.open(shop.ready)
        stage.pick("trigger.event_kind", "cancelled")
        left = []
        stage.page.leave(lambda: left.append("stayed?"))
        click(stage.dialog().no)
        assert left == []
        assert stage.state.is_dirty
        stage.page.leave(lambda: left.append("left"))
        click(stage.dialog().other)
        assert left == ["left"]
        assert not stage.state.is_dirty

    on_stage(scene)
    assert shop.spec(shop.ready).trigger.event_kind == "order.ready"


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


def test_what_keeps_a_rule_from_being_active_is_listed_with_ways_there(shop, on_stage):
    async def scene(stage):
        await stage.open(shop.birthday)
        for row in tuple(stage.editor.send._legs):
            row.remove_requested.emit(0)
        click(stage.editor.header.active)
        blocking = stage.editor.obstacles.blocking
        assert not blocking.isHidden()
        assert [item.text for item in blocking.list.items()] == ["Choose at least one channel."]
        assert not stage.editor.header.active.isChecked()
        blocking.list.verb_requested.emit("0")
        stage.editor.send._foot.chosen.emit("legs.add", "email")
        assert blocking.isHidden()

    on_stage(scene)
    assert shop.rule(shop.birthday).state is RuleState.PAUSED


def test_an_active_rule_cannot_be_saved_wrong_but_paused_and_saved(shop, on_stage):
    async def scene(stage):
        await stage.open(shop.ready)
        stage.editor.conditions.root._foot.pressed.emit("add")
        stage.pick("conditions.items.0.path", "brand")
        stage.run("save")
        blocking = stage.editor.obstacles.blocking
        await until(lambda: not blocking.isHidden())
        assert [item.text for item in blocking.list.items()] == ["Say what “Brand” is compared with."]
        click(blocking.pause)
        await until(lambda: shop.rule(shop.ready).version == 2)

    on_stage(scene)
    assert shop.rule(shop.ready).state is RuleState.PAUSED


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


def test_a_rule_deleted_meanwhile_can_be_kept_as_a_new_one(shop, on_stage):
    async def scene(stage):
        await stage.open(shop.ready)
        stage.pick("trigger.event_kind", "cancelled")
        shop.delete_elsewhere(shop.ready)
        await until(lambda: stage.state.is_gone)
        assert not stage.editor.obstacles.gone.isHidden()
        stage.editor.obstacles.gone.verb_requested.emit()
        await until(lambda: "Order ready" in shop.rules())
        await until(lambda: not stage.state.is_gone and stage.state.card is not None)

    on_stage(scene)
    assert shop.rules()["Order ready"].event_kind == "order.cancelled"


def test_a_rule_deleted_meanwhile_without_changes_gives_way_to_the_next(shop, on_stage):
    async def scene(stage):
        await stage.open(shop.ready)
        shop.delete_elsewhere(shop.ready)
        await until(lambda: stage.state.card is not None and stage.state.card.id == shop.reminder)

    on_stage(scene)


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


def test_the_template_and_the_preview_lead_to_the_page_of_templates(shop, on_stage):
    async def scene(stage):
        await stage.open(shop.ready)
        template = stage.state.draft.template_id
        click(stage.editor.send._legs[1].preview)
        assert stage.trips[-1] == ("templates", {"template_id": template, "channel": "sms"})
        stage.editor.send._head.pressed.emit("open_template")
        assert stage.trips[-1] == ("templates", {"template_id": template})

    on_stage(scene)


def test_reveal_opens_a_rule(shop, on_stage):
    async def scene(stage):
        await stage.ready()
        stage.page.reveal(rule_id=shop.ready)
        await until(lambda: stage.state.card is not None and stage.state.card.id == shop.ready)
        await until(lambda: stage.list.cards.current_row().id == shop.ready)

    on_stage(scene)


def _texts(dialog):
    return " ".join(label.text() for label in dialog.findChildren(QLabel))
