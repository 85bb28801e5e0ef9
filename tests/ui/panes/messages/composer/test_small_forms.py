# SPDX-License-Identifier: LicenseRef-Desk
"""The small forms at a button."""

from datetime import timedelta

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from desk.ui.panes.messages.composer.small_forms import LinkForm, MomentForm, open_form
from desk.ui.wording import formats
from tests.ui.panes.messages.rows import NOW


def test_a_link_is_typed_as_people_type_it(qtbot):
    form = LinkForm("")
    qtbot.addWidget(form)
    QTest.keyClicks(form.field.editor, "not a link")
    form.set.click()
    assert form.field.problem() == "A link begins with https:// or is an email address."
    form.field.set_value("atelier.example")
    with qtbot.waitSignal(form.chosen) as told:
        form.set.click()
    assert told.args == ["https://atelier.example"]
    assert form.remove.isHidden()


def test_a_link_can_be_taken_away(qtbot):
    form = LinkForm("https://x.example")
    qtbot.addWidget(form)
    with qtbot.waitSignal(form.chosen) as told:
        form.remove.click()
    assert told.args == [""]


def test_a_moment_of_ones_own_is_in_the_shops_zone(qtbot):
    formats.use_zone("Europe/Paris")
    form = MomentForm(NOW + timedelta(days=1), NOW)
    qtbot.addWidget(form)
    assert form.editor.dateTime().time().hour() == 15
    with qtbot.waitSignal(form.chosen) as told:
        form.set.click()
    assert told.args[0] == NOW.replace(second=0) + timedelta(days=1)
    form.editor.setDateTime(form.editor.dateTime().addDays(-3))
    form.set.click()
    assert form.field.problem() == "This moment has passed."


def test_it_closes_with_the_choice(qtbot):
    anchor = QPushButton()
    qtbot.addWidget(anchor)
    anchor.show()
    form = LinkForm("https://x.example")
    popup = open_form(anchor, form)
    with qtbot.waitSignal(popup.closed):
        form.set.click()
