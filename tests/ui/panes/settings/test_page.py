# SPDX-License-Identifier: LicenseRef-Desk
"""The page as a whole: its list, its search, its languages."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractSpinBox, QApplication, QComboBox, QWidget

from desk.ui.panes.settings.list_sheet import ListSheet
from desk.ui.panes.settings.topics import TOPICS
from desk.ui.text_size import kept_factor, use_text_size
from desk.ui.theme import Look, apply, factor
from tests.ui.frame import spoken, until


def test_every_page_opens_in_both_languages(qt_run, stage):
    async def main():
        async with stage.open() as page:
            for topic in TOPICS:
                page.reveal(page=topic.name)
                assert page._stack.currentWidget() is page.sheets[topic.name]
                assert page.nav.list.current_row().name == topic.name
            with spoken("fr"):
                assert page.nav.list.current_row().name == "diagnostics"
                titles = [page.sheets[topic.name].header._title.text() for topic in TOPICS]
                assert "Comptes e-mail et SMS" in titles
            with spoken("en"):
                assert page.sheets["shop"].header._title.text() == "Shop"

    qt_run(main(), timeout_s=60)


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ("password", ["accounts"]),
        ("Fuseau", []),
        ("opening", ["locations"]),
        ("size text", ["general"]),
        ("go live", ["trial"]),
        ("xyzzy", []),
    ],
)
def test_a_setting_is_found_by_its_name(qt_run, stage, wanted, found):
    async def main():
        async with stage.open() as page:
            page.nav.search.setText(wanted)
            QTest.keyClick(page.nav.search, Qt.Key.Key_Return)
            assert [topic.name for topic in page.nav._rows.rows] == found
            if found:
                assert page._stack.currentWidget() is page.sheets[found[0]]

    qt_run(main(), timeout_s=30)


def test_the_list_is_walked_by_keys_and_remembered(qt_run, stage):
    async def main():
        async with stage.open() as page:
            page.nav.list.setFocus()
            QTest.keyClick(page.nav.list, Qt.Key.Key_Down)
            await until(lambda: page._stack.currentWidget() is page.sheets["shop"])
            assert stage.context.places.text("settings_page") == "shop"
            page.reveal(page="nowhere")
            assert page._stack.currentWidget() is page.sheets["shop"]

    qt_run(main(), timeout_s=30)


def test_language_and_look_are_the_windows_own_commands(qt_run, stage):
    async def main():
        async with stage.open():
            sheet = stage.sheet("general")
            sheet.language.choose("fr")
            sheet.language.activated.emit(0)
            sheet.look.setCurrentIndex(2)
            assert stage.triggered == ["view.language.fr", "view.look.dark"]

    qt_run(main(), timeout_s=30)


def test_the_size_of_the_text_holds_at_once_and_is_remembered(qt_run, stage, qapp):
    async def main():
        async with stage.open():
            sheet = stage.sheet("general")
            sheet.text_size.choose("125")
            sheet.text_size.activated.emit(0)
            assert factor() == 1.25
            assert kept_factor(stage.context.places) == 1.25

    try:
        qt_run(main(), timeout_s=30)
        stage.context.places.keep_text("text_size", "9000")
        assert kept_factor(stage.context.places) == 1.0
        use_text_size(qapp, stage.context.places, 100)
        assert factor() == 1.0
    finally:
        apply(QApplication.instance(), Look.SYSTEM)


def test_everything_that_takes_the_keyboard_has_a_name(qt_run, stage):
    async def main():
        async with stage.open():
            for topic in TOPICS:
                sheet = stage.sheet(topic.name)
                await until(sheet.isEnabled)
                if isinstance(sheet, ListSheet):
                    await until(sheet.new.isEnabled)
                    sheet.begin_new(sheet.new_keys[0])
                takers = [one for one in sheet.findChildren(QWidget) if one.isVisible() and takes_tab(one)]
                assert takers
                nameless = [one for one in takers if not name_of(one)]
                assert [(type(one).__name__, type(one.parent()).__name__) for one in nameless] == []

    qt_run(main(), timeout_s=60)


def name_of(widget):
    if widget.parent() is not None and widget.parent().focusProxy() is widget:
        return name_of(widget.parent())
    inside = isinstance(widget.parent(), QComboBox | QAbstractSpinBox)
    return widget.accessibleName() or getattr(widget, "text", str)() or (inside and name_of(widget.parent()))


def takes_tab(widget):
    return bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
