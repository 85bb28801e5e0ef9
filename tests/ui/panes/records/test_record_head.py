# SPDX-License-Identifier: LicenseRef-Desk
"""The head of the event feed."""

from datetime import timedelta

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.ui.frame import until
from tests.ui.panes.records.stage import NOW


def test_it_says_where_a_record_stands(atelier, on_stage):
    order = atelier.order(due_at=NOW - timedelta(hours=1), assignee_id=atelier.camille)

    async def scene(stage):
        await stage.ready(1)
        await stage.choose(order)
        head = stage.panel.head
        assert head._name.text() == "Order 1001"
        assert head._item.text() == "City bike"
        assert head.customer.text() == "Sophie Bernard"
        assert head.status.accessibleName() == "Order 1001, status: In progress"
        assert head.due.accessibleName() == "Due date: 08:30"
        assert head.due._icon_name == "warning"
        assert head.assignee.text() == "Camille"
        assert head._place.text().startswith("Lyon · created ")

    on_stage(scene)


def test_status_and_assignee_change_from_the_head(atelier, on_stage):
    order = atelier.order()

    async def scene(stage):
        await stage.ready(1)
        await stage.choose(order)
        stage.panel.head.status.setFocus()
        QTest.keyClick(stage.panel.head.status, Qt.Key.Key_Down)
        QTest.keyClicks(QApplication.focusWidget(), "parts rec")
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
        await until(lambda: atelier.state(order).status == "part_received")
        await until(lambda: stage.panel.head.status.text() == "Parts received")
        QTest.keyClick(stage.panel.head.assignee, Qt.Key.Key_Down)
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Down)
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
        await until(lambda: atelier.state(order).assignee_id == atelier.camille)

    on_stage(scene)


def test_the_date_moves_from_the_head(atelier, on_stage):
    order = atelier.order()

    async def scene(stage):
        await stage.ready(1)
        await stage.choose(order)
        assert stage.panel.head.due.text() == "Set a date"
        QTest.mouseClick(stage.panel.head.due, Qt.MouseButton.LeftButton)
        QTest.mouseClick(stage.popup().findChild(object, "hour"), Qt.MouseButton.LeftButton)
        await until(lambda: atelier.state(order).due_at == NOW + timedelta(hours=1))
        assert QApplication.activePopupWidget() is None

    on_stage(scene)
