# SPDX-License-Identifier: LicenseRef-Desk
from desk.models.vocabulary import DeliveryState, Reason
from desk.ui.panes.sends.bulk import DeedKind
from desk.ui.panes.sends.selection_bar import SelectionBar
from tests.ui.panes.sends.rows import line

ASKED = line(DeliveryState.QUEUED, Reason.AWAITING_APPROVAL)
PLANNED = line(DeliveryState.QUEUED)


def bar_for(qtbot, *rows):
    bar = SelectionBar()
    qtbot.addWidget(bar)
    bar.show()
    bar.show_rows(rows)
    return bar


def visible(bar):
    return [name for name in ("approve", "resend", "cancel") if getattr(bar, name).isVisible()]


def test_only_what_can_be_done_is_offered(qtbot):
    assert visible(bar_for(qtbot, line(), line())) == ["resend"]
    assert visible(bar_for(qtbot, PLANNED, line())) == ["resend", "cancel"]
    assert visible(bar_for(qtbot, PLANNED, PLANNED)) == ["cancel"]
    assert visible(bar_for(qtbot, ASKED, line())) == ["approve", "resend", "cancel"]


def test_what_waits_for_a_word_is_declined_rather_than_called_off(qtbot):
    assert bar_for(qtbot, ASKED, ASKED).cancel.text() == "Decline"
    assert bar_for(qtbot, ASKED, PLANNED).cancel.text() == "Call off…"


def test_it_tells_how_many_and_what_was_pressed(qtbot):
    bar = bar_for(qtbot, ASKED, PLANNED, line())
    assert bar.accessibleName() == "3 selected"
    told = []
    bar.deed_requested.connect(told.append)
    for button in (bar.approve, bar.resend, bar.cancel):
        button.click()
    assert told == [DeedKind.APPROVE, DeedKind.RESEND, DeedKind.CANCEL]
