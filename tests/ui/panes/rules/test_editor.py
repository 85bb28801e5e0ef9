# SPDX-License-Identifier: LicenseRef-Desk
"""The editor finds the pill that changes a place."""

import pytest

from tests.ui.frame import until


@pytest.mark.parametrize(
    ("place", "pill"),
    [
        ("trigger.event_kind", "trigger.event_kind"),
        ("trigger.kind", "trigger.subject"),
        ("location_ids", "location_ids"),
        ("template", "template"),
        ("audience.role", "audience.role"),
        ("timing.quiet.weekdays", "timing.quiet"),
        ("timing.delay_minutes", "timing"),
        ("topic", "topic"),
        ("max_age_minutes", "max_age_minutes"),
    ],
)
def test_every_place_of_a_problem_leads_to_its_pill(shop, on_stage, place, pill):
    async def scene(stage):
        await stage.open(shop.ready)
        stage.page.jump(place)
        await until(lambda: stage.has_keyboard(stage.pill(pill)))

    on_stage(scene)


def test_what_has_no_pill_leaves_everything_as_it_is(shop, on_stage):
    async def scene(stage):
        await stage.open(shop.ready)
        stage.page.jump("somewhere")
        assert not stage.state.is_dirty

    on_stage(scene)
