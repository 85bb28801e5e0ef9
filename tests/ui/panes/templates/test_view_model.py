# SPDX-License-Identifier: LicenseRef-Desk
"""The template that is open, its words, and somebody else's."""

from dataclasses import replace

from desk.services.store import Change
from desk.services.templates import Text
from desk.ui.panes.templates import edits
from desk.ui.panes.templates.spare import Spare
from tests.ui.frame import until


def theirs(wording):
    return edits.with_text(wording, "sms", "fr", Text(body="Julien"))


def test_a_template_opens_in_the_shops_language_with_blocks(shop, on_stage):
    async def scene(stage):
        await stage.opened(shop.ready)
        assert (stage.state.channel, stage.state.language) == ("email", "fr")
        assert stage.state.text.blocks[0].text == "Bonjour {{ client.prenom }},"
        assert not stage.state.is_dirty
        assert stage.state.event_kind == "order.ready"

    on_stage(scene)


def test_looking_changes_nothing_in_the_database(shop, on_stage):
    before = shop.versions(shop.ready)

    async def scene(stage):
        await stage.opened(shop.ready)
        stage.model.show_part(channel="sms")
        stage.model.show_part(language="en")
        await stage.opened(shop.quote)
        await stage.opened(shop.ready)

    on_stage(scene)
    assert shop.versions(shop.ready) == before


def test_changes_are_undone_by_their_name(shop, on_stage):
    async def scene(stage):
        await stage.opened(shop.own)
        before = stage.state.wording
        stage.model.edit_text(replace(stage.state.text, subject="Autre"), "Change the subject", "subject")
        assert stage.model.history.stack.undoText() == "Change the subject"
        stage.page.undo()
        assert stage.state.wording == before
        stage.page.redo()
        assert stage.state.text.subject == "Autre"

    on_stage(scene)


def test_somebody_elses_words_are_followed_while_nothing_is_typed(shop, on_stage):
    async def scene(stage):
        await stage.opened(shop.ready)
        stage.model.show_part(channel="sms")
        shop.somebody_writes(shop.ready, theirs)
        await until(lambda: stage.state.text.body == "Julien")
        assert stage.state.theirs is None

    on_stage(scene)


def test_two_people_at_once_see_both(shop, on_stage):
    async def scene(stage):
        await stage.opened(shop.ready)
        stage.model.edit_text(replace(stage.state.text, subject="À moi"), "Change")
        shop.somebody_writes(shop.ready, theirs)
        await until(lambda: stage.state.theirs is not None)
        assert stage.state.text.subject == "À moi"
        stage.page.keeping.save()  # kept beside the data as long as nobody has decided
        await until(lambda: Spare(stage.window.places.home).find(shop.ready) is not None)
        stage.model.settle(mine=True)
        await stage.kept()
        assert shop.newest(shop.ready).texts["email"]["fr"].subject == "À moi"
        assert Spare(stage.window.places.home).find(shop.ready) is None

    on_stage(scene)


def test_the_others_words_can_be_taken(shop, on_stage):
    async def scene(stage):
        await stage.opened(shop.ready)
        stage.model.edit_text(replace(stage.state.text, subject="À moi"), "Change")
        shop.somebody_writes(shop.ready, theirs)
        await until(lambda: stage.state.theirs is not None)
        stage.model.settle(mine=False)
        assert stage.state.wording.texts["sms"]["fr"].body == "Julien"
        assert not stage.state.is_dirty

    on_stage(scene)


def test_words_from_last_time_are_offered(shop, on_stage, tmp_path):
    async def scene(stage):
        await stage.ready()
        left = edits.normal(
            edits.with_text(shop.newest(shop.own), "email", "fr", Text(subject="Reste", body="x"))
        )
        Spare(tmp_path).keep(shop.own, left)
        await stage.opened(shop.own)
        assert stage.state.spare == left
        stage.model.settle_spare(take=True)
        assert stage.state.text.subject == "Reste"
        assert Spare(tmp_path).find(shop.own) is None
        await stage.kept()

    on_stage(scene)
    assert shop.newest(shop.own).texts["email"]["fr"].subject == "Reste"


def test_a_template_that_is_deleted_says_so(shop, on_stage):
    async def scene(stage):
        await stage.opened(shop.own)
        shop.db.write_now(_delete(shop.own), Change.TEMPLATES)
        await until(lambda: stage.state.is_gone)
        assert "deleted" in stage.page.editor.notices.bar.text()

    on_stage(scene)


def _delete(template_id):
    from sqlalchemy import delete

    from desk.models import Template

    return lambda session: session.execute(delete(Template).where(Template.id == template_id))


def test_nothing_open_is_an_empty_page(shop, on_stage):
    async def scene(stage):
        await stage.ready()
        assert stage.page.editor.nothing.isVisible()
        await stage.opened(shop.own)
        stage.model.open(None)
        assert stage.state.opened is None

    on_stage(scene)
