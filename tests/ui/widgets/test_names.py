# SPDX-License-Identifier: LicenseRef-Desk
"""Whatever the keyboard can reach has a name, is large enough to be hit, and shows that it has the focus."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QWidget

from tests.ui.gallery import PAGES

PAGES_WITH_CONTROLS = ("history", "rules", "controls", "phone")
CLASS_NAMES = {"QWidget", "QLineEdit", "QListView", "QTableView", "QPushButton", "QPlainTextEdit"}


@pytest.fixture(params=PAGES_WITH_CONTROLS)
def page(request, shown):
    made = PAGES[request.param]()
    return shown(made, made.width(), made.height())


def reachable(page):
    for widget in page.findChildren(QWidget):
        in_spin_box = widget.objectName() == "qt_spinbox_lineedit"
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisible() and not in_spin_box:
            yield widget


def name_of(widget):
    return QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)


def test_everything_reachable_has_a_name(page):
    unnamed = [
        f"{type(widget).__name__} {widget.objectName()}"
        for widget in reachable(page)
        if not name_of(widget).strip() or name_of(widget) in CLASS_NAMES
    ]
    assert unnamed == []


def test_every_button_can_be_hit(page):
    small = [
        f"{type(button).__name__} {name_of(button)} {button.size().toTuple()}"
        for button in page.findChildren(QAbstractButton)
        if button.isVisible()
        and button.isEnabled()
        and min(button.width(), button.height()) < 24
        and button.focusPolicy() != Qt.FocusPolicy.NoFocus
    ]
    assert small == []


def test_rows_are_heard(page):
    silent = []
    for view in page.findChildren(QAbstractItemView):
        model = view.model()
        for row in range(min(model.rowCount(), 5) if model else 0):
            index = model.index(row, 0)
            if not (index.data(Qt.ItemDataRole.AccessibleTextRole) or index.data()):
                silent.append(f"{type(view).__name__} {row}")
    assert silent == []


def test_the_focus_is_seen(page):
    unseen = []
    for widget in reachable(page):
        if not widget.isEnabled() or isinstance(widget, QAbstractItemView):
            continue
        page.setFocus()
        widget.clearFocus()
        before = widget.grab().toImage()
        widget.setFocus(Qt.FocusReason.TabFocusReason)
        if widget.grab().toImage() == before:
            unseen.append(f"{type(widget).__name__} {name_of(widget)}")
    assert unseen == []
