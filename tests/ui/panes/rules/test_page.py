# SPDX-License-Identifier: LicenseRef-Desk
"""The page of rules: what is open, leaving it, coming to it."""

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


def test_a_rule_deleted_meanwhile_without_changes_gives_way_to_the_next(shop, on_stage):
    async def scene(stage):
        await stage.open(shop.ready)
        shop.delete_elsewhere(shop.ready)
        await until(lambda: stage.state.card is not None and stage.state.card.id == shop.reminder)

    on_stage(scene)


def test_a_rule_gives_way_even_if_the_list_lost_it_first(shop, on_stage):
    async def scene(stage):
        await stage.open(shop.ready)
        stage.model._card.pause()
        shop.delete_elsewhere(shop.ready)
        await until(lambda: stage.page.rules.state.find(shop.ready) is None)
        stage.model._card.resume()
        await until(lambda: stage.state.card is not None and stage.state.card.id == shop.reminder)

    on_stage(scene)


def test_reveal_opens_a_rule(shop, on_stage):
    async def scene(stage):
        await stage.ready()
        stage.page.reveal(rule_id=shop.ready)
        await until(lambda: stage.state.card is not None and stage.state.card.id == shop.ready)
        await until(lambda: stage.list.cards.current_row().id == shop.ready)

    on_stage(scene)
