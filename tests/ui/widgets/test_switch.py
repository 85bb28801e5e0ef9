# SPDX-License-Identifier: LicenseRef-Desk
from PySide6.QtCore import Qt

from desk.ui.widgets import Switch


def test_it_is_heard_as_a_check_box(shown, spoken):
    switch = shown(Switch("Active"))
    role, name, state = spoken(switch)
    assert (role, name, bool(state.checked)) == ("CheckBox", "Active", False)
    switch.setChecked(True)
    assert spoken(switch)[2].checked


def test_space_and_click_turn_it(shown, qtbot):
    switch = shown(Switch("Active"))
    qtbot.keyClick(switch, Qt.Key.Key_Space)
    assert switch.isChecked()
    qtbot.mouseClick(switch, Qt.MouseButton.LeftButton)
    assert not switch.isChecked()


def test_on_is_seen(shown, inked, qtbot):
    switch = shown(Switch("Active"))
    assert inked(switch, "primary") == 0
    switch.setChecked(True)
    qtbot.waitUntil(lambda: inked(switch, "primary") > 200)
    switch.setEnabled(False)
    assert inked(switch, "primary") == 0


def test_before_it_is_shown_it_does_not_slide(qtbot, inked):
    switch = Switch("Active")
    qtbot.addWidget(switch)
    switch.setChecked(True)
    assert inked(switch, "primary") > 200


def test_its_label_can_be_shown(shown):
    switch = shown(Switch("Active", show_label=True))
    assert switch.sizeHint().width() > 70
    switch.set_label("En service")
    assert (switch.text(), switch.accessibleName()) == ("En service", "En service")
    assert switch.sizeHint().height() >= 24


def test_the_keyboard_sees_where_it_is(shown):
    switch = shown(Switch("Active"))
    switch.clearFocus()
    before = switch.grab().toImage()
    switch.setFocus(Qt.FocusReason.TabFocusReason)
    assert switch.grab().toImage() != before


def test_the_knob_moves_when_a_form_is_filled(qtbot):
    made = Switch("Active")
    qtbot.addWidget(made)
    made.blockSignals(True)
    made.setChecked(True)
    made.blockSignals(False)
    assert made._place == 1.0
