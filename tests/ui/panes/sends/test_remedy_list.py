# SPDX-License-Identifier: LicenseRef-Desk
from desk.models.vocabulary import Reason
from desk.ui.panes.sends.remedies import Offer, Remedy
from desk.ui.panes.sends.remedy_list import RemedyList
from tests.ui.frame import spoken


def test_only_what_is_offered_is_there_and_only_what_works_can_be_pressed(qtbot):
    shown = RemedyList()
    qtbot.addWidget(shown)
    shown.show()
    told = []
    shown.wanted.connect(told.append)
    blocked = Offer(remedy=Remedy.RESEND, is_enabled=False, blocked=Reason.NO_CONSENT)
    shown.set_offers((Offer(remedy=Remedy.CONSENT), blocked, Offer(remedy=Remedy.CUSTOMER)))
    visible = [remedy for remedy in Remedy if shown.button(remedy).isVisible()]
    assert visible == [Remedy.CONSENT, Remedy.RESEND, Remedy.CUSTOMER]
    assert shown.button(Remedy.RESEND).toolTip() == "Sending again is not possible yet: not subscribed."
    shown.button(Remedy.RESEND).click()
    shown.button(Remedy.CONSENT).click()
    assert told == [Remedy.CONSENT]
    shown.set_offers((Offer(remedy=Remedy.RESEND),))
    assert shown.button(Remedy.RESEND).toolTip() == ""
    shown.button(Remedy.RESEND).click()
    assert told == [Remedy.CONSENT, Remedy.RESEND]


def test_buttons_speak_the_windows_language(qtbot):
    with spoken("fr"):
        shown = RemedyList()
        qtbot.addWidget(shown)
        assert shown.button(Remedy.RESEND).text() == "Renvoyer maintenant"
