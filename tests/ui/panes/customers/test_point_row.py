# SPDX-License-Identifier: LicenseRef-Desk
"""One line of an address."""

from PySide6.QtTest import QTest

from desk.models.vocabulary import PointKind, PointState
from desk.ui.panes.customers.point_row import PointRow
from desk.ui.panes.customers.typed import TypedPoint
from tests.ui.frame import spoken


def test_a_postal_address_is_typed_on_one_line(qtbot):
    row = PointRow(PointKind.POSTAL, "FR")
    qtbot.addWidget(row)
    row.show_point(TypedPoint(kind=PointKind.POSTAL, address="12 rue X\n69002 Lyon"))
    assert row.editor.text() == "12 rue X, 69002 Lyon"
    row.editor.setCursorPosition(len(row.editor.text()))
    QTest.keyClicks(row.editor, " 2")
    assert row.value().address == "12 rue X\n69002 Lyon 2"


def test_it_names_itself_and_its_state(qtbot):
    row = PointRow(PointKind.EMAIL, "FR")
    qtbot.addWidget(row)
    row.show_state(PointState.DEAD)
    assert row.editor.accessibleDescription() == "No longer exists"
    row.show_state(None)
    assert row.editor.accessibleDescription() == ""
    with spoken("fr"):
        row.retranslate()
        assert row.editor.accessibleName() == "E-mail"
        assert row.more.accessibleName() == "Plus sur cette adresse"
