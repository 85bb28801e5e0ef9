# SPDX-License-Identifier: LicenseRef-Desk
"""What the simulation asks for, when it does not ask, and what is shown of the answer."""

from datetime import timedelta

from desk.services.delivery import Evaluations, History, HistoryFilter
from desk.services.events import Journal
from desk.ui.panes.rules.simulation_model import When
from desk.ui.wording import formats
from tests.ui.frame import until
from tests.ui.panes.rules.stage import NOW, click


async def verdict(stage, title):
    """Wait for a verdict."""
    panel = stage.page.simulation
    await until(lambda: panel.verdict.title.text() == title and not panel.verdict.isHidden())
    return panel


async def verdict_at(stage):
    """Wait for the verdict that names the moment that the date itself gives."""
    imagined = stage.page.simulation_model

    def title():
        scene = imagined.state.imagined
        return f"Would be sent {formats.moment(scene.at)}" if scene is not None else None

    await until(lambda: stage.page.simulation.verdict.title.text() == title())
    return await verdict(stage, title())


def test_while_its_dock_is_hidden_nothing_is_read(shop, on_stage):
    shop.order()

    async def scene(stage):
        await stage.open(shop.ready)
        await verdict(stage, "Would be sent at once")
        dock = next(dock for dock in stage.page.docks() if dock.objectName() == "simulation")
        dock.hide()
        await stage.open(shop.reminder)
        model = stage.page.simulation_model
        assert model._answer._is_paused
        dock.show()
        await until(
            lambda: model.state.imagined is not None and model.state.event_kind == "order.due_reminder"
        )

    on_stage(scene)


def test_it_is_tried_on_a_real_order_as_if_it_became_ready(shop, on_stage):
    shop.order(shop.nadia, title="Tandem")
    shop.order(title="City bike")

    async def scene(stage):
        await stage.open(shop.ready)
        panel = await verdict(stage, "Would be sent at once")
        assert panel.verdict.detail.text() == "Email – sophie.bernard@example.org"
        assert panel.form.record.currentText() == "1002 · City bike"
        assert panel.form.customer.text() == "Sophie Bernard"
        titles = [step.title for step in panel.trace.steps()]
        assert titles[0] == "Event recognised"
        assert "Email possible" in titles

    on_stage(scene)
    kept = shop.db.read_now(
        lambda session: (
            Journal(session).feed(),
            Evaluations(session).page(),
            History(session).page(HistoryFilter()),
        )
    )
    assert kept == ((), (), ())


def test_what_is_typed_is_tried_before_it_is_saved(shop, on_stage):
    shop.order(fields={"total": "10.00"})

    async def scene(stage):
        await stage.open(shop.ready)
        await verdict(stage, "Would be sent at once")
        stage.editor.conditions.root._foot.pressed.emit("add")
        stage.pick("conditions.items.0.path", "total")
        form = stage.form("conditions.items.0.value")
        form.spin.setValue(20)
        stage.close_popup()
        panel = await verdict(stage, "Would not be sent")
        await until(lambda: "Condition not met" in [step.title for step in panel.trace.steps()])
        assert "If “Total” were “€20.00”, it would be sent." in panel.flip.text.text()

    on_stage(scene)
    assert shop.rule(shop.ready).version == 1


def test_a_paused_rule_is_tried_as_if_active_and_says_so(shop, on_stage):
    async def scene(stage):
        await stage.open(shop.birthday)
        form = stage.page.simulation.form
        await until(lambda: form.customer.text() != "")
        form.customer.chosen.emit(shop.sophie, "Sophie Bernard")
        panel = await verdict_at(stage)
        assert not panel.verdict.paused.isHidden()
        rule = [step for step in panel.trace.steps() if step.title == "Rule not active"]
        assert len(rule) == 1
        assert panel.flip.text.text() == "Once the rule is active, it would be sent."
        click(panel.flip.verb)
        await until(lambda: stage.dialog() is not None)
        click(stage.dialog().yes)
        await until(lambda: shop.is_active(shop.birthday))
        await until(panel.verdict.paused.isHidden)

    on_stage(scene)


def test_a_reminder_is_tried_at_its_own_moment_and_the_past_is_framed(shop, on_stage):
    shop.order(due_at=NOW + timedelta(days=3))

    async def scene(stage):
        await stage.open(shop.reminder)
        panel = await verdict_at(stage)
        assert panel.form.when.currentData() == When.DUE
        assert stage.page.simulation_model.state.imagined.at == NOW + timedelta(days=3, hours=-2)
        assert not panel.frame.is_past

    on_stage(scene)
