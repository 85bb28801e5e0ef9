# SPDX-License-Identifier: LicenseRef-Desk
"""The simulation: the decision of the service on real records, nothing written, and what would flip it."""

from datetime import timedelta

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desk.models.vocabulary import Channel
from desk.services.delivery import Evaluations, History, HistoryFilter
from desk.services.events import Journal
from desk.services.preferences import ConsentDraft, Consents
from desk.services.store import Change
from desk.ui.panes.rules.simulation_model import When
from tests.ui.frame import until
from tests.ui.panes.rules.stage import NOW, click


async def verdict(stage, title):
    """Wait for a verdict."""
    panel = stage.page.simulation
    await until(lambda: panel.verdict.title.text() == title and not panel.verdict.isHidden())
    return panel


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


def test_a_missing_consent_is_named_with_the_way_to_the_customer(shop, on_stage):
    shop.order(shop.nadia)

    async def scene(stage):
        await stage.open(shop.ready)
        panel = await verdict(stage, "Would not be sent")
        assert panel.verdict.detail.text().startswith("Not subscribed.")
        said = "If Nadia Ferrand agreed to “Service messages” by email, it would be sent."
        assert panel.flip.text.text() == said
        click(panel.flip.verb)
        assert stage.trips == [("customers", {"customer_id": shop.nadia})]
        shop.db.write_now(lambda session: _agree(session, shop.nadia), Change.CONSENT)
        await verdict(stage, "Would be sent at once")

    on_stage(scene)


def _agree(session, customer):
    Consents(session).record(
        ConsentDraft(
            customer_id=customer,
            topic="operational",
            channel=Channel.EMAIL,
            granted=True,
            source="counter",
            wording="yes",
        )
    )


def test_quiet_hours_hold_it_and_the_trace_says_how_long(shop, on_stage):
    shop.order()

    async def scene(stage):
        await stage.open(shop.ready)
        form = stage.page.simulation.form
        form.when.setCurrentIndex(form.when.findData(When.TONIGHT))
        form.when.activated.emit(form.when.currentIndex())
        panel = await verdict(stage, "Would be sent tomorrow 08:00")
        assert panel.verdict.detail.text() == "Email – sophie.bernard@example.org, held: quiet hours"
        times = [step.time for step in panel.trace.steps() if step.time]
        assert times[-1] == "+10 h 45"
        assert panel.flip.verb.text() == "Go there"
        click(panel.flip.verb)
        await until(lambda: stage.has_keyboard(stage.pill("timing.quiet")))

    on_stage(scene)


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
        panel = await verdict(stage, "Would be sent at once")
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
        panel = await verdict(stage, "Would be sent at once")
        assert panel.form.when.currentData() == When.DUE
        assert stage.page.simulation_model.state.imagined.at == NOW + timedelta(days=3, hours=-2)
        assert not panel.frame.is_past

    on_stage(scene)


def test_a_reminder_whose_moment_is_over_is_in_the_past(shop, on_stage):
    shop.order(due_at=NOW - timedelta(days=3))

    async def scene(stage):
        await stage.open(shop.reminder)
        panel = stage.page.simulation
        await until(lambda: panel.frame.is_past)
        assert panel.frame.accessibleDescription() == "A moment in the past"

    on_stage(scene)


def test_a_record_without_the_date_has_nothing_to_count_from(shop, on_stage):
    shop.order(due_at=None)

    async def scene(stage):
        await stage.open(shop.reminder)
        panel = await verdict(stage, "Would not be sent")
        assert panel.verdict.detail.text().startswith("“Due date” is empty here")
        assert panel.trace.isHidden()

    on_stage(scene)


def test_without_records_there_is_nothing_to_try_it_on(shop, on_stage):
    async def scene(stage):
        await stage.open(shop.ready)
        panel = stage.page.simulation
        await until(lambda: panel._stack.currentWidget() is panel.nothing)
        assert panel.nothing._title.text() == "Nothing to try it on."

    on_stage(scene)


def test_a_customer_is_found_by_typing(shop, on_stage):
    shop.order(shop.sophie, title="City bike")
    shop.order(shop.nadia, title="Tandem")

    async def scene(stage):
        await stage.open(shop.ready)
        form = stage.page.simulation.form
        await until(lambda: form.customer.text() == "Nadia Ferrand")
        form.customer.setFocus()
        form.customer.selectAll()
        QTest.keyClicks(form.customer, "soph")
        await until(lambda: [name for _id, name in form.customer._people] == ["Sophie Bernard"])
        form.customer.completer().popup().hide()
        QTest.keyClick(form.customer, Qt.Key.Key_Return)
        await until(lambda: form.record.currentText() == "1001 · City bike")
        assert form.record.count() == 1

    on_stage(scene)


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
