# SPDX-License-Identifier: LicenseRef-Desk
"""What stands in the way is listed, with ways out."""

from desk.models.vocabulary import Channel, RuleState
from desk.services.rules import Rulebook, RuleDraft
from desk.services.store import Change
from tests.ui.frame import until
from tests.ui.panes.rules.stage import click


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


def test_a_second_rule_for_the_same_people_is_warned_of(shop, on_stage):
    async def scene(stage):
        await stage.open(shop.ready)
        assert stage.editor.obstacles.double.isHidden()
        card = shop.rule(shop.ready)
        other = RuleDraft(name="Again", spec=card.spec, template_id=card.template_id)

        def work(session):
            book = Rulebook(session)
            book.activate(shop.ready, frozenset({Channel.EMAIL, Channel.SMS}))
            return book.create(other)

        twin = shop.db.write_now(work, Change.RULES)
        await stage.open(twin)
        double = stage.editor.obstacles.double
        await until(lambda: not double.isHidden())
        assert f"“{card.name}” is active" in double._text.text()
        stage.pick("trigger.event_kind", "cancelled")
        assert double.isHidden()

    on_stage(scene)
