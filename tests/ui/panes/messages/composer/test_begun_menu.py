# SPDX-License-Identifier: LicenseRef-Desk
"""What was begun and is not on screen."""

import pytest

from desk import clock
from desk.models.vocabulary import DraftKind
from desk.services.inbox import DraftContent, DraftRow
from desk.ui.jobs import Jobs
from desk.ui.panes.messages.composer.begun_menu import BegunMenu, title
from desk.ui.panes.messages.composer.letters import from_draft
from desk.ui.panes.messages.composer.view_model import ComposerModel
from tests.ui.frame import spoken
from tests.ui.panes.messages.composer.stage import FakeDeeds


def row(draft_id, **content):
    return DraftRow(
        id=draft_id, version=1, kind=DraftKind.NEW, conversation_id=None, operator_id="o1", customer_id=None,
        updated_at=clock.now(), content=DraftContent(**content),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ({"to": "a@x.example", "subject": "Vélo"}, "a@x.example · Vélo"),
        ({"text": "Bonjour\n\nDupont & fils"}, "Bonjour Dupont && fils"),
        ({"text": "x" * 70}, "x" * 60 + "…"),
        ({}, "No words yet"),
    ],
)
def test_it_is_known_by_whom_it_is_for_and_its_first_words(content, said):
    assert title(row("d1", **content)) == said


def test_the_others_are_offered(qtbot, qt_run):
    async def play():
        jobs, deeds = Jobs(), FakeDeeds()
        model = ComposerModel(jobs, deeds)
        menu = BegunMenu(jobs, deeds, model)
        qtbot.addWidget(menu)
        deeds.rows = {one: row(one, text=one) for one in ("d1", "d2", "d3")}
        menu.look()
        await jobs.finish()
        with spoken("fr"):
            menu.retranslate()
            assert menu.text() == "3 autres brouillons"
        model.restore(*from_draft(deeds.rows["d2"]))
        await jobs.finish()
        assert [one.id for one in menu.rows()] == ["d1", "d3"]
        chosen = []
        menu.chosen.connect(chosen.append)
        menu.menu().aboutToShow.emit()
        menu.menu().actions()[1].trigger()
        assert [one.id for one in chosen] == ["d3"]
        deeds.rows.clear()
        menu.look()
        await jobs.finish()
        assert menu.isHidden()
        model.deleteLater()

    qt_run(play())
