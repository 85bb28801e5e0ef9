# SPDX-License-Identifier: LicenseRef-Desk
"""The bell and its list."""

from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desk.ui.bell import Bell, Line, NoticeList
from tests.ui.frame import spoken

AT = datetime(2026, 11, 25, 14, 33, tzinfo=UTC)


def line(id_="1", kind="replied", *, is_read=False):
    return Line(
        id=id_,
        kind=kind,
        who="Sophie Bernard",
        subject="Réparation vélo",
        at=AT,
        is_read=is_read,
        conversation_id="c1",
    )


@pytest.fixture
def bell(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    made = Bell()
    QHBoxLayout(window).addWidget(made)
    window.show()
    yield made
    window.hide()


def test_it_counts_what_is_new(bell):
    bell.show_lines([line(), line("2", is_read=True)], 1)
    assert bell.unread == 1
    assert bell.accessibleName() == "Notices – 1 new notice"
    one = bell.grab().toImage()
    bell.show_lines([], 0)
    assert bell.accessibleName() == "Notices"
    assert bell.grab().toImage() != one


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("assigned", "Sophie Bernard assigned a conversation to you"),
        ("replied", "Sophie Bernard replied"),
        ("mentioned", "Sophie Bernard mentioned you"),
        ("failed", "A message to Sophie Bernard did not arrive"),
        ("other", "News of Sophie Bernard"),
    ],
)
def test_each_kind_has_its_sentence(kind, said):
    assert line(kind=kind).title == said


def test_a_line_is_chosen_by_key(bell, qtbot):
    chosen, read = [], []
    bell.line_wanted.connect(chosen.append)
    bell.all_read_wanted.connect(lambda: read.append(1))
    bell.show_lines([line(), line("2", "mentioned")], 2)
    bell.click()
    popup = bell.findChild(NoticeList)
    assert not popup.grab().isNull()
    first = popup.list.model().index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert first.startswith("Sophie Bernard replied, Réparation vélo, ")
    assert first.endswith(", new")
    QTest.keyClick(popup.list, Qt.Key.Key_Down)
    QTest.keyClick(popup.list, Qt.Key.Key_Return)
    assert [one.id for one in chosen] == ["2"]
    bell.click()
    popups = [one for one in bell.findChildren(NoticeList) if one.isVisible()]
    popups[0].read.click()
    assert read == [1]


def test_nothing_new_is_said(bell):
    bell.open_list()
    popup = bell.findChild(NoticeList)
    assert popup.list.isHidden()
    assert popup.read.isHidden()
    popup.close()


def test_another_language(bell):
    bell.show_lines([line()], 1)
    with spoken("fr"):
        assert bell.accessibleName() != "Notices – 1 new notice"
