# SPDX-License-Identifier: LicenseRef-Desk
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu

from desk.ui.theme import LIGHT
from desk.ui.widgets import IconButton, LinkButton, PrimaryButton, SecondaryButton


def test_the_main_deed_is_filled(shown):
    button = shown(PrimaryButton("Nouveau", "plus"))
    assert button.grab().toImage().pixelColor(6, 6).name().upper() == LIGHT.primary
    assert button.height() == 30


def test_a_dangerous_deed_is_red(shown, inked):
    assert inked(shown(PrimaryButton("Supprimer", danger=True)), "danger") > 500
    assert inked(shown(SecondaryButton("Arrêter", danger=True)), "danger") > 20


def test_pressing_tells(shown, qtbot):
    button = shown(SecondaryButton("Exporter"))
    with qtbot.waitSignal(button.clicked):
        qtbot.keyClick(button, Qt.Key.Key_Space)


def test_names_come_from_the_text_without_its_mnemonic(shown, spoken):
    assert spoken(shown(SecondaryButton("&Exporter")))[:2] == ("Button", "Exporter")
    button = shown(IconButton("x", "Fermer"))
    assert spoken(button)[:2] == ("Button", "Fermer")
    assert button.toolTip() == "Fermer"
    assert min(button.width(), button.height()) >= 24


@pytest.mark.parametrize(
    ("reason", "seen"), [(Qt.FocusReason.TabFocusReason, True), (Qt.FocusReason.MouseFocusReason, False)]
)
def test_the_ring_is_for_the_keyboard(shown, inked, reason, seen):
    button = shown(LinkButton("Ouvrir"))
    button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    button.clearFocus()
    before = inked(button, "focus")
    button.setFocus(reason)
    assert (inked(button, "focus") - before > 50) is seen


def test_a_menu_makes_room_for_its_caret(shown):
    button = shown(SecondaryButton("Exporter"))
    width = button.sizeHint().width()
    button.setMenu(QMenu(button))
    assert button.sizeHint().width() == width + 16


def test_disabled_is_pale(shown, inked):
    button = shown(PrimaryButton("Envoyer"))
    button.setEnabled(False)
    assert inked(button, "primary") == 0
    assert inked(button, "neutral_bg") > 500


def test_on_is_solid_or_tinted(shown, inked):
    flag = shown(IconButton("flag", "Suivi", checkable=True, on_role="flag"))
    flag.setChecked(True)
    assert inked(flag, "flag") > 60
    pin = shown(IconButton("columns", "Colonnes", checkable=True))
    pin.setChecked(True)
    assert inked(pin, "tint") > 300
    pin.setChecked(False)
    assert inked(pin, "tint") == 0


def test_the_icon_can_change(shown):
    button = shown(SecondaryButton("x"))
    width = button.sizeHint().width()
    button.set_icon("plus")
    assert button.sizeHint().width() > width
