# SPDX-License-Identifier: LicenseRef-Desk
"""The list with nothing in it, with a failure, in French."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desk.errors import Unavailable
from tests.ui.frame import spoken, until


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
