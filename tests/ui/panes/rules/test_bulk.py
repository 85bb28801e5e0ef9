# SPDX-License-Identifier: LicenseRef-Desk
"""Deeds on rules from the list, each told with how to undo it."""

from PySide6.QtCore import QItemSelectionModel

from desk.models.vocabulary import Channel
from desk.ui import shortcuts
from tests.ui.frame import until
from tests.ui.panes.rules.stage import click


def select(stage, *rule_ids):
    """Select several rules, as Ctrl and clicks do."""
    stage.list.cards.clearSelection()
    for rule_id in rule_ids:
        index = stage.list.rows.index_of(rule_id)
        stage.list.cards.selectionModel().select(index, QItemSelectionModel.SelectionFlag.Select)


def test_the_switch_pauses_with_undo(shop, on_stage):
    async def scene(stage):
        await stage.open(shop.reminder)
        stage.list.toggled.emit(shop.ready, False)
        await until(lambda: not shop.is_active(shop.ready))
        await until(lambda: stage.said() == ["1 rule is paused."])
        shortcuts.undo(stage.page, stage.toasts)
        await until(lambda: shop.is_active(shop.ready))

    on_stage(scene)


def test_several_are_paused_and_activated_together(shop, on_stage):
    async def scene(stage):
        await stage.ready()
        select(stage, shop.ready, shop.reminder, shop.birthday)
        assert not stage.list.bulk.isHidden()
        assert stage.list.chips.isHidden()
        click(stage.list.bulk.buttons["pause"])
        await until(lambda: stage.said() == ["3 rules are paused."])
        assert not shop.is_active(shop.ready)
        assert not shop.is_active(shop.reminder)
        shortcuts.undo(stage.page, stage.toasts)
        await until(lambda: shop.is_active(shop.ready) and shop.is_active(shop.reminder))
        assert not shop.is_active(shop.birthday)
        click(stage.list.bulk.buttons["activate"])
        await until(lambda: shop.is_active(shop.birthday))

    on_stage(scene)


def test_several_get_another_template_and_it_can_be_undone(shop, on_stage):
    other = shop.db.write_now(lambda session: shop.template(session, "order.collected"))
    before = shop.rule(shop.ready).template_id

    async def scene(stage):
        await stage.ready()
        select(stage, shop.ready, shop.birthday)
        click(stage.list.bulk.buttons["template"])
        popup = stage.popup()
        options = {option.label: option.key for option in popup._options}
        assert options["Texts of order.collected"] == other
        popup.chosen.emit(other)
        popup.close()
        await until(lambda: shop.rule(shop.ready).template_id == other)
        await until(lambda: stage.said() != [])
        shortcuts.undo(stage.page, stage.toasts)
        await until(lambda: shop.rule(shop.ready).template_id == before)

    on_stage(scene)


def test_several_get_another_route(shop, on_stage):
    async def scene(stage):
        await stage.ready()
        select(stage, shop.ready, shop.birthday)
        click(stage.list.bulk.buttons["channel"])
        popup = stage.popup()
        labels = [option.label for option in popup._options]
        assert labels == ["Email, then SMS", "SMS, then Email", "Email only", "SMS only"]
        popup.chosen.emit("3")
        popup.close()
        await until(lambda: [leg.channel for leg in shop.spec(shop.ready).legs] == [Channel.SMS])

    on_stage(scene)
    assert [leg.channel for leg in shop.spec(shop.birthday).legs] == [Channel.SMS]


def test_a_ready_rule_gets_its_first_words_back(shop, on_stage):
    first = shop.spec(shop.ready)

    async def scene(stage):
        await stage.open(shop.ready)
        stage.pick("trigger.event_kind", "cancelled")
        stage.run("save")
        await until(lambda: shop.spec(shop.ready) != first)
        stage.page.deeds.reset(shop.ready)
        await until(lambda: shop.spec(shop.ready) == first)
        await until(lambda: "first words" in stage.said()[-1])
        shortcuts.undo(stage.page, stage.toasts)
        await until(lambda: shop.spec(shop.ready).trigger.event_kind == "order.cancelled")

    on_stage(scene)
