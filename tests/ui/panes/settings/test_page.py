# SPDX-License-Identifier: LicenseRef-Desk
"""The page as a whole."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractSpinBox, QComboBox, QWidget

from desk.ui.panes.settings.chapters import CHAPTERS
from desk.ui.panes.settings.list_sheet import ListSheet
from tests.ui.frame import spoken, until


def test_every_page_opens_in_both_languages(qt_run, stage):
    async def main():
        async with stage.open() as page:
            for chapter in CHAPTERS:
                page.reveal(page=chapter.name)
                assert page._stack.currentWidget() is page.sheets[chapter.name]
                assert page.nav.list.current_row().name == chapter.name
            with spoken("fr"):
                assert page.nav.list.current_row().name == "diagnostics"
                titles = [page.sheets[chapter.name].header._title.text() for chapter in CHAPTERS]
                assert "Comptes e-mail et SMS" in titles
            with spoken("en"):
                assert page.sheets["shop"].header._title.text() == "Shop"

    qt_run(main())


def test_everything_that_takes_the_keyboard_has_a_name(qt_run, stage):
    async def main():
        async with stage.open():
            for chapter in CHAPTERS:
                sheet = stage.sheet(chapter.name)
                await until(sheet.isEnabled)
                if isinstance(sheet, ListSheet):
                    await until(sheet.new.isEnabled)
                    sheet.begin_new(sheet.new_keys[0])
                takers = [one for one in sheet.findChildren(QWidget) if one.isVisible() and takes_tab(one)]
                assert takers
                nameless = [one for one in takers if not name_of(one)]
                assert [(type(one).__name__, type(one.parent()).__name__) for one in nameless] == []

    qt_run(main())


def name_of(widget):
    if widget.parent() is not None and widget.parent().focusProxy() is widget:
        return name_of(widget.parent())
    inside = isinstance(widget.parent(), QComboBox | QAbstractSpinBox)
    return widget.accessibleName() or getattr(widget, "text", str)() or (inside and name_of(widget.parent()))


def takes_tab(widget):
    return bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
