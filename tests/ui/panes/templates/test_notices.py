# SPDX-License-Identifier: LicenseRef-Desk
"""What stands between the person and the template."""

from dataclasses import replace

from desk.services.templates import Text
from desk.ui.panes.templates import edits
from desk.ui.panes.templates.notices import ConflictSheet
from desk.ui.panes.templates.spare import Spare
from tests.ui.frame import until


async def conflict(stage, shop):
    await stage.opened(shop.ready)
    stage.model.edit_text(replace(stage.state.text, subject="À moi"), "Change")
    shop.somebody_writes(
        shop.ready, lambda said: edits.with_text(said, "sms", "fr", Text(body="Julien écrit"))
    )
    await until(lambda: stage.state.theirs is not None)
    return stage.page.editor.notices.bar


def test_a_conflict_shows_both_and_lets_one_choose(shop, on_stage):
    async def scene(stage):
        bar = await conflict(stage, shop)
        assert bar.text().startswith("Julien changed this template")
        assert [verb.text() for verb in bar.verbs()] == ["Compare", "Take their text", "Keep my text"]
        bar.verbs()[0].click()
        sheet = stage.window.findChild(ConflictSheet)
        said = sheet.view.toPlainText()
        assert " − Julien écrit" in said
        assert " + À moi" in said
        sheet.mine.click()
        assert stage.state.theirs is None
        assert bar.text() == ""
        await stage.kept()

    on_stage(scene)
    assert shop.newest(shop.ready).texts["email"]["fr"].subject == "À moi"


def test_theirs_can_be_taken_from_the_comparison(shop, on_stage):
    async def scene(stage):
        bar = await conflict(stage, shop)
        bar.verbs()[0].click()
        stage.window.findChild(ConflictSheet).theirs.click()
        assert stage.state.wording.texts["sms"]["fr"].body == "Julien écrit"

    on_stage(scene)


def test_words_left_over_are_offered_or_dropped(shop, on_stage, tmp_path):
    async def scene(stage):
        await stage.ready()
        Spare(tmp_path).keep(shop.own, edits.normal(shop.newest(shop.ready)))
        await stage.opened(shop.own)
        bar = stage.page.editor.notices.bar
        assert "still here" in bar.text()
        bar.verbs()[1].click()
        assert bar.text() == ""
        assert not stage.state.is_dirty

    on_stage(scene)
    assert Spare(tmp_path).find(shop.own) is None
