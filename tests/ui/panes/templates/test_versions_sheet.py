# SPDX-License-Identifier: LicenseRef-Desk
"""The versions, what each changed, and the way back."""

from tests.ui.frame import until
from tests.ui.panes.templates.stage import type_at_end


async def with_versions(stage, shop):
    """Publish a second version, begin a third, and open the sheet."""
    await stage.opened(shop.ready)
    type_at_end(stage.fields()[0], " Deux.")
    stage.run("publish")
    await until(lambda: shop.row(shop.ready).published == 2)
    await until(lambda: not stage.state.is_busy)
    type_at_end(stage.fields()[0], " Trois.")
    stage.run("versions")
    sheet = stage.page.deeds.sheet()
    await until(sheet.isVisible)
    await until(lambda: len(sheet.rows.rows) == 3)  # the draft is kept a moment after it was typed
    return sheet


def test_each_is_compared_with_the_one_before(shop, on_stage):
    async def scene(stage):
        sheet = await with_versions(stage, shop)
        assert [row.number for row in sheet.rows.rows] == [3, 2, 1]
        assert sheet.current().number == 3
        assert sheet.against.currentText() == "Version 2"
        assert "Trois." in sheet.view.toPlainText()
        assert not sheet.take.isEnabled()
        sheet.against.setCurrentIndex(2)
        assert " Deux. Trois." in sheet.view.toPlainText()
        sheet.list.setCurrentIndex(sheet.rows.index(2, 0))
        assert sheet.take.isEnabled()
        assert sheet.publish.isEnabled()

    on_stage(scene)


def test_an_older_one_is_taken_as_the_draft(shop, on_stage):
    async def scene(stage):
        sheet = await with_versions(stage, shop)
        sheet.list.setCurrentIndex(sheet.rows.index(2, 0))
        sheet.take.click()
        assert stage.state.text.blocks[0].text == "Bonjour {{ client.prenom }},"
        stage.page.undo()
        assert stage.state.text.blocks[0].text.endswith("Trois.")

    on_stage(scene)


def test_an_older_one_is_published_again_and_the_draft_stays(shop, on_stage):
    async def scene(stage):
        sheet = await with_versions(stage, shop)
        sheet.list.setCurrentIndex(sheet.rows.index(2, 0))
        sheet.publish.click()
        await until(lambda: shop.row(shop.ready).published == 4)
        assert shop.row(shop.ready).draft == 3

    on_stage(scene)
