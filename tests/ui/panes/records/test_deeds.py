# SPDX-License-Identifier: LicenseRef-Desk
"""Records change, and a change is taken back with what it told."""

from datetime import timedelta
from functools import partial

from desk.models.vocabulary import DeliveryState
from desk.services.shop import Operators, RecordFilter, Records
from desk.ui import shortcuts
from tests.ui.frame import until
from tests.ui.panes.records.stage import NOW


def test_undo_takes_back_the_status_and_what_was_planned(atelier, on_stage):
    order = atelier.order()
    atelier.start_service()

    async def scene(stage):
        await stage.ready(1)
        await stage.choose(order)
        stage.page.deeds.change_status([stage.row(order)], "ready")
        await until(partial(atelier.events, order))
        atelier.plan()
        await until(lambda: "in 5 min" in "".join(stage.said()))
        await until(stage.panel._undo.isVisible)
        shortcuts.undo(stage.page, stage.toasts)
        await until(lambda: atelier.state(order).status == "in_progress")
        await until(
            lambda: "Order 1001: the change has been taken back. Nobody is told." in "".join(stage.said())
        )
        await until(lambda: not stage.panel._undo.isVisible())
        await until(lambda: stage.lines()[-1].is_struck)

    on_stage(scene)
    assert atelier.events(order)["order.ready"].undone_at is not None
    assert [send.state for send in atelier.sends(order)] == [DeliveryState.CANCELLED]


def test_the_page_undoes_one_change_after_the_other_when_no_note_is_left(atelier, on_stage):
    order = atelier.order()

    async def scene(stage):
        await stage.ready(1)
        stage.page.deeds.change_status([stage.row(order)], "waiting_parts")
        await until(lambda: atelier.state(order).status == "waiting_parts")
        stage.page.deeds.move_due([stage.row(order)], NOW + timedelta(days=1))  # the list may still be old
        await until(lambda: atelier.state(order).due_at is not None)
        stage.page.undo()
        await until(lambda: atelier.state(order).due_at is None)
        assert atelier.state(order).status == "waiting_parts"
        await until(lambda: "taken back" in stage.said()[-1])
        stage.page.undo()
        await until(lambda: atelier.state(order).status == "in_progress")

    on_stage(scene)


def test_what_somebody_else_changed_meanwhile_is_left_alone(atelier, on_stage):
    mine, theirs = atelier.order(), atelier.order()

    async def scene(stage):
        await stage.ready(2)
        seen = [stage.row(mine), stage.row(theirs)]
        atelier.change(theirs, "unrepairable")
        stage.page.deeds.change_status(seen, "ready")
        await until(lambda: atelier.state(mine).status == "ready")
        await until(lambda: "Somebody else had changed 1002 meanwhile" in "".join(stage.said()))
        await until(lambda: stage.row(theirs).status == "unrepairable")

    on_stage(scene)
    assert atelier.state(theirs).status == "unrepairable"


def test_everything_is_kept_through_the_journal(atelier, on_stage):
    order = atelier.order()

    async def scene(stage):
        await stage.ready(1)
        stage.page.deeds.change_status([stage.row(order)], "collected")
        await until(lambda: atelier.state(order).status == "collected")

    on_stage(scene)
    assert atelier.state(order).closed_at == NOW
    assert {"order.status_changed", "order.status_changed_to", "order.collected"} == set(
        atelier.events(order)
    )
    who = atelier.db.read_now(lambda s: Operators(s).at_work())
    assert {event.subject.operator_id for event in atelier.events(order).values()} == {who.id}
    found = atelier.db.read_now(
        lambda s: Records(s).page(RecordFilter(kind="order", statuses=("collected",)))
    )
    assert [row.id for row in found] == [order]
