# SPDX-License-Identifier: LicenseRef-Desk
"""The list of templates and what is done with one as a whole."""

import pytest

from desk.errors import Refused
from desk.services.templates import TemplateCard, Text, Wording
from tests.ui.frame import until


def names(stage):
    return [row.card.name for row in stage.page.library_model.state.rows or ()]


def test_search_folders_and_archive_narrow_the_list(shop, on_stage):
    async def scene(stage):
        await stage.ready()
        model = stage.page.library_model
        assert names(stage) == ["Commande prête", "Devis prêt", "À moi"]
        assert model.state.folders == ("Divers", "order")
        model.search("devis")
        await until(lambda: names(stage) == ["Devis prêt"])
        model.search("")
        model.choose_folder("Divers")
        await until(lambda: names(stage) == ["À moi"])
        assert model.state.folders == ("Divers", "order")
        model.clear()
        await until(lambda: len(names(stage)) == 3)
        assert not model.state.is_narrow

    on_stage(scene)


def test_a_template_goes_to_the_archive_and_back(shop, on_stage):
    async def scene(stage):
        await stage.opened(shop.own)
        stage.page.library_model.archive(shop.row(shop.own))
        await until(lambda: "À moi" not in names(stage))
        await until(lambda: stage.state.opened is None)
        assert "in the archive" in stage.said()[-1]
        stage.page.library_model.show_archive(archived=True)
        await until(lambda: names(stage) == ["À moi"])
        stage.page.library_model.restore(shop.row(shop.own))
        await until(lambda: names(stage) == [])

    on_stage(scene)
    assert shop.row(shop.own).archived_at is None


def test_a_copy_and_a_new_one_are_told(shop, on_stage):
    made = []

    async def scene(stage):
        await stage.ready()
        model = stage.page.library_model
        model.made.connect(made.append)
        model.duplicate(shop.row(shop.ready), "Copie", "Camille")
        await until(lambda: made)
        wording = Wording(texts={"sms": {"fr": Text(body="x")}})
        model.create(TemplateCard(name="Neuf"), wording, "Camille", pytest.fail)
        await until(lambda: len(made) == 2)

    on_stage(scene)
    assert [shop.row(one).card.name for one in made] == ["Copie", "Neuf"]


def test_a_name_that_cannot_be_is_told_to_who_asked(shop, on_stage):
    told = []

    async def scene(stage):
        await stage.ready()
        stage.page.library_model.create(TemplateCard(name=" "), Wording(texts={}), "", told.append)
        await until(lambda: told)

    on_stage(scene)
    assert isinstance(told[0], Refused)
