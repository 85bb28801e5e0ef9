# SPDX-License-Identifier: LicenseRef-Desk
"""What is selected changes from the table: a click or a key, then the choice."""

from datetime import timedelta

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMessageBox

from desk.models.vocabulary import DeliveryState
from desk.ui import shortcuts
from desk.ui.panes.records import rows
from desk.ui.panes.records.cell_changes import MANY
from desk.ui.panes.records.due_form import DueForm
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
        form = stage.popup().findChild(DueForm)
        type_into(form.time_editor(), "quarter past")
        QTest.keyClick(form.time_editor(), Qt.Key.Key_Return)
        assert form._time.problem() == "quarter past is not a time of day."
        type_into(form.time_editor(), "17h30")
        QTest.keyClick(form.time_editor(), Qt.Key.Key_Return)
        await until(lambda: atelier.state(order).due_at == NOW + timedelta(days=1, hours=8))
        await until(lambda: stage.row(order).due_at == NOW + timedelta(days=1, hours=8))
        stage.run("due")
        stage.popup().findChild(DueForm).chosen.emit(None)
        await until(lambda: atelier.state(order).due_at is None)

    on_stage(scene)


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


def test_a_change_of_very_many_asks_first(atelier, on_stage):
    orders = [atelier.order() for _ in range(MANY + 1)]

    async def scene(stage):
        await stage.ready(MANY + 1)
        stage.table.selectAll()
        stage.run("status")
        QTest.keyClicks(QApplication.focusWidget(), "waiting")
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
        box = stage.table.findChild(QMessageBox)
        assert box.text() == f"Change {MANY + 1} records at once?"
        box.buttons()[0].click()
        await until(lambda: {atelier.state(one).status for one in orders} == {"waiting_parts"})

    on_stage(scene)
