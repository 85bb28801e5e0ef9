# SPDX-License-Identifier: LicenseRef-Desk
"""A form: touched, refused, overtaken, never emptied by itself."""

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from desk.errors import Conflict, Problem, Refused, Unavailable
from desk.ui.panes.settings.edit_form import EditForm
from desk.ui.widgets import FormField


@pytest.fixture
def form(qtbot):
    made = EditForm({"name": "Name", "phone": "Phone"}, {"name": "As on the sign."})
    for name in ("name", "phone"):
        made.form.add(name, FormField("", QLineEdit()))
    qtbot.addWidget(made)
    made.retranslate()
    made.fill({"name": "Atelier", "phone": ""})
    made.show()
    return made


def test_typing_touches_and_filling_does_not(form):
    told = []
    form.touched_changed.connect(lambda: told.append(form.is_touched))
    before = form.discard.geometry()
    assert not form.discard.isEnabled()
    QTest.keyClicks(form.form.field("phone").editor, "04")
    assert told == [True]
    assert form.discard.isEnabled()
    assert form.discard.geometry() == before
    form.fill({"phone": ""})
    assert told == [True, False]


def test_problems_stand_under_their_fields_and_the_text_stays(form):
    QTest.keyClicks(form.form.field("phone").editor, "xyz")
    form.show_failure(Refused(Problem(code="bad_phone", place="phone")))
    assert form.form.field("phone").problem() == "This is not a phone number of this country."
    assert form.text("phone") == "xyz"


def test_another_failure_is_tried_again_by_its_verb(form, qtbot):
    form.show_failure(Unavailable("database_busy"))
    with qtbot.waitSignal(form.save_requested):
        form.bar._verb.click()


def test_a_conflict_shows_both_and_offers_theirs(form, qtbot):
    form.show_theirs({"phone": "07"})
    form.show_failure(Conflict("changed"))
    assert form.form.field("phone")._hint.text() == "Saved by somebody else: 07"
    assert form.form.field("name")._hint.text() == "As on the sign."
    with qtbot.waitSignal(form.theirs_requested):
        form.bar._verb.click()


def test_it_is_saved_once_and_keeps_the_keyboard(form):
    asked = []
    form.save_requested.connect(lambda: asked.append(1))
    form.activateWindow()
    form.save.setFocus()
    form.set_busy(True)
    form.save.click()
    assert asked == []
    assert form.window().focusWidget() is form.save
    form.set_busy(False)
    form.save.click()
    assert asked == [1]
