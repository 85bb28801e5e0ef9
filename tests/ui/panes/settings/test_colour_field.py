# SPDX-License-Identifier: LicenseRef-Desk
"""A colour, typed or picked."""

from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QColorDialog

from desk.ui.panes.settings.colour_field import ColourField


def test_a_colour_is_typed_and_shown(qtbot):
    field = ColourField()
    qtbot.addWidget(field)
    field.retranslate()
    field.show()
    QTest.keyClicks(field.edit, "#0b675e")
    assert field.value() == "#0b675e"
    middle = field._swatch.grab().toImage().pixelColor(15, 15)
    assert middle.name() == "#0b675e"
    field.set_value("blue")
    assert not field._swatch._colour.isValid()


def test_a_colour_is_picked(qtbot):
    field = ColourField()
    qtbot.addWidget(field)
    field.show()
    field._pick.click()
    dialog = field.findChild(QColorDialog)
    dialog.colorSelected.emit(QColor("#112233"))
    dialog.reject()
    assert field.value() == "#112233"
