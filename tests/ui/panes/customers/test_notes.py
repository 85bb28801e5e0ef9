# SPDX-License-Identifier: LicenseRef-Desk
"""The notes say what was done."""

from dataclasses import replace

from PySide6.QtWidgets import QWidget

from desk.models.vocabulary import Channel
from desk.services.preferences import ConsentDraft
from desk.ui.panes.customers.deeds import CustomerDeeds, Said
from desk.ui.panes.customers.notes import Notes
from desk.ui.widgets import LinkButton, ToastStack
from tests.ui.panes.customers.stage import send, suppression

YES = ConsentDraft(customer_id="c1", topic="quality", channel=Channel.SMS, granted=True, source="counter")


def test_every_deed_is_said(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    toasts = ToastStack(window)
    deeds = CustomerDeeds(None, None, window)
    Notes(deeds, toasts, window)
    deeds.said.emit(Said(name="Sophie", draft=YES))
    deeds.said.emit(Said(name="Sophie", draft=replace(YES, granted=False)))
    deeds.released.emit(suppression())
    deeds.called_off.emit(send(), True)
    assert [toast._text for toast in toasts.toasts()] == [
        "Recorded: Sophie agrees to “Satisfaction” by SMS.",
        "Recorded: Sophie no longer agrees to “Satisfaction” by SMS.",
        "s@example.org may be written to again.",
        "“Order ready” is called off; the customer is not told.",
    ]
    verbs = [button.text() for button in toasts.toasts()[2].findChildren(LinkButton)]
    assert verbs == ["Undo"]
