# SPDX-License-Identifier: LicenseRef-Desk
"""The list of what the checks found."""

from desk.ui.panes.templates import checking as module
from tests.ui.frame import spoken, until
from tests.ui.panes.templates.stage import type_at_end


def test_it_counts_and_leads_to_each(shop, on_stage, monkeypatch):
    monkeypatch.setattr(module, "REST_MS", 10)

    async def scene(stage):
        checks = stage.page.checks
        assert checks.title() == "Checks"
        await stage.opened(shop.ready)
        await until(lambda: checks.title() == "Nothing to correct")
        type_at_end(stage.fields()[1], " {{ prenon }} http://x.fr {{ customer.company }}")
        await until(lambda: checks.title() == "1 thing to correct before publishing")
        assert [item.state for item in checks.items.items()] == ["danger", "warn", "warn"]
        wanted = []
        checks.problem_wanted.connect(wanted.append)
        checks.items.verb_requested.emit(checks.items.items()[0].key)
        assert wanted[0].place == "email.fr.blocks.1.text"
        await until(lambda: checks.title() == "2 things to look at")  # it was corrected
        with spoken("fr"):
            assert checks.title() == "2 vérifications à faire"

    on_stage(scene)
