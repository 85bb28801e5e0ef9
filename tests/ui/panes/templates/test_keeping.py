# SPDX-License-Identifier: LicenseRef-Desk
"""What is typed is kept by itself, and published when it is sound."""

from desk.models.vocabulary import VersionState
from desk.services.templates import Block, BlockKind, TemplateCard
from desk.ui.panes.templates import edits, keeping
from desk.ui.panes.templates.spare import Spare
from tests.ui.frame import until
from tests.ui.panes.templates.stage import type_at_end


def test_typed_words_are_a_draft_within_two_seconds(shop, on_stage, monkeypatch):
    assert keeping.AUTOSAVE_MS == 2_000
    monkeypatch.setattr(keeping, "AUTOSAVE_MS", 50)

    async def scene(stage):
        await stage.opened(shop.ready)
        type_at_end(stage.fields()[0], " Bienvenue")
        await until(lambda: shop.row(shop.ready).draft is not None)
        type_at_end(stage.fields()[0], "!")
        await until(lambda: "Bienvenue!" in shop.newest(shop.ready).texts["email"]["fr"].blocks[0].text)

    on_stage(scene)
    first, second = shop.versions(shop.ready)
    assert (first.state, second.state) == (VersionState.DRAFT, VersionState.PUBLISHED)
    assert first.author == "Camille Martin"


def test_another_template_keeps_the_one_before(shop, on_stage):
    async def scene(stage):
        await stage.opened(shop.ready)
        type_at_end(stage.fields()[0], "X")
        await stage.opened(shop.quote)
        await until(lambda: shop.row(shop.ready).draft is not None)

    on_stage(scene)
    assert shop.newest(shop.ready).texts["email"]["fr"].blocks[0].text.endswith("X")


def test_leaving_keeps_first(shop, on_stage):
    left = []

    async def scene(stage):
        await stage.opened(shop.own)
        stage.page.leave(lambda: left.append("at once"))
        type_at_end(stage.fields()[0], "X")
        stage.page.leave(lambda: left.append(shop.newest(shop.own).texts["email"]["fr"].blocks[0].text))
        await until(lambda: len(left) == 2)

    on_stage(scene)
    assert left == ["at once", "Un mot.X"]


def test_leaving_in_a_conflict_sets_the_words_aside(shop, on_stage, tmp_path):
    left = []

    async def scene(stage):
        await stage.opened(shop.own)
        type_at_end(stage.fields()[0], "X")
        shop.somebody_writes(shop.own, lambda said: edits.with_language(said, "en", "fr"))
        stage.page.leave(lambda: left.append(1))
        await until(lambda: left)

    on_stage(scene)
    assert Spare(tmp_path).find(shop.own).texts["email"]["fr"].blocks[0].text == "Un mot.X"


def test_publishing_keeps_checks_and_says_so(shop, on_stage):
    async def scene(stage):
        await stage.opened(shop.ready)
        type_at_end(stage.fields()[0], " Bienvenue.")
        stage.run("publish")
        await until(lambda: shop.row(shop.ready).published == 2)
        await until(stage.said)
        assert "Version 2 is published" in stage.said()[-1]
        assert not stage.state.opened.is_draft
        assert not stage.page.editor.header.publish.isEnabled()

    on_stage(scene)
    assert shop.row(shop.ready).draft is None


def test_what_is_wrong_stops_publishing_and_is_shown(shop, on_stage):
    async def scene(stage):
        await stage.opened(shop.ready)
        type_at_end(stage.fields()[0], " {{ prenon }}")
        stage.run("publish")
        await until(lambda: stage.state.blocking)
        bar = stage.page.editor.notices.bar
        assert "Not published" in bar.text()
        assert "prenon" in bar.text()
        bar.verbs()[0].click()
        await until(lambda: not stage.state.is_busy)
        stage.model.edit_text(
            edits.in_blocks(stage.state.text, (Block(kind=BlockKind.TEXT, text="Bonjour."),)), "Change"
        )
        assert bar.text() == ""
        await stage.kept()

    on_stage(scene)
    assert shop.row(shop.ready).published == 1


def test_an_older_version_is_published_again(shop, on_stage):
    first = shop.versions(shop.ready)[0]

    async def scene(stage):
        await stage.opened(shop.ready)
        type_at_end(stage.fields()[0], " Bienvenue.")
        stage.run("publish")
        await until(lambda: shop.row(shop.ready).published == 2)
        stage.page.keeping.roll_back(first.id)
        await until(lambda: shop.row(shop.ready).published == 3)
        await until(lambda: stage.state.opened.version.number == 3)
        assert not stage.state.text.blocks[0].text.endswith("Bienvenue.")

    on_stage(scene)


def test_name_and_event_are_kept_at_once(shop, on_stage):
    async def scene(stage):
        await stage.opened(shop.own)
        stage.page.keeping.describe(TemplateCard(name="Autre", folder="Divers", event_kind="order.ready"))
        await until(lambda: stage.state.event_kind == "order.ready")
        assert stage.page.vocabulary.knows("order.number")

    on_stage(scene)
    assert shop.row(shop.own).card.name == "Autre"


def test_a_failure_says_so_and_sets_the_words_aside(shop, on_stage, monkeypatch, tmp_path):
    from desk.errors import Unavailable

    async def scene(stage):
        await stage.opened(shop.own)

        async def fail(*_given):
            raise Unavailable("database_away")

        real = stage.page.keeping._db.write
        monkeypatch.setattr(stage.page.keeping._db, "write", fail)
        type_at_end(stage.fields()[0], "X")
        stage.page.keeping.save()
        await until(lambda: stage.state.error is not None)
        await until(lambda: Spare(tmp_path).find(shop.own) is not None)
        assert "cannot be reached" in stage.page.editor.notices.bar.text()
        monkeypatch.setattr(stage.page.keeping._db, "write", real)
        stage.page.editor.notices.bar.verbs()[0].click()
        await until(lambda: not stage.state.is_dirty)
        await until(lambda: Spare(tmp_path).find(shop.own) is None)

    on_stage(scene)
