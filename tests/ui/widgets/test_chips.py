# SPDX-License-Identifier: LicenseRef-Desk
from PySide6.QtCore import Qt

from desk.ui.widgets import ChipRow, FilterChip, SearchField


def test_on_looks_and_sounds_on(shown, spoken, inked, qtbot):
    chip = shown(FilterChip("Non lus", "envelope-simple"))
    assert inked(chip, "tint") == 0
    qtbot.keyClick(chip, Qt.Key.Key_Space)
    assert chip.isChecked()
    assert inked(chip, "tint") > 300
    assert spoken(chip)[2].checked
    assert chip.height() == 26


def test_a_menu_of_choices(shown, qtbot):
    chip = shown(FilterChip("Canal"))
    chip.set_options([("", "Tous les canaux"), ("sms", "SMS")])
    assert (chip.text(), chip.key()) == ("Tous les canaux", "")
    with qtbot.waitSignal(chip.chosen) as told:
        chip.menu().actions()[1].trigger()
    assert told.args == ["sms"]
    assert chip.text() == "SMS"
    assert [action.isChecked() for action in chip.menu().actions()] == [False, True]


def test_new_options_keep_the_choice(shown):
    chip = shown(FilterChip("Canal"))
    chip.set_options([("", "Tous"), ("sms", "SMS")])
    chip.choose("sms")
    chip.set_options([("", "All"), ("sms", "Text message")])
    assert chip.text() == "Text message"
    chip.set_options([("", "All")])
    assert chip.key() == ""


def test_counts_and_names(shown):
    chip = shown(FilterChip("Toutes"))
    chip.set_count(8)
    assert chip.text() == "Toutes 8"
    chip.set_count(None)
    assert chip.text() == "Toutes"
    chip.set_text("All")
    assert chip.text() == "All"


def test_a_row_is_one_stop_and_wraps(shown):
    row = ChipRow("Filtres")
    chips = [row.add(FilterChip(f"Filtre numéro {number}")) for number in range(5)]
    row.add_widget(SearchField("Chercher"))
    shown(row, 260, 200)
    assert sum(bool(chip.focusPolicy() & Qt.FocusPolicy.TabFocus) for chip in chips) == 1
    assert row.hasHeightForWidth()
    assert row.heightForWidth(260) > row.heightForWidth(2000)
    assert chips[-1].y() > chips[0].y()


def test_one_and_only_one(shown):
    row = ChipRow("Règles", exclusive=True)
    first, second = row.add(FilterChip("Toutes")), row.add(FilterChip("Actives"))
    shown(row)
    first.setChecked(True)
    second.click()
    assert (first.isChecked(), second.isChecked()) == (False, True)
