# SPDX-License-Identifier: LicenseRef-Desk
"""Until when one may snooze."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtWidgets import QMenu, QWidget

from desk.ui.panes.messages import snooze
from desk.ui.panes.messages.snooze import UNTIL_ANSWER, MomentForm, choices, fill_menu
from tests.ui.panes.messages.rows import NOW


def test_usual_moments_of_an_afternoon():
    made = [(one.label, one.until) for one in choices(NOW, None)]
    assert [label for label, _until in made] == [
        "Later today", "This evening", "Tomorrow", "In two days", "Next week", "Next month",
    ]  # fmt: skip
    assert made[2][1] == datetime(2026, 11, 26, 9, 0, tzinfo=UTC)
    assert made[4][1] == datetime(2026, 11, 30, 9, 0, tzinfo=UTC)
    assert made[5][1] == datetime(2026, 12, 1, 9, 0, tzinfo=UTC)


@given(st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31)))  # noqa: DTZ001 - made aware below
def test_every_choice_is_later_than_the_one_before(moment):
    now = moment.replace(tzinfo=UTC)
    untils = [one.until for one in choices(now, None)]
    assert untils == sorted(set(untils))
    assert all(until > now + timedelta(minutes=29) for until in untils)


def test_the_menu_ends_with_the_customers_answer(qtbot):
    menu = QMenu()
    qtbot.addWidget(menu)
    chosen = []
    fill_menu(menu, NOW, None, chosen.append)
    menu.actions()[0].trigger()
    menu.actions()[-1].trigger()
    assert chosen == [choices(NOW, None)[0].until, UNTIL_ANSWER]


def test_another_moment_is_typed(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    form = MomentForm(NOW, window)
    told = []
    form.chosen.connect(told.append)
    form._on_chosen()
    assert told == [NOW]
    popup = snooze.ask_moment(window, NOW, told.append)
    popup.close()
