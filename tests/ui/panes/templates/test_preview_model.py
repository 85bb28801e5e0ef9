# SPDX-License-Identifier: LicenseRef-Desk
"""The preview follows the typing, for real people, with a worker of its own."""

from dataclasses import replace

import pytest

from desk.errors import Unavailable
from desk.services.templates import Policy, PolicyKind, Rendering
from desk.ui.panes.templates import edits
from tests.ui.frame import until
from tests.ui.panes.templates.stage import NARROW, WIDE, type_at_end


@pytest.fixture
def played(shop, on_stage):
    """Play a scene with the template "ready" rendered for the sample."""

    def play(scene):
        async def whole(stage):
            await stage.opened(shop.ready)
            await until(lambda: stage.page.preview_model.state.rendering is not None, 30)
            await scene(stage, stage.page.preview_model)

        on_stage(whole, WIDE)

    return play


async def newest(model):
    """Wait until what was asked for last has been rendered."""
    await until(lambda: model.state.revision == model.revision, 30)
    return model.state


def test_it_shows_what_a_customer_would_receive(played):
    async def scene(stage, model):
        made = model.state.rendering
        assert made.subject == "Votre commande 1042 est prête"
        assert "Bonjour Sophie," in made.text
        assert "{{" not in made.html + made.text + made.subject
        assert model.state.failure is None

    played(scene)


def test_it_follows_each_key_and_the_newest_wins(played):
    async def scene(stage, model):
        type_at_end(stage.fields()[0], " Bienvenue chez nous")
        state = await newest(model)
        assert "Sophie, Bienvenue chez nous" in state.rendering.text
        assert "Sophie, Bienvenue chez nous" in state.rendering.html

    played(scene)


def test_half_a_placeholder_leaves_what_was_there(played):
    async def scene(stage, model):
        type_at_end(stage.fields()[0], " {{ order.numb")
        state = await newest(model)
        assert state.failure.code == "syntax"
        assert "{{" not in state.rendering.text
        assert "Bonjour Sophie" in state.rendering.text

    played(scene)


def test_it_is_shown_for_a_real_person_in_the_language_of_the_chip(played):
    async def scene(stage, model):
        await until(lambda: model.state.found)
        model.step(1)
        await until(lambda: model.state.persona.name == "Sophie Bernard")
        state = await newest(model)
        assert "Sophie" in state.rendering.text
        stage.model.show_part(language="en")
        state = await newest(model)
        assert state.rendering.language == "en"
        assert state.rendering.subject == "Your order 1042 is ready"

    played(scene)


def test_what_is_missing_is_told_and_shown_with_a_sample(played):
    async def scene(stage, model):
        await until(lambda: model.state.found)
        model.step(1)
        await until(lambda: model.state.persona.name == "Sophie Bernard")
        type_at_end(stage.fields()[0], " {{ customer.company }} {{ order.brand }}")
        state = await newest(model)
        assert state.missing == ("customer.company", "order.brand")
        assert "Boulangerie Bernard Gitane" in state.rendering.text
        dropped = edits.with_policy(
            stage.state.wording, "order.brand", Policy(kind=PolicyKind.DEFAULT, default="?")
        )
        stage.model.edit(dropped, "Decide")
        state = await newest(model)
        assert state.missing == ("customer.company",)
        assert "Boulangerie Bernard ?" in state.rendering.text

    played(scene)


def test_sms_is_what_leaves(played):
    async def scene(stage, model):
        stage.model.show_part(channel="sms")
        assert model.state.channel == "sms"
        state = await newest(model)
        assert "1042" in state.rendering.text
        assert state.rendering.html == ""
        await until(lambda: stage.page.editor.sms._sent == state.rendering.text)

    played(scene)


def test_an_empty_text_shows_nothing(played):
    async def scene(stage, model):
        stage.model.edit_text(replace(stage.state.text, blocks=()), "Empty")
        await until(lambda: model.state.rendering is None)

    played(scene)


def test_nobody_looks_nothing_is_rendered(shop, on_stage):
    async def scene(stage):
        await stage.opened(shop.ready)
        assert stage.page.preview_model.revision == 0

    on_stage(scene, NARROW)


def test_a_worker_that_cannot_start_is_told(shop, on_stage, monkeypatch):
    async def scene(stage):
        async def fail(*_given):
            raise Unavailable("renderer_not_started")

        model = stage.page.preview_model
        monkeypatch.setattr(model.renderer, "render", fail)
        await stage.opened(shop.ready)
        await until(lambda: isinstance(model.state.error, Unavailable))
        assert stage.page.preview._empty.isVisible()
        monkeypatch.undo()
        type_at_end(stage.fields()[0], "X")
        await until(lambda: isinstance(model.state.rendering, Rendering), 30)

    on_stage(scene, WIDE)
