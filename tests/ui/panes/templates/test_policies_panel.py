# SPDX-License-Identifier: LicenseRef-Desk
"""What happens when a variable has no value."""

from PySide6.QtTest import QTest

from desk.services.templates import Policy, PolicyKind
from tests.ui.panes.templates.stage import type_at_end


def test_each_variable_has_its_line(shop, on_stage):
    async def scene(stage):
        await stage.opened(shop.ready)
        panel = stage.page.editor.policies
        assert panel._sum.text() == "9 variables"
        assert panel.row("order.number")._note.text() == "always has a value"
        assert panel.row("order.item").kind.text() == "Drop the sentence"
        type_at_end(stage.fields()[0], " {{ customer.company }}")
        assert panel._sum.text() == "10 variables · 1 to decide"
        assert panel.row("customer.company").kind.text() == "Decide…"
        assert panel.focus("customer.company")
        assert panel._scroll.isVisible()
        assert not panel.focus("zut")

    on_stage(scene)


def test_a_decision_is_kept_and_undone(shop, on_stage):
    async def scene(stage):
        await stage.opened(shop.ready)
        panel = stage.page.editor.policies
        panel.unfold()
        row = panel.row("customer.first_name")
        row.kind.chosen.emit("default")
        assert row.default.isVisible()
        QTest.keyClicks(row.default, "cher client")
        assert stage.state.wording.policies["customer.first_name"] == Policy(
            kind=PolicyKind.DEFAULT, default="cher client"
        )
        await stage.kept()
        stage.page.undo()
        stage.page.undo()
        assert stage.state.wording.policies["customer.first_name"].kind is PolicyKind.DROP
        assert not row.default.isVisible()

    on_stage(scene)
    kept = shop.newest(shop.ready).policies["customer.first_name"]
    assert kept == Policy(kind=PolicyKind.DEFAULT, default="cher client")


def test_it_folds(shop, on_stage):
    async def scene(stage):
        await stage.opened(shop.ready)
        panel = stage.page.editor.policies
        panel._fold.click()
        assert panel._scroll.isVisible()
        panel._fold.click()
        assert not panel._scroll.isVisible()

    on_stage(scene)
