# SPDX-License-Identifier: LicenseRef-Desk
"""The page of records as people use it: two clicks, a note that names who is told, and undo."""

from datetime import timedelta
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desk.models.vocabulary import DeliveryState
from desk.services.shop import RecordFilter, Records
from desk.ui import shortcuts
from desk.ui.panes.records import rows
from tests.ui.frame import until
from tests.ui.panes.records.stage import NOW, type_into


def test_a_status_is_two_clicks_and_the_note_names_who_is_told(atelier, on_stage):
    order = atelier.order()
    atelier.start_service()

    async def scene(stage):
        await stage.ready(1)
        stage.click_cell(order, rows.STATUS)
        popup = stage.popup()
        QTest.keyClicks(popup.focusWidget(), "ready")
        QTest.keyClick(popup.focusWidget(), Qt.Key.Key_Return)
        await until(lambda: atelier.state(order).status == "ready")
        await until(lambda: stage.said() == ["Order 1001: Ready. Looking up who is told…"])
        atelier.plan()
        await until(lambda: stage.said() == ["Order 1001: Ready. Email to Sophie Bernard in 5 min."])

    on_stage(scene)
    assert "order.ready" in atelier.events(order)
    assert [send.state for send in atelier.sends(order)] == [DeliveryState.QUEUED]


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


def test_who_does_not_want_it_is_not_told(atelier, on_stage):
    order = atelier.order(atelier.nadia)
    atelier.start_service()

    async def scene(stage):
        await stage.ready(1)
        stage.page.deeds.change_status([stage.row(order)], "ready")
        await until(partial(atelier.events, order))
        atelier.plan()
        await until(lambda: stage.said() == ["Order 1001: Ready. Nadia Ferrand is not told: not subscribed."])

    on_stage(scene)


def test_without_a_rule_or_a_service_the_note_says_so(atelier, on_stage):
    order = atelier.order()

    async def scene(stage):
        await stage.ready(1)
        stage.page.deeds.change_status([stage.row(order)], "waiting_parts")
        late = "Order 1001: Waiting for parts. Who is told will be decided when the service runs."
        await until(lambda: stage.said() == [late])
        atelier.start_service()
        atelier.plan()
        await until(lambda: stage.row(order).status == "waiting_parts")
        stage.page.deeds.change_status([stage.row(order)], "in_progress")
        await until(lambda: len(stage.said()) == 2)
        atelier.plan()
        nobody = "Order 1001: In progress. Nobody is told: no active rule waits for this."
        await until(lambda: stage.said()[-1] == nobody)

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


def test_several_records_change_and_come_back_together(atelier, on_stage):
    orders = [atelier.order() for _ in range(3)]

    async def scene(stage):
        await stage.ready(3)
        stage.table.selectAll()
        stage.run("status")
        popup = stage.popup()
        QTest.keyClicks(popup.focusWidget(), "parts rec")
        QTest.keyClick(popup.focusWidget(), Qt.Key.Key_Return)
        await until(lambda: {atelier.state(one).status for one in orders} == {"part_received"})
        await until(lambda: stage.said() and stage.said()[0].startswith("3 records: Parts received."))
        shortcuts.undo(stage.page, stage.toasts)
        await until(lambda: {atelier.state(one).status for one in orders} == {"in_progress"})

    on_stage(scene)


def test_a_date_is_moved_by_a_quick_pick_by_calendar_and_taken_away(atelier, on_stage):
    order = atelier.order(due_at=NOW - timedelta(days=1))

    async def scene(stage):
        await stage.ready(1)
        stage.click_cell(order, rows.DUE)
        QTest.mouseClick(stage.popup().findChild(object, "tomorrow"), Qt.MouseButton.LeftButton)
        await until(lambda: atelier.state(order).due_at == NOW + timedelta(days=1))
        await until(lambda: stage.said()[-1:] and "due date tomorrow 09:30." in stage.said()[-1])
        await until(lambda: stage.row(order).due_at == NOW + timedelta(days=1))
        stage.run("due")
        form = stage.popup().findChild(rows_form())
        type_into(form.time_editor(), "quarter past")
        QTest.keyClick(form.time_editor(), Qt.Key.Key_Return)
        assert form._time.problem() == "quarter past is not a time of day."
        type_into(form.time_editor(), "17h30")
        QTest.keyClick(form.time_editor(), Qt.Key.Key_Return)
        await until(lambda: atelier.state(order).due_at == NOW + timedelta(days=1, hours=8))
        await until(lambda: stage.row(order).due_at == NOW + timedelta(days=1, hours=8))
        stage.run("due")
        stage.popup().findChild(rows_form()).chosen.emit(None)
        await until(lambda: atelier.state(order).due_at is None)

    on_stage(scene)


def rows_form():
    from desk.ui.panes.records.due_form import DueForm

    return DueForm


def test_a_record_is_assigned_from_its_cell(atelier, on_stage):
    order = atelier.order()

    async def scene(stage):
        await stage.ready(1)
        stage.click_cell(order, rows.ASSIGNEE)
        stage.press(Qt.Key.Key_Down)
        stage.press(Qt.Key.Key_Return)
        await until(lambda: atelier.state(order).assignee_id == atelier.camille)
        await until(lambda: "Order 1001: assigned to Camille." in "".join(stage.said()))

    on_stage(scene)


def test_filters_narrow_the_list(atelier, on_stage):
    atelier.order(title="Tandem", due_at=NOW - timedelta(hours=3))
    atelier.order(title="Racer", location_id=atelier.villeurbanne, due_at=NOW + timedelta(hours=1))
    atelier.order(title="Cargo", status="collected", closed_at=NOW, due_at=NOW - timedelta(days=9))

    async def scene(stage):
        await stage.ready(3)
        bar = stage.page.listing.bar

        async def shown(*titles):
            await until(lambda: [row.title for row in stage.page.model.rows.rows] == list(titles))

        QTest.keyClicks(bar.search, "tand")
        await shown("Tandem")
        QTest.keyClick(bar.search, Qt.Key.Key_Escape)
        await shown("Cargo", "Racer", "Tandem")
        bar.status.chosen.emit("open")
        await shown("Racer", "Tandem")
        bar.place.chosen.emit(atelier.villeurbanne)
        await shown("Racer")
        stage.page.model.clear()
        bar.due.chosen.emit("overdue")
        await shown("Tandem")
        bar.due.chosen.emit("today")
        await shown("Tandem", "Racer")
        bar.due.chosen.emit("")
        bar.search.setText("nothing like it")
        await until(stage.page.listing._empty.isVisible)
        QTest.mouseClick(stage.page.listing._empty._verb, Qt.MouseButton.LeftButton)
        await shown("Cargo", "Racer", "Tandem")
        await until(lambda: "1 overdue" in stage.page.listing._footer.text())

    on_stage(scene)


def test_a_kind_without_records_invites_to_make_one(atelier, on_stage):
    async def scene(stage):
        await stage.ready(0)
        stage.page.listing.kinds.setCurrentIndex(2)
        await until(stage.page.listing._empty.isVisible)
        assert stage.page.listing._empty._title.text() == "Leads: nothing here yet."
        QTest.mouseClick(stage.page.listing._empty._verb, Qt.MouseButton.LeftButton)
        assert stage.page.sheet().isVisible()
        assert stage.page.sheet().kinds.current() == "lead"
        stage.page.sheet().reject()
        assert stage.places.text("records.kind") == "lead"

    on_stage(scene)


def test_long_lists_are_read_page_by_page(atelier, on_stage):
    def fill(session):
        keeper = Records(session)
        draft = None
        for _number in range(450):
            draft = draft or atelier_draft(atelier)
            keeper.create(draft)

    atelier.db.write_now(fill)

    async def scene(stage):
        await stage.ready(200)
        stage.table.setFocus()
        while stage.table.model().rowCount() < 450:
            before = stage.table.model().rowCount()
            QTest.keyClick(stage.table, Qt.Key.Key_End)
            await until(lambda seen=before: stage.table.model().rowCount() > seen)
        references = [int(row.reference) for row in stage.page.model.rows.rows]
        assert references == list(range(1450, 1000, -1))
        await until(lambda: "450 in this list" in stage.page.listing._footer.text())

    on_stage(scene)


def atelier_draft(atelier):
    from desk.services.shop import RecordDraft

    return RecordDraft(kind="order", status="new", customer_id=atelier.sophie)


def test_a_link_shows_the_record_whatever_the_list_showed(atelier, on_stage):
    wanted = atelier.order(title="Tandem")
    atelier.order(title="Racer")

    async def scene(stage):
        await stage.ready(2)
        stage.page.model.search("racer")
        stage.page.reveal(record_id=wanted)
        await until(lambda: stage.table.current_row() is not None and stage.table.current_row().id == wanted)
        await until(lambda: stage.feed() is not None and stage.feed().card.title == "Tandem")
        stage.page.reveal(customer_id=atelier.nadia)
        await until(lambda: stage.page.listing.bar.customer.text() == "Nadia Ferrand  ✕")
        QTest.mouseClick(stage.page.listing.bar.customer, Qt.MouseButton.LeftButton)
        await until(lambda: stage.page.model.state.filters.customer_id == "")

    on_stage(scene)


def test_the_badge_counts_what_is_overdue(atelier, on_stage):
    atelier.order(due_at=NOW - timedelta(hours=1))
    counted = []

    async def scene(stage):
        stage.page.badge_changed.connect(counted.append)
        await until(lambda: counted and counted[-1] == 1)

    on_stage(scene)


def test_leaving_asks_while_something_typed_is_not_saved(atelier, on_stage):
    order = atelier.order()
    left = []

    async def scene(stage):
        await stage.ready(1)
        await stage.choose(order)
        stage.page.leave(lambda: left.append("freely"))
        stage.run("edit")
        stage.panel.fields._head.field("title").editor.setText("Tandem")
        stage.page.leave(lambda: left.append("unsaved"))
        box = stage.page.findChild(box_kind())
        assert "1 record" in box.text()
        box.buttons()[1].click()

    on_stage(scene)
    assert left == ["freely", "unsaved"]


def box_kind():
    from PySide6.QtWidgets import QMessageBox

    return QMessageBox


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
    found = atelier.db.read_now(
        lambda s: Records(s).page(RecordFilter(kind="order", statuses=("collected",)))
    )
    assert [row.id for row in found] == [order]
