# SPDX-License-Identifier: LicenseRef-Desk
"""The shop's own fields: a name and a value on each line."""

from PySide6.QtTest import QTest

from desk.ui.panes.customers.own_fields import OwnFields


def test_fields_are_typed_added_and_taken_away(qtbot):
    editor = OwnFields()
    qtbot.addWidget(editor)
    editor.set_value((("size", "M"), ("vip", "true")))
    assert editor.value() == (("size", "M"), ("vip", "true"))
    editor.add_button.click()
    name, value = editor._rows[-1].name, editor._rows[-1].text
    QTest.keyClicks(name, "club")
    with qtbot.waitSignal(editor.changed):
        QTest.keyClicks(value, "Lyon")
    assert editor.value()[-1] == ("club", "Lyon")
    editor._rows[0]._remove.click()
    assert editor.value() == (("vip", "true"), ("club", "Lyon"))
    editor.set_value(())
    assert editor.value() == ()
