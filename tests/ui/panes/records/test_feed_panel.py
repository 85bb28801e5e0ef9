# SPDX-License-Identifier: LicenseRef-Desk
"""The event feed of one record."""

from datetime import timedelta

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desk import clock
from desk.services.events import RecordBook
from desk.services.store import Change
from tests.ui.frame import until
from tests.ui.panes.records.stage import NOW


def act(atelier, at, deed):
    with clock.fixed(at):
        return atelier.db.write_now(lambda session: deed(RecordBook(session)))


def titles(found):
    return [line.title for line in found]


def test_older_events_come_when_they_are_asked_for(atelier, on_stage):
    order = atelier.order()
    for number in range(20):
        act(
            atelier,
            NOW - timedelta(hours=30 - number),
            lambda book, at=number: book.move_due(order, NOW + timedelta(hours=at)),
        )

    async def scene(stage):
        await stage.ready(1)
        await stage.choose(order)
        await until(stage.panel._older.isVisible)
        assert sum(not line.is_head for line in stage.lines()) == 15
        stage.panel._older.click()
        await until(lambda: sum(not line.is_head for line in stage.lines()) == 20)
        assert stage.panel._older.isHidden()

    on_stage(scene)


def test_a_message_leads_to_its_send_and_the_name_to_the_card(atelier, on_stage):
    order = atelier.order()
    atelier.start_service()
    act(atelier, NOW, lambda book: book.change_status(order, "ready"))

    async def scene(stage):
        await stage.ready(1)
        atelier.plan()
        await stage.choose(order)
        await until(lambda: any(line.link for line in stage.lines()))
        timeline = stage.panel.timeline
        at = next(place for place, line in enumerate(stage.lines()) if line.link)
        timeline.setCurrentIndex(timeline.model().index(at, 0))
        QTest.keyClick(timeline, Qt.Key.Key_Return)
        QTest.mouseClick(stage.panel.head.customer, Qt.MouseButton.LeftButton)
        assert stage.trips == [
            ("sends", {"delivery_id": atelier.sends(order)[0].id}),
            ("customers", {"customer_id": atelier.sophie}),
        ]

    on_stage(scene)


def test_the_feed_follows_what_others_do(atelier, on_stage):
    order = atelier.order()

    async def scene(stage):
        await stage.ready(1)
        await stage.choose(order)
        atelier.change(order, "quote_ready")
        await until(lambda: stage.panel.head.status.text() == "Quote sent")
        await until(lambda: "In progress → Quote sent" in titles(stage.lines()))
        stage.panel.head.status.chosen.emit("ready")
        await until(lambda: atelier.state(order).status == "ready")
        atelier.db.write_now(lambda session: None, Change.RECORDS)

    on_stage(scene)
