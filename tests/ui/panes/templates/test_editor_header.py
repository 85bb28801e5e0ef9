# SPDX-License-Identifier: LicenseRef-Desk
"""The head of the template that is open."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.ui.frame import spoken, until
from tests.ui.panes.templates.stage import press, type_at_end


def test_it_says_where_the_template_stands(shop, on_stage):
    async def scene(stage):
        await stage.opened(shop.ready)
        header = stage.page.editor.header
        assert header.name.text() == "Commande prête"
        assert header.badge.text() == "Published"
        assert header._standing.text().startswith("version 1 · saved")
        assert "used by no rule" in header._standing.text()
        assert not header.publish.isEnabled()
        type_at_end(stage.fields()[0], "X")
        assert header.badge.text() == "Draft"
        assert "not saved yet" in header._standing.text()
        assert header.publish.isEnabled()
        assert header.undo.isEnabled()
        assert "Change the text" in header.undo.accessibleName()
        header.undo.click()
        assert not header.undo.isEnabled()
        assert header.redo.isEnabled()

    on_stage(scene)


def test_a_name_is_kept_when_it_is_left_and_never_empty(shop, on_stage):
    async def scene(stage):
        await stage.opened(shop.own)
        name = stage.page.editor.header.name
        name.setFocus()
        name.selectAll()
        QTest.keyClicks(name, "Le mien")
        press(name, Qt.Key.Key_Return)
        await until(lambda: shop.row(shop.own).card.name == "Le mien")
        await until(lambda: stage.state.opened.row.card.name == "Le mien")
        name.clear()
        press(name, Qt.Key.Key_Return)
        assert name.text() == "Le mien"

    on_stage(scene)


def test_another_event_brings_its_variables(shop, on_stage):
    async def scene(stage):
        await stage.opened(shop.own)
        header = stage.page.editor.header
        assert header.event_kind.text() == "Any event"
        header.event_kind.chosen.emit("appointment.reminder")
        await until(lambda: stage.page.vocabulary.event_kind == "appointment.reminder")
        assert shop.row(shop.own).card.event_kind == "appointment.reminder"

    on_stage(scene)


def test_it_speaks_french(shop, on_stage):
    async def scene(stage):
        await stage.opened(shop.ready)
        with spoken("fr"):
            assert stage.page.editor.header.publish.text() == "Publier"
            assert stage.page.editor.header._standing.text().startswith("version 1 · enregistré")

    on_stage(scene)
