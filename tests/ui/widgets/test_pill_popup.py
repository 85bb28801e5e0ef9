# SPDX-License-Identifier: LicenseRef-Desk
import pytest
import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPushButton

from desk.ui.widgets import Option, PillPopup

MANY = [Option(key=str(number), label=f"Statut {number}", group="Commande" if number < 5 else "Facture")
        for number in range(10)]  # fmt: skip


@pytest.fixture
def anchor(shown):
    return shown(QPushButton("x"))


@pytest.fixture
def popup(anchor, qtbot):
    made = PillPopup(anchor)
    yield made
    if shiboken6.isValid(made):
        made.close()


def labels(popup):
    return [popup._model.item(row).text() for row in range(popup._model.rowCount())]


def test_groups_are_headed(popup, anchor):
    popup.set_options(MANY, "7")
    popup.open_under(anchor)
    assert labels(popup)[0] == "Commande"
    assert labels(popup)[6] == "Facture"
    assert popup._list.currentIndex().data() == "Statut 7"


def test_typing_filters_and_enter_chooses(popup, anchor, qtbot):
    popup.set_options(MANY)
    popup.open_under(anchor)
    qtbot.keyClicks(popup._filter, "fact 7")
    assert labels(popup) == ["Facture", "Statut 7"]
    with qtbot.waitSignal(popup.chosen) as told, qtbot.waitSignal(popup.closed):
        qtbot.keyClick(popup._filter, Qt.Key.Key_Return)
    assert told.args == ["7"]


def test_arrows_move_while_the_filter_has_the_keyboard(popup, anchor, qtbot):
    popup.set_options(MANY, "1")
    popup.open_under(anchor)
    qtbot.keyClick(popup._filter, Qt.Key.Key_Down)
    assert popup._list.currentIndex().data() == "Statut 2"


def test_few_choices_need_no_filter(popup, anchor, qtbot):
    popup.set_options(MANY[:3])
    popup.open_under(anchor)
    assert not popup._filter.isVisible()
    with qtbot.waitSignal(popup.chosen):
        qtbot.keyClick(popup._list, Qt.Key.Key_Return)


def test_nothing_matches(popup, anchor):
    popup.set_options(MANY)
    popup.open_under(anchor)
    popup._filter.setText("zzz")
    assert popup._nothing.isVisible()
    assert labels(popup) == []


def test_what_cannot_be_chosen_says_why(popup, anchor, qtbot):
    told = []
    popup.chosen.connect(told.append)
    popup.set_options(
        [Option(key="sms", label="SMS", reason="Pas de numéro."), Option(key="mail", label="E-mail")]
    )
    popup.open_under(anchor)
    item = popup._model.item(0)
    assert item.toolTip() == "Pas de numéro."
    assert item.data(Qt.ItemDataRole.AccessibleTextRole) == "SMS, Pas de numéro."
    popup._on_pick(item.index())
    assert told == []
    assert popup._list.currentIndex().data() == "E-mail"


def test_escape_closes_without_choosing(popup, anchor, qtbot):
    told = []
    popup.chosen.connect(told.append)
    popup.set_options(MANY)
    popup.open_under(anchor)
    with qtbot.waitSignal(popup.closed):
        qtbot.keyClick(popup, Qt.Key.Key_Escape)
    assert told == []


def test_a_form_takes_the_keyboard(popup, anchor, qtbot):
    editor = QLineEdit()
    popup.set_form(editor)
    popup.open_under(anchor)
    qtbot.waitUntil(editor.hasFocus)


def test_it_is_as_high_as_its_choices(popup, anchor):
    popup.set_options(MANY[:2])
    popup.open_under(anchor)
    popup._filter.setText("Statut 1")
    assert len(labels(popup)) == 2
    assert popup.height() == popup._list.height() + 2 * (8 + 1)
