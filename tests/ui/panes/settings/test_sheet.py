# SPDX-License-Identifier: LicenseRef-Desk
"""The head and the bar of a page of settings."""

from desk.errors import Unavailable
from desk.ui.panes.settings.sheet import Group, Sheet, scrolled
from tests.ui.frame import spoken


def test_a_failure_to_read_is_said_with_its_verb_until_it_works_again(qtbot):
    sheet = Sheet("Shop", "Name, languages, money")
    qtbot.addWidget(sheet)
    sheet.retranslate()
    sheet.show_error(Unavailable("database_away"))
    assert "cannot be reached" in sheet.bar._text.text()
    with qtbot.waitSignal(sheet.retry_requested):
        sheet.bar._verb.click()
    sheet.show_error(None)
    assert sheet.bar.isHidden()


def test_it_speaks_the_language(qtbot):
    sheet = Sheet("Shop", "Name, languages, money")
    qtbot.addWidget(sheet)
    group = Group("Who you are")
    scrolled(sheet.body).addWidget(group)
    with spoken("fr"):
        group.retranslate()
        assert sheet.header._title.text() == "Boutique"
        assert group._title.text() == "Qui vous êtes"
