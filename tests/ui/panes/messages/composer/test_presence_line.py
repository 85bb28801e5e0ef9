# SPDX-License-Identifier: LicenseRef-Desk
"""The line that says who else is here."""

from desk.ui.panes.messages.composer.presence_line import PresenceLine
from tests.ui.frame import spoken


def test_it_names_the_colleague_and_offers_their_draft(qtbot):
    line = PresenceLine()
    qtbot.addWidget(line)
    line.show_colleague("Julien <b>", is_writing=True, has_draft=True)
    assert line.said() == "Julien <b> is also writing a reply…"
    assert "&lt;b&gt;" in line._text.text()
    assert not line.look.isHidden()
    with qtbot.waitSignal(line.draft_wanted):
        line.look.click()
    line.show_colleague("Julien", is_writing=False)
    assert line.said() == "Julien has this conversation open too."
    assert line.look.isHidden()
    with spoken("fr"):
        line.retranslate()
        assert "Julien" in line.said()
    assert not line.grab().isNull()
    line.show_colleague("", is_writing=False)
    assert line.isHidden()
    assert line.said() == ""
