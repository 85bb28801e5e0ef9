# SPDX-License-Identifier: LicenseRef-Desk
"""The commands of the page, and mending what the checks found."""

from desk.errors import Problem
from desk.ui.panes.templates import edits
from tests.ui.frame import until
from tests.ui.panes.templates.stage import type_at_end


def is_enabled(stage, name):
    return stage.window.commands.action(f"templates.{name}").isEnabled()


def test_only_what_can_be_done_is_offered(shop, on_stage):
    async def scene(stage):
        await stage.ready()
        assert not is_enabled(stage, "publish")
        await stage.opened(shop.ready)
        assert is_enabled(stage, "publish")
        assert is_enabled(stage, "reset")
        assert is_enabled(stage, "language")
        await stage.opened(shop.own)
        assert not is_enabled(stage, "reset")
        assert not is_enabled(stage, "language")
        assert not is_enabled(stage, "channel")

    on_stage(scene)


def test_save_by_its_key_keeps_at_once(shop, on_stage):
    async def scene(stage):
        await stage.opened(shop.own)
        type_at_end(stage.fields()[0], "X")
        stage.run("save")
        await until(lambda: not stage.state.is_dirty)

    on_stage(scene)
    assert shop.newest(shop.own).texts["email"]["fr"].blocks[0].text == "Un mot.X"


def test_back_to_the_ready_text_and_back_again(shop, on_stage):
    async def scene(stage):
        await stage.opened(shop.ready)
        before = stage.state.wording
        type_at_end(stage.fields()[0], "X")
        stage.run("reset")
        assert edits.normal(stage.state.wording) == before
        stage.page.undo()
        assert stage.state.text.blocks[0].text.endswith("X")

    on_stage(scene)


def test_a_channel_is_taken_away(shop, on_stage):
    async def scene(stage):
        await stage.opened(shop.ready)
        stage.model.show_part(channel="sms")
        stage.run("channel")
        assert stage.state.wording.texts.keys() == {"email"}
        await stage.kept()

    on_stage(scene)
    assert shop.newest(shop.ready).texts.keys() == {"email"}


def test_duplicate_and_archive_by_their_keys(shop, on_stage):
    async def scene(stage):
        await stage.opened(shop.ready)
        type_at_end(stage.fields()[0], "X")
        stage.run("duplicate")
        await until(
            lambda: stage.state.opened and stage.state.opened.row.card.name == "Commande prête (copy)"
        )
        assert stage.state.text.blocks[0].text.endswith("X")
        stage.run("archive")
        await until(lambda: stage.state.opened is None)
        undo = stage.window.toasts.toasts()[-1]
        from desk.ui.widgets import LinkButton

        undo.findChild(LinkButton).click()
        await until(lambda: len(stage.page.library_model.state.rows) == 4)

    on_stage(scene)


def test_a_misspelt_variable_is_corrected_at_a_press(shop, on_stage):
    async def scene(stage):
        await stage.opened(shop.ready)
        type_at_end(stage.fields()[0], " {{ prenon }}")
        details = {"placeholder": "prenon", "suggestion": "prenom"}
        stage.page.deeds.mend(
            Problem(code="unknown_placeholder", place="email.fr.blocks.0.text", details=details)
        )
        assert stage.state.text.blocks[0].text.endswith("{{ prenom }}")
        assert stage.model.history.stack.undoText() == "Correct a variable"

    on_stage(scene)


def test_findings_lead_to_where_they_are(shop, on_stage):
    async def scene(stage):
        await stage.opened(shop.ready)
        stage.page.deeds.mend(Problem(code="language_missing", place="sms", details={"language": "en"}))
        assert (stage.state.channel, stage.state.language) == ("sms", "en")
        problem = Problem(
            code="may_be_empty",
            place="email.fr.blocks.0.text",
            details={"placeholder": "customer.first_name"},
        )
        stage.page.deeds.mend(problem)
        row = stage.page.editor.policies.row("customer.first_name")
        assert stage.window.focusWidget() is row.kind
        stage.page.deeds.mend(Problem(code="subject_long", place="email.en.subject"))
        assert stage.state.language == "en"
        assert stage.window.focusWidget() is stage.page.editor.mail.subject

    on_stage(scene)
