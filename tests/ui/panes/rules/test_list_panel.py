# SPDX-License-Identifier: LicenseRef-Desk
"""The list of rules: filters, switches, several at once, new ones, and what can be undone."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from desk.ui import shortcuts
from desk.ui.panes.rules.list_model import Show
from tests.ui.frame import until
from tests.ui.panes.rules.stage import click


def names(stage):
    return [listed.row.name for listed in stage.list.rows.rows]


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


def test_a_rule_that_a_filter_leaves_is_opened_by_a_click(shop, on_stage):
    async def scene(stage):
        await stage.open(shop.ready)
        QTest.keyClicks(stage.list.search, "BIRTH")
        await until(lambda: names(stage) == ["Birthday"])
        assert stage.list.selected() == ()
        cards = stage.list.cards
        at = cards.visualRect(stage.list.rows.index(0, 0)).topLeft() + QPoint(8, 8)
        QTest.mouseClick(cards.viewport(), Qt.MouseButton.LeftButton, pos=at)
        await until(lambda: stage.state.card is not None and stage.state.card.name == "Birthday")
        stage.list.search.clear()
        await until(lambda: len(names(stage)) == 3)
        assert cards.current_row().row.name == "Birthday"

    on_stage(scene)


def test_space_presses_the_switch_of_the_rule_that_is_open(shop, on_stage):
    async def scene(stage):
        await stage.open(shop.ready)
        stage.list.cards.setFocus()
        QTest.keyClick(stage.list.cards, Qt.Key.Key_Space)
        await until(lambda: not shop.is_active(shop.ready))
        await until(lambda: not stage.editor.header.active.isChecked())

    on_stage(scene)


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
