# SPDX-License-Identifier: LicenseRef-Desk
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desk.ui.panes.sends.bulk import DeedKind, LeftOut, Plan
from desk.ui.panes.sends.confirm_bar import ConfirmBar
from tests.ui.frame import spoken
from tests.ui.panes.sends.rows import line


def asked(qtbot, plan):
    bar = ConfirmBar()
    qtbot.addWidget(bar)
    bar.answers = []
    bar.confirmed.connect(bar.answers.append)
    bar.ask(plan)
    return bar


def test_yes_hands_on_the_plan_once(qtbot):
    plan = Plan(kind=DeedKind.RESEND, going=(line(),))
    bar = asked(qtbot, plan)
    assert bar.yes.isVisible()
    assert not bar.off.isVisible()
    bar.yes.click()
    bar.yes.click()
    assert bar.answers == [plan]
    assert not bar.isVisible()


def test_escape_and_the_link_say_no(qtbot):
    bar = asked(qtbot, Plan(kind=DeedKind.CANCEL, going=(line(),)))
    assert bar.off.isVisible()
    QTest.keyClick(bar, Qt.Key.Key_Escape)
    assert (bar.answers, bar.isVisible(), bar.text()) == ([], False, "")
    bar.ask(Plan(kind=DeedKind.CANCEL, going=(line(),)))
    bar.no.click()
    assert bar.answers == []


def test_what_cannot_be_done_can_only_be_closed(qtbot):
    bar = asked(qtbot, Plan(kind=DeedKind.APPROVE, left=((LeftOut.OVER, (line(),)),)))
    assert [button.isVisible() for button in (bar.yes, bar.off, bar.no)] == [False, False, True]
    assert bar.no.text() == "Close"


def test_an_open_question_is_said_anew(qtbot):
    with spoken("en"):
        bar = asked(qtbot, Plan(kind=DeedKind.RESEND, going=(line(), line(id="d2"))))
    with spoken("fr"):
        assert bar.text().startswith("Renvoyer 2 messages")
        assert bar.yes.text() == "Renvoyer 2"
