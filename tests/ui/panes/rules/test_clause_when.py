# SPDX-License-Identifier: LicenseRef-Desk
"""WHEN: another event, moments, places."""


def test_another_event_changes_the_sentence_and_keeps_what_fits(shop, on_stage):
    async def scene(stage):
        await stage.open(shop.ready)
        stage.pick("trigger.event_kind", "not collected")
        assert stage.spec.trigger.event_kind == "order.uncollected"
        assert "is not collected" in stage.editor.summary.text()
        stage.pick("trigger.subject", "appointment")
        assert stage.spec.trigger.event_kind == "appointment.created"
        stage.page.undo()
        stage.page.undo()
        assert stage.spec == shop.spec(shop.ready)
        assert not stage.state.is_dirty

    on_stage(scene)
