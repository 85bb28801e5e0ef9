# SPDX-License-Identifier: LicenseRef-Desk
"""The notes name who is told, or say why nobody is."""

from functools import partial

from tests.ui.frame import until


def test_who_does_not_want_it_is_not_told(atelier, on_stage):
    order = atelier.order(atelier.nadia)
    atelier.start_service()

    async def scene(stage):
        await stage.ready(1)
        stage.page.deeds.change_status([stage.row(order)], "ready")
        await until(partial(atelier.events, order))
        atelier.plan()
        await until(lambda: stage.said() == ["Order 1001: Ready. Nadia Ferrand is not told: not subscribed."])

    on_stage(scene)


def test_without_a_rule_or_a_service_the_note_says_so(atelier, on_stage):
    order = atelier.order()

    async def scene(stage):
        await stage.ready(1)
        stage.page.deeds.change_status([stage.row(order)], "waiting_parts")
        late = "Order 1001: Waiting for parts. Who is told will be decided when the service runs."
        await until(lambda: stage.said() == [late])
        atelier.start_service()
        atelier.plan()
        await until(lambda: stage.row(order).status == "waiting_parts")
        stage.page.deeds.change_status([stage.row(order)], "in_progress")
        await until(lambda: len(stage.said()) == 2)
        atelier.plan()
        nobody = "Order 1001: In progress. Nobody is told: no active rule waits for this."
        await until(lambda: stage.said()[-1] == nobody)

    on_stage(scene)
