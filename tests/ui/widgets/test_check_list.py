# SPDX-License-Identifier: LicenseRef-Desk
import pytest

from desk.ui.widgets import CheckItem, CheckList, LinkButton
from desk.ui.widgets.check_list import _MARKS


@pytest.fixture
def checks(shown):
    made = CheckList("Contrôles")
    return shown(made, 400, 200)


def test_results_and_verbs(checks, qtbot):
    checks.set_items([
        CheckItem(key="in", text="Réception", state="ok"),
        CheckItem(key="out", text="Envoi", state="danger", detail="535", verb="Ressaisir"),
    ])  # fmt: skip
    button = checks.findChild(LinkButton)
    assert button.accessibleName() == "Ressaisir, Envoi"
    with qtbot.waitSignal(checks.verb_requested) as told:
        button.click()
    assert told.args == ["out"]


@pytest.mark.parametrize("state", sorted(_MARKS))
def test_each_state_has_a_mark(checks, inked, qtbot, state):
    checks.set_items([CheckItem(key="x", text="x", state=state, state_word="Fait")])
    qtbot.waitUntil(checks.layout().itemAt(0).widget().isVisible)
    assert inked(checks, _MARKS[state][1], 60) > 5


def test_the_same_items_are_not_built_again(checks):
    items = (CheckItem(key="x", text="Réception", state="busy"),)
    checks.set_items(items)
    line = checks.layout().itemAt(0).widget()
    checks.set_items(list(items))
    assert checks.layout().itemAt(0).widget() is line
    assert checks.items() == items
    checks.set_items([])
    assert checks.layout().count() == 0
