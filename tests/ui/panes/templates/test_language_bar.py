# SPDX-License-Identifier: LicenseRef-Desk
"""The languages of a template and what is left to do in each."""

from PySide6.QtWidgets import QApplication

from desk.ui.widgets import PillPopup
from tests.ui.frame import until


def labels(stage):
    return [chip.text() for chip in stage.page.editor.languages.chips().values()]


def test_chips_say_what_is_missing_and_left_to_translate(shop, on_stage):
    async def scene(stage):
        await stage.opened(shop.own)
        assert labels(stage) == ["French", "English: missing"]
        bar = stage.page.editor.languages
        bar.language_added.emit("de")
        assert labels(stage) == ["French", "English: missing", "German: 3 to translate"]
        assert stage.state.language == "de"
        assert bar.chips()["de"].isChecked()
        await stage.kept()

    on_stage(scene)
    assert shop.newest(shop.own).texts["email"].keys() == {"fr", "de"}


def test_a_chip_shows_its_language_or_offers_a_copy(shop, on_stage):
    async def scene(stage):
        await stage.opened(shop.own)
        stage.page.editor.languages.chips()["en"].click()
        assert stage.state.language == "en"
        lacking = stage.page.editor.lacking
        await until(lacking.isVisible)
        assert lacking._title.text() == "Email: nothing in English yet."
        assert lacking._verb.text() == "Copy French"
        lacking._verb.click()
        assert stage.state.text.subject == "Bonjour"
        assert labels(stage)[1] == "English: 3 to translate"

    on_stage(scene)


def test_more_languages_are_offered_but_not_those_that_are_there(shop, on_stage):
    async def scene(stage):
        await stage.opened(shop.ready)
        stage.page.editor.languages.add.click()
        popup = QApplication.activePopupWidget()
        assert isinstance(popup, PillPopup)
        offered = [option.key for option in popup._options]
        assert "de" in offered
        assert "fr" not in offered
        popup.close()

    on_stage(scene)


def test_a_language_is_taken_away_and_comes_back(shop, on_stage):
    async def scene(stage):
        await stage.opened(shop.ready)
        stage.model.show_part(language="en")
        stage.run("language")
        assert stage.state.language == "fr"
        assert labels(stage) == ["French", "English: missing"]
        stage.page.undo()
        assert labels(stage) == ["French", "English"]

    on_stage(scene)
