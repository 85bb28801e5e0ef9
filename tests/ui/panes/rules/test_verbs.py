# SPDX-License-Identifier: LicenseRef-Desk
"""The menu of rules: asks what it has to, then does it."""

from PySide6.QtCore import QItemSelectionModel
from PySide6.QtWidgets import QLabel

from desk.ui import shortcuts
from tests.ui.frame import until
from tests.ui.panes.rules.stage import click


def select(stage, *rule_ids):
    """Select several rules, as Ctrl and clicks do."""
    stage.list.cards.clearSelection()
    for rule_id in rule_ids:
        index = stage.list.rows.index_of(rule_id)
        stage.list.cards.selectionModel().select(index, QItemSelectionModel.SelectionFlag.Select)


def test_rules_are_copied_to_locations_paused(shop, on_stage):
    async def scene(stage):
        await stage.ready()
        select(stage, shop.ready, shop.birthday)
        click(stage.list.bulk.buttons["copy"])
        form = stage.popup().layout().itemAt(0).widget()
        form.boxes[shop.lyon].setChecked(True)
        form.boxes[shop.villeurbanne].setChecked(True)
        click(form.findChildren(type(stage.editor.header.save))[0])
        await until(lambda: len(shop.rules()) == 7)
        await until(lambda: stage.said() == ["4 paused copies are there."])
        copy = shop.rules()["Order ready – Lyon"]
        assert shop.spec(copy.id).location_ids == (shop.lyon,)
        assert not shop.is_active(copy.id)
        shortcuts.undo(stage.page, stage.toasts)
        await until(lambda: len(shop.rules()) == 3)

    on_stage(scene)


def test_deleting_for_good_names_what_is_lost(shop, on_stage):
    async def scene(stage):
        await stage.ready()
        select(stage, shop.ready, shop.birthday)
        click(stage.list.bulk.buttons["delete"])
        dialog = stage.dialog()
        text = " ".join(label.text() for label in dialog.findChildren(QLabel))
        for said in ("• Order ready", "• Birthday", "What the rule says is lost", "The history stays"):
            assert said in text
        click(dialog.no)
        assert len(shop.rules()) == 3
        click(stage.list.bulk.buttons["delete"])
        click(stage.dialog().yes)
        await until(lambda: list(shop.rules()) == ["Due soon"])

    on_stage(scene)


def test_the_menu_of_a_rule(shop, on_stage):
    shop.save_elsewhere(shop.birthday, name="Wishes")

    async def scene(stage):
        await stage.open(shop.birthday)
        await until(lambda: len(stage.list.selected()) == 1)
        menu = stage.page.verbs.menu(
            stage.list.selected(), stage.list.new, stage.list.mapToGlobal(stage.list.pos())
        )
        deeds = {action.text(): action for action in menu.actions() if action.text()}
        assert list(deeds) == [
            "Edit",
            "Activate",
            "Duplicate",
            "Copy to locations…",
            "Change the template…",
            "Change the channels…",
            "Reset to default",
            "Delete for good…",
        ]
        deeds["Duplicate"].trigger()
        await until(lambda: "Wishes (copy)" in shop.rules())
        menu.close()

    on_stage(scene)


def test_every_rule_can_be_paused_at_once(shop, on_stage):
    async def scene(stage):
        await stage.ready()
        stage.run("pause_all")
        assert "2 active rules stop." in [label.text() for label in stage.dialog().findChildren(QLabel)]
        click(stage.dialog().yes)
        await until(lambda: stage.said() == ["2 rules are paused."])
        assert not shop.is_active(shop.ready)
        shortcuts.undo(stage.page, stage.toasts)
        await until(lambda: shop.is_active(shop.ready) and shop.is_active(shop.reminder))

    on_stage(scene)
