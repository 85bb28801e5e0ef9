# SPDX-License-Identifier: LicenseRef-Desk
"""The dock of the library, as it is seen and pressed."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu

from desk.services.templates import Text
from desk.ui.panes.templates import edits
from tests.ui.frame import until
from tests.ui.panes.templates.stage import press, type_at_end


def card(stage, name):
    row = next(row for row in stage.page.library.rows.rows if row.card.name == name)
    return stage.page.library._card(row)


def test_a_card_says_where_its_template_stands(shop, on_stage):
    async def scene(stage):
        await stage.ready()
        assert card(stage, "Commande prête").meta == "v1 published"
        assert card(stage, "Commande prête").badge == ""
        assert card(stage, "À moi").badge == "EN missing"
        assert card(stage, "À moi").meta == "never published · draft"
        await stage.opened(shop.ready)
        type_at_end(stage.fields()[0], "X")
        await stage.kept()
        await until(lambda: card(stage, "Commande prête").badge == "Draft")

    on_stage(scene)


def test_arrows_open_enter_goes_to_the_text(shop, on_stage):
    async def scene(stage):
        await stage.ready()
        library = stage.page.library
        library.list.setFocus()
        library.select(shop.ready)
        await until(lambda: stage.state.opened is not None)
        press(library.list, Qt.Key.Key_Down)
        await until(lambda: stage.state.opened is not None and stage.state.opened.row.id == shop.quote)
        press(library.list, Qt.Key.Key_Return)
        assert stage.page.left.part() == "variables"
        assert stage.window.focusWidget() is stage.fields()[0]

    on_stage(scene)


def test_typing_filters_and_the_empty_list_offers_a_way_back(shop, on_stage):
    async def scene(stage):
        await stage.ready()
        library = stage.page.library
        QTest.keyClicks(library.search, "zzz")
        press(library.search, Qt.Key.Key_Return)
        await until(library.empty.isVisible)
        assert library.empty._title.text() == "No template matches these filters."
        library.empty._verb.click()
        await until(library.list.isVisible)
        assert library.search.text() == ""

    on_stage(scene)


def test_a_filter_that_leaves_the_open_one_out_opens_no_other(shop, on_stage):
    async def scene(stage):
        await stage.ready()
        stage.page.library.select(shop.ready)
        await until(lambda: stage.state.opened is not None)
        stage.page.library_model.search("devis")
        await until(lambda: len(stage.page.library.rows.rows) == 1)
        assert stage.page.library.current() is None
        assert stage.model.template_id == shop.ready
        stage.page.library_model.clear()
        await until(lambda: len(stage.page.library.rows.rows) == 3)
        assert stage.model.template_id == shop.ready

    on_stage(scene)


def test_a_shop_without_templates_is_told_what_to_do(shop, on_stage):
    async def scene(stage):
        await stage.ready()
        for template_id in (shop.ready, shop.quote, shop.own):
            stage.page.library_model.archive(shop.row(template_id))
        await until(stage.page.library.empty.isVisible)
        assert stage.page.library.empty._verb.text() == "New template"
        stage.page.library.empty._verb.click()
        assert stage.page.sheet().isVisible()

    on_stage(scene)


def test_the_menu_duplicates_and_archives(shop, on_stage):
    async def scene(stage):
        await stage.ready()
        library = stage.page.library
        library.select(shop.own)
        library._open_menu(QPoint(5, 5))
        menu = library.findChild(QMenu)
        assert [action.text() for action in menu.actions()] == ["Duplicate", "Put into the archive"]
        menu.actions()[0].trigger()
        menu.close()
        await until(lambda: any(row.card.name == "À moi (copy)" for row in library.rows.rows))

    on_stage(scene)


def test_a_language_of_the_shop_that_a_channel_lacks_is_marked(shop, on_stage):
    shop.somebody_writes(shop.ready, lambda said: edits.with_text(said, "sms", "en", Text()))

    async def scene(stage):
        await stage.ready()
        assert card(stage, "Commande prête").badge == "EN missing"
        sentence = stage.page.library._sentence(stage.page.library.rows.rows[0])
        assert sentence == "Commande prête, v1 published · draft, EN missing"

    on_stage(scene)
