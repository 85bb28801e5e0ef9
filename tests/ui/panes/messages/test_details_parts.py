# SPDX-License-Identifier: LicenseRef-Desk
"""The small parts of the details."""

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton

from desk.ui.panes.messages.details_parts import CopyLine, Section, deed_line, link_line, person_line
from desk.ui.widgets import Badge, Text


def test_a_section_is_made_anew_only_when_it_changes(qtbot):
    section = Section()
    qtbot.addWidget(section)
    section.show()
    made = []

    def lines():
        made.append(Text("x"))
        return made[-1:]

    section.fill("Tags", ("a",), lines)
    section.fill("Tags", ("a",), lines)
    assert len(made) == 1
    section.forget()
    section.fill("Tags", ("a",), lines)
    assert len(made) == 2
    section.fill("Tags", (), list)
    assert not section.isVisible()


def test_a_value_is_copied(qtbot):
    line = CopyLine("phone", "Phone", "06 12 34 56 78", copies=True)
    qtbot.addWidget(line)
    [button] = line.findChildren(QPushButton)
    assert button.accessibleName() == "Phone: 06 12 34 56 78"
    button.click()
    assert QGuiApplication.clipboard().text() == "06 12 34 56 78"
    qtbot.addWidget(CopyLine("globe", "Language", "French"))


def test_lines_do_what_they_say(qtbot):
    done = []
    lines = (
        person_line("Camille", "Take off", lambda: done.append("person")),
        link_line("1042", lambda: done.append("link"), Badge("New")),
        deed_line("clock", "Order ready", "tomorrow", "Call off", lambda: done.append("deed")),
    )
    for line in lines:
        qtbot.addWidget(line)
        for button in line.findChildren(QPushButton):
            assert button.accessibleName()
            button.click()
    assert done == ["person", "link", "deed"]
