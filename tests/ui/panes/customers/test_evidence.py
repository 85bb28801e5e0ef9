# SPDX-License-Identifier: LicenseRef-Desk
"""The proof of a change of mind."""

from datetime import UTC, datetime

import pytest

from desk import clock
from desk.errors import Problem, Refused, Unavailable
from desk.models.vocabulary import Channel
from desk.ui.panes.customers.evidence import EvidenceDialog, usual_wording
from desk.ui.wording import formats
from tests.ui.panes.customers.stage import NOW, SHOP


@pytest.fixture
def dialog(qtbot, monkeypatch):
    before = formats.zone().key
    formats.use_zone("Europe/Paris")
    made = EvidenceDialog(SHOP.operators)
    qtbot.addWidget(made)
    with clock.fixed(NOW):
        made.ask(("c1", "Sophie Bernard"), ("commercial", Channel.SMS), granted=True)
        yield made
    formats.use_zone(before)


def drafted(dialog, qtbot):
    with qtbot.waitSignal(dialog.recorded) as told:
        dialog.submit()
    return told.args[0]


def test_the_usual_words_are_there_already(dialog, qtbot):
    draft = drafted(dialog, qtbot)
    assert draft.wording == "Oral agreement at the counter, Camille Martin, 22/11/2026"
    assert (draft.topic, draft.channel, draft.granted) == ("commercial", Channel.SMS, True)
    assert draft.at == NOW


def test_a_day_that_is_over_is_meant_at_noon(dialog, qtbot):
    dialog.form.field("at").editor.setText("25/10/2026")
    draft = drafted(dialog, qtbot)
    assert draft.at == datetime(2026, 10, 25, 11, tzinfo=UTC)
    assert draft.wording.endswith("25/10/2026")


def test_ones_own_words_are_left_alone(dialog, qtbot):
    dialog.form.field("wording").editor.setPlainText("Bien sûr")
    dialog.form.field("operator").editor.setEditText("Julien")
    draft = drafted(dialog, qtbot)
    assert (draft.wording, draft.operator) == ("Bien sûr", "Julien")


def test_only_what_was_heard_has_usual_words():
    assert usual_wording("reply", "Camille", "1/1/2026", granted=True) == ""
    assert usual_wording("counter", " ", "", granted=False) == "Oral refusal at the counter"


def test_failures_keep_what_was_typed(dialog):
    dialog.submit()
    dialog.show_failure(Refused(Problem(code="date_in_future", place="0.at", details={"value": "2030"})))
    assert dialog.form.field("at").problem() == "2030 lies in the future."
    assert dialog.record_button.isEnabled()
    dialog.show_failure(Unavailable("database_busy"))
    assert not dialog._trouble.isHidden()
    assert dialog.isVisible()
    dialog.finish()
    assert not dialog.isVisible()
