# SPDX-License-Identifier: LicenseRef-Desk
"""The page as a whole: links to it, its badge, leaving it, its names for those who listen."""

from datetime import timedelta

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMessageBox, QWidget

from desk.ui.panes.records.feed_panel import FIELDS
from tests.ui.frame import until
from tests.ui.panes.records.stage import NOW


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
        box = stage.page.findChild(QMessageBox)
        assert "1 record" in box.text()
        box.buttons()[1].click()

    on_stage(scene)
    assert left == ["freely", "unsaved"]


def nameless(root):
    """Return the visible widgets that take the keyboard and say nothing of themselves."""
    found = []
    for widget in root.findChildren(QWidget):
        if not widget.isVisibleTo(root) or not widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            continue
        if widget.focusProxy() is not None:
            continue
        interface = QAccessible.queryAccessibleInterface(widget)
        if interface is None or not interface.text(QAccessible.Text.Name).strip():
            found.append(f"{type(widget).__name__} {widget.objectName()}")
    return found


def test_everything_has_a_name(atelier, on_stage):
    order = atelier.order(fields={"brand": "Gitane"})

    async def scene(stage):
        await stage.ready(1)
        await stage.choose(order)
        assert nameless(stage.page) == []
        stage.panel.show_part(FIELDS)
        assert nameless(stage.page) == []
        stage.run("new")
        assert nameless(stage.page.sheet()) == []
        stage.page.sheet().form.picker.make.click()
        assert nameless(stage.page.sheet()) == []
        stage.page.sheet().empty()
        stage.page.sheet().reject()
        for deed in ("status", "due", "assign"):
            stage.run(deed)
            assert nameless(stage.popup()) == []
            stage.popup().close()

    on_stage(scene)
