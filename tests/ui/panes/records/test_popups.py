# SPDX-License-Identifier: LicenseRef-Desk
"""The popups by which a record is changed."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from desk.models.vocabulary import Role
from desk.services.events import record_kind
from desk.services.shop import OperatorCard
from desk.ui.panes.records.popups import NOBODY, open_assignee, open_due, open_status, staff_options


def person(name, *, is_active=True):
    return OperatorCard(
        id=name.lower(),
        name=name,
        email="",
        phone="",
        role=Role.AGENT,
        language="fr",
        signature="",
        location_ids=(),
        is_active=is_active,
    )


@pytest.fixture
def anchor(qtbot):
    made = QWidget()
    made.resize(300, 200)
    qtbot.addWidget(made)
    made.show()
    made.chosen = []
    return made


def test_who_left_is_not_offered():
    options = staff_options([person("Camille"), person("Gone", is_active=False)])
    assert [(option.key, option.label) for option in options] == [
        (NOBODY, "Nobody yet"),
        ("camille", "Camille"),
    ]


def test_a_status_is_found_by_typing(anchor):
    open_status(anchor, record_kind("order"), "new", anchor.chosen.append)
    QTest.keyClicks(QApplication.focusWidget(), "beyond")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert anchor.chosen == ["unrepairable"]
    assert QApplication.activePopupWidget() is None


def test_nobody_is_a_choice(anchor):
    open_assignee(anchor, [person("Camille")], "camille", anchor.chosen.append)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Up)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert anchor.chosen == [NOBODY]


def test_a_date_closes_its_popup(anchor):
    popup = open_due(anchor, None, None, anchor.chosen.append)
    QTest.mouseClick(popup.findChild(object, "hour"), Qt.MouseButton.LeftButton)
    assert len(anchor.chosen) == 1
    assert QApplication.activePopupWidget() is None


def test_escape_changes_nothing(anchor):
    open_status(anchor, record_kind("order"), "new", anchor.chosen.append)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    assert anchor.chosen == []
    assert QApplication.activePopupWidget() is None
