# SPDX-License-Identifier: LicenseRef-Desk
"""Everything has a name for those who listen, says itself in French, fits, and is reached by Tab."""

import re

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from desk.services.rules import Comparison, Condition, Group
from desk.ui.panes.rules import condition_edits
from desk.ui.widgets import Pill
from desk.ui.widgets.buttons import PaintedButton
from tests.ui.frame import spoken, until

ENGLISH = re.compile(r"\b(the|when|before|after|not|rule|rules|send|always|choose|undo|why)\b", re.IGNORECASE)


def unnamed(page):
    """Return the controls that the keyboard reaches and that have no name."""
    found = []
    for widget in page.findChildren(QWidget):
        if not widget.isVisible() or widget.focusPolicy() == Qt.FocusPolicy.NoFocus:
            continue
        interface = QAccessible.queryAccessibleInterface(widget)
        if interface is not None and not interface.text(QAccessible.Text.Name):
            found.append((widget.metaObject().className(), widget.objectName()))
    return [one for one in found if one[0] not in {"QScrollArea", "RulesPage"}]


def cut(page):
    """Return the buttons whose text has no room."""
    buttons = [one for one in page.findChildren(PaintedButton) if one.isVisible() and one.text()]
    return [one.text() for one in buttons if one.width() < one.sizeHint().width()]


async def busy(stage, shop):
    """Open a rule with a bit of everything."""
    await stage.open(shop.ready)
    condition = Condition(path="order.brand", comparison=Comparison.CONTAINS, value="x")
    draft = condition_edits.added(stage.state.draft, "conditions", condition)
    draft = condition_edits.added(draft, "conditions", Group(items=(condition,)))
    stage.model.edit(draft, "more")
    stage.editor.more.unfold()
    await until(lambda: stage.page.simulation_model.state.is_read)


def test_every_control_has_a_name(shop, on_stage):
    shop.order()

    async def scene(stage):
        await busy(stage, shop)
        await until(lambda: not stage.page.simulation.verdict.isHidden())
        assert unnamed(stage.page) == []
        stage.list.modes.setCurrentIndex(1)
        assert unnamed(stage.page) == []

    on_stage(scene)


def test_a_pill_is_read_with_its_clause(shop, on_stage):
    async def scene(stage):
        await busy(stage, shop)
        names = [pill.accessibleName() for pill in stage.editor.findChildren(Pill) if pill.isVisible()]
        assert "When: an order" in names
        assert "When an order: is ready for pick-up" in names
        assert "If Brand: contains" in names
        assert "If Brand contains: x" in names
        assert "But not during: quiet hours 20:00 – 8:00" in names

    on_stage(scene)


def test_tab_walks_the_pills_in_the_order_of_the_sentence(shop, on_stage):
    async def scene(stage):
        await busy(stage, shop)
        stage.pill("trigger.subject").setFocus()
        walked = ["trigger.subject"]
        for _step in range(40):
            QTest.keyClick(stage.window.focusWidget(), Qt.Key.Key_Tab)
            widget = stage.window.focusWidget()
            if isinstance(widget, Pill):
                walked.append(widget.objectName())
            if walked[-1] == "timing.quiet":
                break
        assert walked == [
            "trigger.subject",
            "trigger.event_kind",
            "location_ids",
            "conditions.mode",
            "conditions.items.0.path",
            "conditions.items.0.comparison",
            "conditions.items.0.value",
            "conditions.items.1.mode",
            "conditions.items.1.items.0.path",
            "conditions.items.1.items.0.comparison",
            "conditions.items.1.items.0.value",
            "template",
            "audience.role",
            "timing",
            "timing.quiet",
        ]

    on_stage(scene)


def test_the_language_changes_while_it_is_open(shop, on_stage):
    shop.order()

    async def scene(stage):
        await busy(stage, shop)
        with spoken("fr"):
            QApplication.sendEvent(stage.window, QEvent(QEvent.Type.LanguageChange))
            await until(lambda: "Quand" in stage.editor.summary.text())
            texts = {label.text() for label in stage.page.findChildren(QLabel) if label.isVisible()}
            texts |= {
                button.text() for button in stage.page.findChildren(PaintedButton) if button.isVisible()
            }
            mine = {text for text in texts if "order.ready" not in text and "Order ready" not in text}
            assert [text for text in mine if ENGLISH.search(text)] == []
            assert stage.list.new.text() == "Nouvelle"

    on_stage(scene)


@pytest.mark.parametrize(("width", "height"), [(1280, 720), (1500, 900)])
def test_buttons_are_never_cut_in_either_language(shop, on_stage, width, height):
    async def scene(stage):
        stage.window.resize(width - 57, height - 100)
        await busy(stage, shop)
        for tag in ("fr", "en"):
            with spoken(tag):
                QApplication.sendEvent(stage.window, QEvent(QEvent.Type.LanguageChange))
                await until(lambda: cut(stage.page) == [])

    on_stage(scene)
