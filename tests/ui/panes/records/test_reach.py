# SPDX-License-Identifier: LicenseRef-Desk
"""The page by keyboard and by ear, in both languages, with failures and with many records at once."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget

from desk.errors import Unavailable
from desk.ui.panes.records.cell_changes import MANY
from desk.ui.panes.records.feed_panel import FIELDS
from tests.ui.frame import spoken, until


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


def test_a_row_is_read_aloud_as_a_sentence(atelier, on_stage):
    atelier.order()

    async def scene(stage):
        await stage.ready(1)
        said = stage.table.model().index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
        assert said == "Order 1001, City bike, Sophie Bernard, In progress"

    on_stage(scene)


def test_keys_open_close_and_come_back(atelier, on_stage):
    atelier.order()

    async def scene(stage):
        await stage.ready(1)
        bar = stage.page.listing.bar
        bar.search.setFocus()
        QTest.keyClick(bar.search, Qt.Key.Key_Down)
        assert stage.table.hasFocus()
        stage.run("status")
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
        await until(lambda: QApplication.activePopupWidget() is None)
        await until(stage.table.hasFocus)
        QTest.keyClick(stage.table, Qt.Key.Key_Return)
        await until(stage.panel.timeline.hasFocus)
        keys = {name: stage.commands.shortcut(f"records.{name}") for name in ("new", "status", "due", "save")}
        assert keys == {"new": "Ctrl+N", "status": "Ctrl+E", "due": "Ctrl+D", "save": "Ctrl+S"}

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


def test_a_failure_to_read_is_told_with_its_verb_and_passes(atelier, on_stage, log_guard, monkeypatch):
    atelier.order()

    async def scene(stage):
        await stage.ready(1)
        listing = stage.page.listing
        stage.page.model.paged.error_changed.emit(Unavailable("database_away"))
        assert listing._trouble.isVisible()
        assert "cannot be reached" in listing._trouble._text.text()
        listing._trouble.verb_requested.emit()
        await until(listing._trouble.isHidden)

    on_stage(scene)


def test_the_page_speaks_french(atelier, on_stage):
    atelier.order()

    async def scene(stage):
        await stage.ready(1)
        with spoken("fr"):
            stage.page.listing.retranslate()
            stage.page.retranslate()
            assert stage.page.listing._header._title.text() == "Dossiers"
            assert stage.table.model().headerData(3, Qt.Orientation.Horizontal) == "Statut"
            assert stage.page.listing.bar.due.text() == "Toutes les échéances"
            assert stage.page.dock.windowTitle() == "Fil d’événements"

    on_stage(scene)
