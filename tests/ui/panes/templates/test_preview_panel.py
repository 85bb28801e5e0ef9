# SPDX-License-Identifier: LicenseRef-Desk
"""The four lenses of the preview, as they are seen."""

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWebEngineCore import QWebEngineScript

from desk.ui.panes.templates import preview_panel as module
from tests.ui.frame import spoken, until
from tests.ui.panes.templates.stage import WIDE, type_at_end

WORLD = QWebEngineScript.ScriptWorldId.ApplicationWorld


@pytest.fixture
def played(shop, on_stage):
    """Play a scene with the template "ready" painted."""

    def play(scene):
        async def whole(stage):
            painted = []
            stage.page.preview.stage.view.painted.connect(painted.append)
            await stage.opened(shop.ready)
            await until(lambda: painted, 60)
            stage.painted = painted
            await scene(stage, stage.page.preview)

        on_stage(whole, WIDE)

    return play


async def words(panel):
    """Return what the web view shows."""
    answers = []
    panel.stage.view.page().runJavaScript("document.body.innerText", WORLD, answers.append)
    await until(lambda: answers)
    return answers[0]


async def settled(stage):
    await until(lambda: stage.painted[-1] == stage.page.preview_model.revision, 30)


def test_what_is_typed_is_painted_in_place(played):
    async def scene(stage, panel):
        assert "Bonjour Sophie," in await words(panel)
        type_at_end(stage.fields()[0], " Bienvenue")
        await settled(stage)
        assert "Bonjour Sophie, Bienvenue" in await words(panel)
        assert panel._subject.text() == "Votre commande 1042 est prête"

    played(scene)


def test_f8_goes_through_the_lenses_and_the_channel_follows(played):
    async def scene(stage, panel):
        seen = []
        for _lens in module.LENSES:
            stage.run("lens")
            seen.append((panel.lens(), stage.state.channel))
        assert seen == [("mobile", "email"), ("text", "email"), ("sms", "sms"), ("desktop", "email")]
        panel.show_lens("text")
        assert "Bonjour Sophie," in panel.text.toPlainText()
        panel.show_lens("sms")
        await until(lambda: panel.phone._messages)
        assert "1042" in panel.phone._messages[0]
        assert panel.phone._caption == "101 / 160 · 1 SMS"

    played(scene)


def test_the_channel_tab_turns_the_lens(played):
    async def scene(stage, panel):
        stage.page.editor.channels.setCurrentIndex(1)
        assert panel.lens() == "sms"
        stage.page.editor.channels.setCurrentIndex(0)
        assert panel.lens() == "desktop"

    played(scene)


def test_what_is_missing_leads_to_its_place(played):
    async def scene(stage, panel):
        await until(lambda: stage.page.preview_model.state.found)
        stage.page.preview_model.step(1)
        await until(lambda: not stage.page.preview_model.state.persona.is_sample)
        type_at_end(stage.fields()[1], " {{ customer.company }}")
        await until(lambda: panel.note.text().startswith("Would be held for Sophie Bernard"))
        stage.fields()[0].setFocus()
        panel.note.verbs()[0].click()
        assert stage.window.focusWidget() is stage.fields()[1]

    played(scene)


def test_a_text_that_cannot_be_read_says_so_over_what_was(played):
    async def scene(stage, panel):
        type_at_end(stage.fields()[0], " {{ zut")
        await until(lambda: "not closed" in panel.note.text())
        assert "{{" not in await words(panel)
        stage.page.undo()
        await until(lambda: panel.note.text() == "")

    played(scene)


def test_links_open_in_the_browser_only_when_they_are_links(played, monkeypatch):
    opened = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)

    async def scene(stage, panel):
        panel.stage.view.link_clicked.emit(QUrl("https://x.fr"))
        panel.stage.view.link_clicked.emit(QUrl("file:///etc/passwd"))

    played(scene)
    assert opened == [QUrl("https://x.fr")]


def test_lenses_have_names_in_both_languages(played):
    async def scene(stage, panel):
        assert panel.lenses.tabText(0) == "Computer"
        assert panel.lenses.accessibleTabName(1) == "Mobile"
        with spoken("fr"):
            assert panel.lenses.tabText(0) == "Ordinateur"

    played(scene)
