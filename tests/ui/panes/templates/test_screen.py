# SPDX-License-Identifier: LicenseRef-Desk
"""The editor as a whole: typing, undo, channels, insertion, jumps."""

from PySide6.QtCore import Qt

from desk.services.templates import BlockKind
from tests.ui.frame import until
from tests.ui.panes.templates.stage import press, type_at_end

Control = Qt.KeyboardModifier.ControlModifier


def test_typing_in_a_row_is_undone_at_once_by_ctrl_z(shop, on_stage):
    async def scene(stage):
        await stage.opened(shop.ready)
        field = stage.fields()[0]
        before = field.toPlainText()
        type_at_end(field, " Bonjour")
        assert field.toPlainText() == before + " Bonjour"
        press(field, Qt.Key.Key_Z, Control)
        assert field.toPlainText() == before
        press(field, Qt.Key.Key_Y, Control)
        assert stage.fields()[0].toPlainText() == before + " Bonjour"
        await stage.kept()

    on_stage(scene)
    assert shop.newest(shop.ready).texts["email"]["fr"].blocks[0].text.endswith(" Bonjour")


def test_a_sms_is_written_and_kept(shop, on_stage):
    async def scene(stage):
        await stage.opened(shop.ready)
        stage.page.editor.channels.setCurrentIndex(1)
        assert stage.state.channel == "sms"
        type_at_end(stage.page.editor.sms.field, " Merci.")
        await stage.kept()

    on_stage(scene)
    assert shop.newest(shop.ready).texts["sms"]["fr"].body.endswith(" Merci.")


def test_a_variable_goes_where_the_caret_was(shop, on_stage):
    async def scene(stage):
        await stage.opened(shop.ready)
        stage.page.editor.mail.subject.setFocus()
        type_at_end(stage.page.editor.mail.subject, " ")
        stage.page.library.search.setFocus()
        stage.page.variables.variable_wanted.emit("{{ order.item }}")
        assert stage.state.text.subject.endswith(" {{ order.item }}")
        stage.page.variables.block_wanted.emit(BlockKind.DIVIDER)
        assert stage.state.text.blocks[-1].kind is BlockKind.DIVIDER

    on_stage(scene)


def test_a_block_is_not_put_into_a_sms(shop, on_stage):
    async def scene(stage):
        await stage.opened(shop.ready)
        stage.model.show_part(channel="sms")
        before = stage.state.wording
        stage.page.editor.insert_kind(BlockKind.DIVIDER)
        assert stage.state.wording == before
        stage.page.variables.variable_wanted.emit("{{ order.item }}")
        assert "{{ order.item }}" in stage.state.text.body

    on_stage(scene)


def test_completion_by_keys_in_the_real_page(shop, on_stage):
    async def scene(stage):
        await stage.opened(shop.ready)
        field = stage.fields()[0]
        type_at_end(field, " {item")
        press(field, Qt.Key.Key_Tab)
        assert stage.state.text.blocks[0].text.endswith(" {{ order.item }}")
        press(field, Qt.Key.Key_Backspace)
        assert stage.state.text.blocks[0].text.endswith(", ")

    on_stage(scene)


def test_jumps_reach_channels_languages_and_blocks(shop, on_stage):
    async def scene(stage):
        await stage.opened(shop.ready)
        stage.page.editor.jump("sms.en.body")
        assert (stage.state.channel, stage.state.language) == ("sms", "en")
        stage.page.editor.jump("email.fr.blocks.2.text")
        assert (stage.state.channel, stage.state.language) == ("email", "fr")
        await until(lambda: stage.window.focusWidget() is stage.fields()[2])
        stage.page.editor.focus()
        assert stage.window.focusWidget() is stage.fields()[0]

    on_stage(scene)


def test_words_are_never_lost_by_looking_elsewhere(shop, on_stage):
    async def scene(stage):
        await stage.opened(shop.ready)
        type_at_end(stage.fields()[0], "A")
        stage.model.show_part(language="en")
        type_at_end(stage.fields()[0], "B")
        stage.model.show_part(language="fr")
        assert stage.state.text.blocks[0].text.endswith("A")
        await stage.kept()

    on_stage(scene)
    texts = shop.newest(shop.ready).texts["email"]
    assert (texts["fr"].blocks[0].text[-1], texts["en"].blocks[0].text[-1]) == ("A", "B")
