# SPDX-License-Identifier: LicenseRef-Desk
"""What stands where nothing is said yet."""

from desk.services.templates import Text, Wording
from desk.ui.panes.templates.lacking import source_of
from desk.ui.panes.templates.view_model import State
from tests.ui.frame import until


def test_the_shops_language_is_copied_first():
    texts = {"sms": {"en": Text(body="a"), "fr": Text(body="b"), "de": Text()}}
    assert source_of(State(wording=Wording(texts=texts), channel="sms")) == "fr"
    assert source_of(State(wording=Wording(texts={"sms": {"en": Text(body="a")}}), channel="sms")) == "en"
    assert source_of(State(wording=Wording(texts=texts), channel="email")) == ""


def test_a_channel_without_any_text_begins_empty(shop, on_stage):
    async def scene(stage):
        await stage.opened(shop.own)
        stage.model.show_part(channel="sms")
        lacking = stage.page.editor.lacking
        await until(lacking.isVisible)
        assert lacking._verb.text() == "Write it"
        lacking._verb.click()
        await until(stage.page.editor.sms.field.isVisible)

    on_stage(scene)
