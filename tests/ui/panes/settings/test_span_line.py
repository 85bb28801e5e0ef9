# SPDX-License-Identifier: LicenseRef-Desk
"""The spans of one day."""

from desk.ui.panes.settings.span_line import MOST, SpanLine


def test_spans_are_added_until_enough_and_removed(qtbot):
    line, told = SpanLine(), []
    qtbot.addWidget(line)
    line.set_spans((("08:00", "12:00"),))
    line.show()
    line.changed.connect(lambda: told.append(line.spans()))
    line._add.click()
    assert told[-1] == (("08:00", "12:00"), ("13:00", "15:00"))
    for _more in range(MOST - 2):
        line._add.click()
    assert len(told[-1]) == MOST
    assert line._add.isHidden()
    line._spans[0]._remove.click()
    assert len(told[-1]) == MOST - 1
    assert not line._add.isHidden()


def test_midnight_and_the_next_day(qtbot):
    line = SpanLine()
    qtbot.addWidget(line)
    line.set_spans((("18:00", "24:00"), ("20:00", "02:00")))
    line.say("Friday")
    assert line.spans() == (("18:00", "24:00"), ("20:00", "02:00"))
    assert [span._next.text() for span in line._spans] == ["", "the next day"]
