# SPDX-License-Identifier: LicenseRef-Desk
"""For whom the preview is shown."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desk.ui.panes.templates.persona_bar import persona_text
from desk.ui.panes.templates.personas import SAMPLE, Persona
from tests.ui.frame import until
from tests.ui.panes.templates.stage import WIDE, press


def test_a_person_is_said_with_the_record():
    assert persona_text(SAMPLE) == "Sample customer"
    assert persona_text(Persona(customer_id="1", name="Sophie", about="1042 Vélo")) == "Sophie · 1042 Vélo"
    assert persona_text(Persona(customer_id="1", name="Sophie")) == "Sophie"


@pytest.fixture
def played(shop, on_stage):
    def play(scene):
        async def whole(stage):
            await stage.opened(shop.ready)
            await until(lambda: any(one.about for one in stage.page.preview_model.state.found))
            await scene(stage, stage.page.preview.persona)

        on_stage(whole, WIDE)

    return play


def name(stage):
    return stage.page.preview_model.state.persona.name


def test_steps_go_round(played):
    async def scene(stage, bar):
        assert bar.field.text() == "Sample customer"
        bar.next.click()
        await until(lambda: name(stage) == "Sophie Bernard")
        assert bar.field.text() == "Sophie Bernard · 1042 Révision complète"
        bar.next.click()
        await until(lambda: name(stage) == "Élodie Garnier")
        bar.next.click()
        await until(lambda: stage.page.preview_model.state.persona.is_sample)
        bar.previous.click()
        await until(lambda: name(stage) == "Élodie Garnier")

    played(scene)


def test_a_search_by_keys(played):
    async def scene(stage, bar):
        bar.field.setFocus()
        bar.field.selectAll()
        QTest.keyClicks(bar.field, "garnier")
        await until(lambda: [one.name for one in stage.page.preview_model.state.found] == ["Élodie Garnier"])
        await until(lambda: len(bar.field.popup.choices()) == 2)
        press(bar.field, Qt.Key.Key_Down)
        press(bar.field, Qt.Key.Key_Return)
        await until(lambda: name(stage) == "Élodie Garnier")

    played(scene)


def test_escape_and_leaving_put_the_name_back(played):
    async def scene(stage, bar):
        bar.field.setFocus()
        bar.field.selectAll()
        QTest.keyClicks(bar.field, "zzz")
        press(bar.field, Qt.Key.Key_Escape)
        press(bar.field, Qt.Key.Key_Escape)
        assert bar.field.text() == "Sample customer"
        QTest.keyClicks(bar.field, "zzz")
        stage.page.library.search.setFocus()
        assert bar.field.text() == "Sample customer"

    played(scene)
