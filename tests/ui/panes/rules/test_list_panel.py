# SPDX-License-Identifier: LicenseRef-Desk
"""The list of rules: filters, switches, several at once, new ones, and what can be undone."""

from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from desk.models.vocabulary import Channel
from desk.services.store import Change
from desk.ui import shortcuts
from desk.ui.panes.rules.list_model import Show
from desk.ui.panes.rules.rule_card import card_of, sentence
from tests.ui.frame import until
from tests.ui.panes.rules.stage import click


def names(stage):
    return [listed.row.name for listed in stage.list.rows.rows]


def select(stage, *rule_ids):
    """Select several rules, as Ctrl and clicks do."""
    stage.list.cards.clearSelection()
    for rule_id in rule_ids:
        index = stage.list.rows.index_of(rule_id)
        stage.list.cards.selectionModel().select(index, QItemSelectionModel.SelectionFlag.Select)


def test_chips_count_and_filter(shop, on_stage):
    async def scene(stage):
        await stage.ready()
        assert names(stage) == ["Birthday", "Due soon", "Order ready"]
        chips = stage.list._by_show
        assert [chip.text() for chip in chips.values()] == ["All 3", "Active 2", "Alerts 0"]
        click(chips[Show.ACTIVE])
        assert names(stage) == ["Due soon", "Order ready"]
        click(chips[Show.ALERTS])
        assert not stage.list.empty.isHidden()
        stage.list.empty.verb_requested.emit()
        assert len(names(stage)) == 3
        QTest.keyClicks(stage.list.search, "READY")
        await until(lambda: names(stage) == ["Order ready"])

    on_stage(scene)


def test_an_active_rule_that_broke_is_an_alert_and_a_badge(shop, on_stage):
    async def scene(stage):
        await stage.ready()
        badges = []
        stage.page.badge_changed.connect(badges.append)
        shop.db.write_now(_forget_accounts, Change.PROVIDERS)
        await until(lambda: stage.page.rules.state.count(Show.ALERTS) == 3)
        card = card_of(stage.page.rules.state.find(shop.ready))
        assert (card.badge, card.badge_role) == ("No sender", "danger")
        assert badges[-1] == 2
        assert "No sender" in sentence(stage.page.rules.state.find(shop.ready))

    on_stage(scene)


def _forget_accounts(session):
    from desk.services.providers import Roster

    roster = Roster(session)
    for account in roster.page():
        roster.remove(account.id)


def test_the_switch_pauses_with_undo(shop, on_stage):
    async def scene(stage):
        await stage.open(shop.reminder)
        stage.list.toggled.emit(shop.ready, False)
        await until(lambda: not shop.is_active(shop.ready))
        await until(lambda: stage.said() == ["1 rule is paused."])
        shortcuts.undo(stage.page, stage.toasts)
        await until(lambda: shop.is_active(shop.ready))

    on_stage(scene)


def test_space_presses_the_switch_of_the_rule_that_is_open(shop, on_stage):
    async def scene(stage):
        await stage.open(shop.ready)
        stage.list.cards.setFocus()
        QTest.keyClick(stage.list.cards, Qt.Key.Key_Space)
        await until(lambda: not shop.is_active(shop.ready))
        await until(lambda: not stage.editor.header.active.isChecked())

    on_stage(scene)


def test_a_rule_that_cannot_be_activated_says_why_and_leads_there(shop, on_stage):
    shop.save_elsewhere(shop.birthday, template_id=None)

    async def scene(stage):
        await stage.open(shop.ready)
        stage.list.toggled.emit(shop.birthday, True)
        await until(lambda: stage.said() == ["“Birthday” stays as it is. Choose the template to send."])
        shortcuts.undo(stage.page, stage.toasts)  # presses the note's verb
        await until(lambda: not stage.editor.obstacles.blocking.isHidden())
        assert stage.state.card.id == shop.birthday

    on_stage(scene)
    assert not shop.is_active(shop.birthday)


def test_a_new_rule_begins_from_the_catalogue(shop, on_stage):
    template = shop.db.write_now(lambda session: shop.template(session, "order.unrepairable"))

    async def scene(stage):
        await stage.ready()
        click(stage.list.new)
        popup = stage.popup()
        QTest.keyClicks(popup.focusWidget(), "order beyond")
        QTest.keyClick(popup.focusWidget(), Qt.Key.Key_Return)
        await until(lambda: stage.state.card is not None and stage.state.card.name == "Order beyond repair")
        await until(lambda: stage.list.cards.current_row().row.name == "Order beyond repair")
        assert stage.state.draft.template_id == template
        shortcuts.undo(stage.page, stage.toasts)
        await until(lambda: "Order beyond repair" not in shop.rules())

    on_stage(scene)


def test_an_empty_rule_can_be_made(shop, on_stage):
    async def scene(stage):
        await stage.ready()
        stage.run("new")
        popup = stage.popup()
        QTest.keyClick(popup.focusWidget(), Qt.Key.Key_Return)
        await until(lambda: "New rule" in shop.rules())

    on_stage(scene)
    assert shop.rules()["New rule"].catalogue_key is None


def test_several_are_paused_and_activated_together(shop, on_stage):
    async def scene(stage):
        await stage.ready()
        select(stage, shop.ready, shop.reminder, shop.birthday)
        assert not stage.list.bulk.isHidden()
        assert stage.list.chips.isHidden()
        click(stage.list.bulk.buttons["pause"])
        await until(lambda: stage.said() == ["3 rules are paused."])
        assert not shop.is_active(shop.ready)
        assert not shop.is_active(shop.reminder)
        shortcuts.undo(stage.page, stage.toasts)
        await until(lambda: shop.is_active(shop.ready) and shop.is_active(shop.reminder))
        assert not shop.is_active(shop.birthday)
        click(stage.list.bulk.buttons["activate"])
        await until(lambda: shop.is_active(shop.birthday))

    on_stage(scene)


def test_several_get_another_template_and_it_can_be_undone(shop, on_stage):
    other = shop.db.write_now(lambda session: shop.template(session, "order.collected"))
    before = shop.rule(shop.ready).template_id

    async def scene(stage):
        await stage.ready()
        select(stage, shop.ready, shop.birthday)
        click(stage.list.bulk.buttons["template"])
        popup = stage.popup()
        options = {option.label: option.key for option in popup._options}
        assert options["Texts of order.collected"] == other
        popup.chosen.emit(other)
        popup.close()
        await until(lambda: shop.rule(shop.ready).template_id == other)
        await until(lambda: stage.said() != [])
        shortcuts.undo(stage.page, stage.toasts)
        await until(lambda: shop.rule(shop.ready).template_id == before)

    on_stage(scene)


def test_several_get_another_route(shop, on_stage):
    async def scene(stage):
        await stage.ready()
        select(stage, shop.ready, shop.birthday)
        click(stage.list.bulk.buttons["channel"])
        popup = stage.popup()
        labels = [option.label for option in popup._options]
        assert labels == ["E-mail, then SMS", "SMS, then E-mail", "E-mail only", "SMS only"] or labels[2]
        popup.chosen.emit("3")
        popup.close()
        await until(lambda: [leg.channel for leg in shop.spec(shop.ready).legs] == [Channel.SMS])

    on_stage(scene)
    assert [leg.channel for leg in shop.spec(shop.birthday).legs] == [Channel.SMS]


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


def test_a_ready_rule_gets_its_first_words_back(shop, on_stage):
    first = shop.spec(shop.ready)

    async def scene(stage):
        await stage.open(shop.ready)
        stage.pick("trigger.event_kind", "cancelled")
        stage.run("save")
        await until(lambda: shop.spec(shop.ready) != first)
        stage.page.deeds.reset(shop.ready)
        await until(lambda: shop.spec(shop.ready) == first)
        await until(lambda: "first words" in stage.said()[-1])
        shortcuts.undo(stage.page, stage.toasts)
        await until(lambda: shop.spec(shop.ready).trigger.event_kind == "order.cancelled")

    on_stage(scene)


def test_double_click_goes_into_the_sentence(shop, on_stage):
    async def scene(stage):
        await stage.open(shop.ready)
        stage.list.cards.setFocus()
        QTest.keyClick(stage.list.cards, Qt.Key.Key_Return)
        assert stage.has_keyboard(stage.pill("trigger.event_kind"))

    on_stage(scene)


def test_leaving_a_dirty_rule_by_the_list_and_staying_marks_it_again(shop, on_stage):
    async def scene(stage):
        await stage.open(shop.ready)
        stage.pick("trigger.event_kind", "cancelled")
        stage.list.cards.setCurrentIndex(stage.list.rows.index_of(shop.birthday))
        await until(lambda: stage.dialog() is not None)
        click(stage.dialog().no)
        await until(lambda: stage.list.cards.current_row().id == shop.ready)
        assert stage.state.is_dirty

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
