# SPDX-License-Identifier: LicenseRef-Desk
"""The sheet for a new template."""

from PySide6.QtTest import QTest

from tests.ui.frame import until


def test_an_event_brings_name_folder_and_ready_texts(shop, on_stage):
    async def scene(stage):
        await stage.ready()
        stage.run("new")
        sheet = stage.page.sheet()
        sheet.event_kind.chosen.emit("order.created")
        assert sheet.name.value() == "Order created"
        assert sheet.folder.value() == "order"
        assert "ready texts" in sheet._hint.text()
        sheet.make.click()
        await until(lambda: stage.state.opened is not None)
        assert not sheet.isVisible()
        assert stage.state.text.blocks
        await until(lambda: stage.page.library.current() is not None)
        assert stage.page.library.current().card.name == "Order created"

    on_stage(scene)


def test_without_an_event_it_begins_empty(shop, on_stage):
    async def scene(stage):
        await stage.ready()
        stage.page.start_new()
        sheet = stage.page.sheet()
        QTest.keyClicks(sheet.name.editor, "Vide")
        sheet.submit()
        await until(lambda: stage.state.opened is not None)
        assert stage.state.wording.texts.keys() == {"email", "sms"}
        assert stage.state.text.blocks == ()

    on_stage(scene)


def test_a_name_is_needed_and_what_was_typed_stays(shop, on_stage):
    async def scene(stage):
        await stage.ready()
        stage.page.start_new()
        sheet = stage.page.sheet()
        QTest.keyClicks(sheet.folder.editor, "Divers")
        sheet.submit()
        await until(sheet.name.problem)
        assert sheet.isVisible()
        assert sheet.folder.value() == "Divers"

    on_stage(scene)
