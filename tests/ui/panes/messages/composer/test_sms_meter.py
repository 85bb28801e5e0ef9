# SPDX-License-Identifier: LicenseRef-Desk
"""The counter of an SMS."""

from desk.ui.panes.messages.composer.sms_meter import SmsMeter
from tests.ui.frame import spoken


def test_it_counts_while_one_writes(qtbot):
    meter = SmsMeter()
    qtbot.addWidget(meter)
    meter.show_text("Bonjour")
    assert meter.said() == ("7 / 160 · 1 SMS · 1 credit", "")
    meter.show_text("Un œuf")
    assert meter.said()[0].startswith("6 / 70")
    assert "œ" in meter.said()[1]
    meter.show_text("a" * 700)
    assert meter._count.property("role") == "warning"
    with spoken("fr"):
        meter.retranslate()
        assert "SMS" in meter.said()[0]
