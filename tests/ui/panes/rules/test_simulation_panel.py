# SPDX-License-Identifier: LicenseRef-Desk
"""The verdict, why, and what would turn it round."""

from datetime import timedelta

from desk.models.vocabulary import Channel
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
