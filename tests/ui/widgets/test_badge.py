# SPDX-License-Identifier: LicenseRef-Desk
import pytest
from PySide6.QtCore import Qt

from desk.ui.theme import Tokens
from desk.ui.widgets import Badge, ClauseTag, StateLabel
from desk.ui.widgets.badge import GROUNDS


@pytest.mark.parametrize("role", sorted(GROUNDS))
def test_a_badge_wears_its_role(shown, inked, role):
    badge = shown(Badge("Prête", role))
    assert inked(badge, GROUNDS[role][1]) > 200
    assert set(GROUNDS[role]) <= set(Tokens.__dataclass_fields__)


def test_it_is_heard_by_its_word(shown, spoken):
    assert spoken(shown(Badge("Prête", "ok", "check")))[:2] == ("StaticText", "Prête")
    assert spoken(shown(StateLabel("x-circle", "Échec", "danger")))[1] == "Échec"
    assert spoken(shown(ClauseTag("Quand")))[1] == "Quand"


def test_another_word_another_width(shown):
    badge = shown(Badge("A"))
    width = badge.sizeHint().width()
    badge.set_badge("Robot actif", "chat", "robot")
    assert badge.sizeHint().width() > width + 14
    assert badge.text() == "Robot actif"


def test_a_state_changes_word_icon_and_colour(shown, inked):
    state = shown(StateLabel("check", "Remis", "ok"))
    state.set_state("x-circle", "Échec", "danger")
    assert state.text() == "Échec"
    state.resize(state.sizeHint())
    assert inked(state, "danger") > 5
    assert inked(state, "ok") == 0


def test_the_icon_stands_first_where_one_reads_from_the_right(shown):
    state = shown(StateLabel("x-circle", "Échec", "danger"), 120)
    left = state.grab().toImage()
    state.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    assert state.grab().toImage() != left
